"""Finds the bar code in the reports of a HID-POS scanner. Pure.

A report descriptor says what lies where in every report. Item and tag numbers: Device
Class Definition for HID 1.11, 6.2.2. Usages: HID Point of Sale Usage Tables 1.02, page
0x8C, 3.2 and 3.5; the byte count is usage 0x3B of Generic Desktop.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

SYMBOLOGY_1 = 0x8C00FB
DECODED_DATA = 0x8C00FE
CONTINUED = 0x8C00FF
BYTE_COUNT = 0x01003B

DESCRIPTOR_LIMIT_BYTES = 4096  # HID_MAX_DESCRIPTOR_SIZE of the kernel
REPORT_LIMIT_BITS = 8 * 4096
MOST_USAGES = 256
DEEPEST_STACK = 16

LONG = 0xFE
CONSTANT, VARIABLE = 0x01, 0x02


class Tag(IntEnum):
    """The items that matter here: tag and type, without the size."""

    INPUT = 0x80
    OUTPUT = 0x90
    COLLECTION = 0xA0
    FEATURE = 0xB0
    END = 0xC0
    PAGE = 0x04
    SIZE = 0x74  # bits
    REPORT_ID = 0x84
    COUNT = 0x94
    PUSH = 0xA4
    POP = 0xB4
    USAGE = 0x08
    USAGE_FIRST = 0x18
    USAGE_LAST = 0x28


@dataclass(frozen=True, slots=True)
class BarcodeReport:
    """Where a report has its bar code. Offsets are without the report id."""

    report_id: int | None  # the first byte of a report, where reports are numbered
    data_at: int  # bytes
    data_bytes: int
    count_at: int | None  # the byte that says how much of the data counts
    symbology_at: int | None  # the first of three bytes, "]Q1" for a QR code
    continued_at: int | None  # bit: more of this code follows in the next report
    longest_bytes: int  # of any input report of the device, with its id


@dataclass(frozen=True, slots=True)
class _Globals:
    page: int = 0
    size: int = 0
    count: int = 0
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Field:
    report_id: int | None
    usage: int
    at: int  # bits
    bits: int


def barcode_report(descriptor: bytes) -> BarcodeReport | None:
    """Read a descriptor; None if it has no bar code, or no sense. Never raises."""
    reader = _Reader()
    for item in _items(descriptor[:DESCRIPTOR_LIMIT_BYTES]):
        if not reader.take(*item):
            return None
    return reader.barcode()


def _items(descriptor: bytes) -> Iterator[tuple[int, int, int]]:
    """Tag and type as one byte, the value, and its size. A cut item ends it."""
    at = 0
    while at < len(descriptor):
        head = descriptor[at]
        if head == LONG:
            size = descriptor[at + 1] if at + 1 < len(descriptor) else 0
            at += 3 + size
            continue
        size = (0, 1, 2, 4)[head & 0x03]
        value = descriptor[at + 1 : at + 1 + size]
        if len(value) < size:
            return
        yield head & 0xFC, int.from_bytes(value, "little"), size
        at += 1 + size


class _Reader:
    """Takes items in order and notes which input field lies where."""

    def __init__(self) -> None:
        self._globals = _Globals()
        self._stack: list[_Globals] = []
        self._usages: list[int] = []
        self._first: int | None = None
        self._bits: dict[int | None, int] = {}
        self._fields: list[_Field] = []

    def take(self, tag: int, value: int, size: int) -> bool:
        """Take one item; False if the descriptor cannot be meant so."""
        match tag:
            case Tag.INPUT:
                return self._input(value)
            case Tag.OUTPUT | Tag.FEATURE | Tag.COLLECTION | Tag.END:
                self._forget_usages()
            case Tag.USAGE:
                return self._use([self._usage(value, size)])
            case Tag.USAGE_FIRST:
                self._first = self._usage(value, size)
            case Tag.USAGE_LAST:
                return self._use_range(self._usage(value, size))
            case _:
                return self._global(tag, value)
        return True

    def _global(self, tag: int, value: int) -> bool:
        match tag:
            case Tag.PAGE:
                self._globals = replace(self._globals, page=value)
            case Tag.SIZE:
                self._globals = replace(self._globals, size=value)
            case Tag.COUNT:
                self._globals = replace(self._globals, count=value)
            case Tag.REPORT_ID:
                self._globals = replace(self._globals, report_id=value)
                return 0 < value <= 0xFF
            case Tag.PUSH:
                self._stack.append(self._globals)
                return len(self._stack) <= DEEPEST_STACK
            case Tag.POP:
                if not self._stack:
                    return False
                self._globals = self._stack.pop()
        return True

    def barcode(self) -> BarcodeReport | None:
        data = next((each for each in self._fields if each.usage == DECODED_DATA), None)
        if data is None or data.at % 8 or data.bits % 8 or not data.bits:
            return None
        count = self._same_report(data, BYTE_COUNT)
        symbology = self._same_report(data, SYMBOLOGY_1)
        continued = self._same_report(data, CONTINUED)
        id_bytes = 0 if data.report_id is None else 1
        return BarcodeReport(
            report_id=data.report_id,
            data_at=data.at // 8,
            data_bytes=data.bits // 8,
            count_at=_byte(count),
            symbology_at=_byte(symbology),
            continued_at=continued.at if continued else None,
            longest_bytes=id_bytes + -(-max(self._bits.values()) // 8),
        )

    def _same_report(self, data: _Field, usage: int) -> _Field | None:
        fits = (
            each
            for each in self._fields
            if each.usage == usage and each.report_id == data.report_id
        )
        return next(fits, None)

    def _input(self, flags: int) -> bool:
        now = self._globals
        at = self._bits.get(now.report_id, 0)
        if now.size * now.count > REPORT_LIMIT_BITS - at:
            return False
        self._bits[now.report_id] = at + now.size * now.count
        if flags & VARIABLE and not flags & CONSTANT:
            self._note_fields(at)
        self._forget_usages()
        return True

    def _note_fields(self, at: int) -> None:
        """One field a usage; the last usage has all that remain."""
        now = self._globals
        usages = self._usages[: now.count]
        for place, usage in enumerate(usages):
            is_last = place == len(usages) - 1
            bits = now.size * (now.count - place if is_last else 1)
            field = _Field(now.report_id, usage, at + place * now.size, bits)
            self._fields.append(field)

    def _usage(self, value: int, size: int) -> int:
        """A usage of four bytes names its page itself."""
        return value if size == 4 else self._globals.page << 16 | value

    def _use(self, usages: list[int]) -> bool:
        self._usages += usages
        return len(self._usages) <= MOST_USAGES

    def _use_range(self, last: int) -> bool:
        first, self._first = self._first, None
        if first is None or not 0 <= last - first < MOST_USAGES:
            return False
        return self._use(list(range(first, last + 1)))

    def _forget_usages(self) -> None:
        self._usages.clear()
        self._first = None


def _byte(field: _Field | None) -> int | None:
    """Where a field begins, in bytes; only a whole byte is of use here."""
    return field.at // 8 if field and field.bits >= 8 and field.at % 8 == 0 else None
