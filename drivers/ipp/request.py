"""What is asked of an IPP printer, as bytes (RFC 8010). Pure.

pyipp encodes the values; which attribute has which type is said here, because pyipp
leaves out without a word what it does not know.
"""

import struct
from collections.abc import Mapping

from pyipp.enums import IppOperation, IppTag
from pyipp.serializer import construct_attribute

VERSION = (1, 1)  # what every printer understands

# RFC 8011, sections 4.1 and 5.2; print-scaling: PWG 5100.16.
TAGS = {
    "attributes-charset": IppTag.CHARSET,
    "attributes-natural-language": IppTag.LANGUAGE,
    "copies": IppTag.INTEGER,
    "document-format": IppTag.MIME_TYPE,
    "job-hold-until": IppTag.KEYWORD,
    "job-id": IppTag.INTEGER,
    "job-name": IppTag.NAME,
    "limit": IppTag.INTEGER,
    "media": IppTag.KEYWORD,
    "my-jobs": IppTag.BOOLEAN,
    "print-scaling": IppTag.KEYWORD,
    "printer-uri": IppTag.URI,
    "requested-attributes": IppTag.KEYWORD,
    "requesting-user-name": IppTag.NAME,
    "sides": IppTag.KEYWORD,
    "which-jobs": IppTag.KEYWORD,
}

Wish = str | int | bool | list[str]


def request_bytes(
    operation: IppOperation,
    number: int,
    asked: Mapping[str, Wish],
    job: Mapping[str, Wish],
) -> bytes:
    """All but the document. `asked` is about the operation, `job` about the paper."""
    raw = struct.pack(">bbhi", *VERSION, operation.value, number)
    language = {"attributes-charset": "utf-8", "attributes-natural-language": "en-us"}
    raw += _group(IppTag.OPERATION, {**language, **asked})
    if job:
        raw += _group(IppTag.JOB, job)
    return raw + bytes([IppTag.END.value])


def _group(tag: IppTag, attributes: Mapping[str, Wish]) -> bytes:
    encoded = (construct_attribute(n, v, TAGS[n]) for n, v in attributes.items())
    return bytes([tag.value]) + b"".join(encoded)
