"""The printer's side of IPP: requests in, answers out, by pyipp's own code.

The kiosk's side makes requests with pyipp and reads answers itself, so each
direction has two authors.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from pyipp.enums import IppStatus, IppTag
from pyipp.parser import parse
from pyipp.serializer import construct_attribute

TAGS = {
    "attributes-charset": IppTag.CHARSET,
    "attributes-natural-language": IppTag.LANGUAGE,
    "printer-state": IppTag.ENUM,
    "printer-state-reasons": IppTag.KEYWORD,
    "printer-is-accepting-jobs": IppTag.BOOLEAN,
    "job-id": IppTag.INTEGER,
    "job-state": IppTag.ENUM,
    "job-state-reasons": IppTag.KEYWORD,
    "job-impressions-completed": IppTag.INTEGER,
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks for."""

    operation: int
    number: int
    job: int
    name: str
    format: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and the attributes of a job or of the printer."""

    status: IppStatus = IppStatus.OK
    job: dict[str, object] | None = None
    printer: dict[str, object] | None = None


def read_request(raw: bytes) -> Request:
    message = parse(raw, contains_data=True)
    attributes = message["operation-attributes"]
    return Request(
        operation=message["status-code"],  # a request has its operation there
        number=message["request-id"],
        job=attributes.get("job-id", 0),
        name=attributes.get("job-name", ""),
        format=attributes.get("document-format", ""),
        data=message["data"],
    )


def answer_bytes(request: Request, answer: Answer) -> bytes:
    raw = struct.pack(">bbhi", 1, 1, answer.status.value, request.number)
    language = {"attributes-charset": "utf-8", "attributes-natural-language": "en"}
    raw += _group(IppTag.OPERATION, language)
    if answer.job is not None:
        raw += _group(IppTag.JOB, answer.job)
    if answer.printer is not None:
        raw += _group(IppTag.PRINTER, answer.printer)
    return raw + bytes([IppTag.END.value])


def _group(tag: IppTag, attributes: Mapping[str, object]) -> bytes:
    raw = bytes([tag.value])
    for name, value in attributes.items():
        raw += construct_attribute(name, value, TAGS[name])
    return raw
