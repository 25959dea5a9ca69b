/* For libaom, 8 MB: AV1, by which OpenCV would read and write AVIF pictures. Here nobody
   has one, and this library, which has no codec, says so in the words of its header. */

#include <stddef.h>

enum { AOM_CODEC_INCAPABLE = 4 };

#define NONE(name) const void *name(void) { return NULL; }
#define INCAPABLE(name) int name(void) { return AOM_CODEC_INCAPABLE; }

NONE(aom_codec_av1_cx)
NONE(aom_codec_av1_dx)
NONE(aom_codec_error_detail)
NONE(aom_codec_get_cx_data)
NONE(aom_codec_get_frame)
NONE(aom_img_alloc)

INCAPABLE(aom_codec_control)
INCAPABLE(aom_codec_dec_init_ver)
INCAPABLE(aom_codec_decode)
INCAPABLE(aom_codec_destroy)
INCAPABLE(aom_codec_enc_config_default)
INCAPABLE(aom_codec_enc_config_set)
INCAPABLE(aom_codec_enc_init_ver)
INCAPABLE(aom_codec_encode)
INCAPABLE(aom_codec_set_option)

void aom_img_free(void *image) { (void)image; }

int aom_codec_version(void) { return 0; }

static const char *const none = "no codec";

const char *aom_codec_version_str(void) { return none; }
const char *aom_codec_err_to_string(void) { return none; }
const char *aom_codec_error(void) { return none; }
