"""What an IPP printer answers, read without trust. Pure: bytes in, values out.

Our own reader, because pyipp's takes lengths as signed numbers (a negative one keeps
it busy for ever) and refuses a whole reply for one value that it does not know.
Here an unknown value is skipped, and whatever does not hold together is Malformed.
"""

from dataclasses import dataclass, field

FIRST_ERROR_STATUS = 0x0400
NOT_FOUND, GONE = 0x0406, 0x0407
HEADER_BYTES = 8
END = 0x03
LAST_GROUP = 0x0F
JOB_GROUP = 0x02
PRINTER_GROUP = 0x04
NUMBERS = (0x21, 0x23)  # integer, enum
BOOLEAN = 0x22
WORDS_IN_A_LANGUAGE = (0x35, 0x36)  # text, name
WORDS = range(0x41, 0x4A)  # text, name, keyword, uri, charset, language, MIME type

Value = int | str | None


class Malformed(Exception):
    """The bytes are no answer to our question."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, and the attributes of the printer or of the job that was asked for.

    When jobs are listed, `jobs` has one of these for each.
    """

    status: int
    attributes: dict[str, list[Value]] = field(default_factory=dict)
    jobs: "tuple[Reply, ...]" = ()

    @property
    def is_refusal(self) -> bool:
        return self.status >= FIRST_ERROR_STATUS

    @property
    def is_absence(self) -> bool:
        """There is no such job, or no such queue."""
        return self.status in (NOT_FOUND, GONE)

    def number(self, name: str) -> int | None:
        values = self.attributes.get(name, [])
        return next((value for value in values if isinstance(value, int)), None)

    def words(self, name: str) -> tuple[str, ...]:
        values = self.attributes.get(name, [])
        return tuple(value for value in values if isinstance(value, str))


def read_reply(raw: bytes, number: int) -> Reply:
    """The reply to request `number`, or Malformed."""
    if len(raw) < HEADER_BYTES or int.from_bytes(raw[4:8], "big") != number:
        raise Malformed("no answer to this request")
    status = int.from_bytes(raw[2:4], "big")
    groups = [*_groups(raw)]
    attributes: dict[str, list[Value]] = {}
    for _, group in groups:
        attributes |= group
    jobs = tuple(Reply(status, group) for tag, group in groups if tag == JOB_GROUP)
    return Reply(status, attributes, jobs)


def _groups(raw: bytes) -> list[tuple[int, dict[str, list[Value]]]]:
    """Those of jobs and printers. A value without a name belongs to the last name."""
    groups: list[tuple[int, dict[str, list[Value]]]] = []
    at, found, name = HEADER_BYTES, dict[str, list[Value]](), ""
    while (tag := _slice(raw, at, 1)[0]) != END:
        at += 1
        if tag <= LAST_GROUP:
            found, name = {}, ""
            if tag in (JOB_GROUP, PRINTER_GROUP):
                groups.append((tag, found))
            continue
        named, at = _counted(raw, at)
        value, at = _counted(raw, at)
        if named:
            name = named.decode("ascii", "replace")
        if name:
            found.setdefault(name, []).append(_value(tag, value))
    return groups


def _value(tag: int, value: bytes) -> Value:
    if tag in NUMBERS and len(value) == 4:
        return int.from_bytes(value, "big", signed=True)
    if tag == BOOLEAN and len(value) == 1:
        return value[0]
    if tag in WORDS:
        return value.decode("utf-8", "replace")
    if tag in WORDS_IN_A_LANGUAGE:
        _, at = _counted(value, 0)
        return _counted(value, at)[0].decode("utf-8", "replace")
    return None


def _counted(raw: bytes, at: int) -> tuple[bytes, int]:
    """Two bytes of length and as many bytes as they say; and where to read on."""
    end = at + 2 + int.from_bytes(_slice(raw, at, 2), "big")
    return _slice(raw, at + 2, end - at - 2), end


def _slice(raw: bytes, at: int, length: int) -> bytes:
    if at + length > len(raw):
        raise Malformed("ends too early")
    return raw[at : at + length]
