/* For ICU's data, 31 MB. Qt is linked to ICU and wants the name, but writes dates and numbers
   by data of its own; for the rest, such as collation, nothing here asks. ICU itself allows
   for a program without: its header, and a table of contents that is empty. */

#include <stdint.h>

#define JOINED(version) icudt##version##_dat
#define DATA(version) JOINED(version)

__attribute__((aligned(16))) const struct {
  uint16_t header_size;
  uint8_t magic[2];
  uint16_t info_size, reserved;
  uint8_t is_big_endian, charset, char_size, reserved_too;
  char format[4];
  uint8_t format_version[4], data_version[4], filling[8];
  uint32_t entries, entries_reserved;
} DATA(VERSION) = {
    32, {0xda, 0x27}, 20, 0, 0, 0, 2, 0, {'T', 'o', 'C', 'P'}, {1}, {0}, {0}, 0, 0,
};
