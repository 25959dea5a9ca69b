"""The printer's side of IPP: requests in, answers out, by pyipp's own code.

The kiosk's side makes requests with pyipp and reads answers itself, so each
direction has two authors.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyipp.enums import IppStatus, IppTag
from pyipp.parser import parse
from pyipp.serializer import construct_attribute

TAGS = {
    "attributes-charset": IppTag.CHARSET,
    "attributes-natural-language": IppTag.LANGUAGE,
    "printer-state": IppTag.ENUM,
    "printer-state-reasons": IppTag.KEYWORD,
    "printer-is-accepting-jobs": IppTag.BOOLEAN,
    "printer-make-and-model": IppTag.TEXT,
    "printer-info": IppTag.TEXT,
    "printer-device-id": IppTag.TEXT,
    "job-creation-attributes-supported": IppTag.KEYWORD,
    "job-hold-until-supported": IppTag.KEYWORD,
    "media-ready": IppTag.KEYWORD,
    "media-supported": IppTag.KEYWORD,
    "print-scaling-supported": IppTag.KEYWORD,
    "sides-supported": IppTag.KEYWORD,
    "job-id": IppTag.INTEGER,
    "job-name": IppTag.NAME,
    "job-originating-user-name": IppTag.NAME,
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
    user: str
    name: str
    format: str
    my_jobs: bool
    which_jobs: str
    attributes: frozenset[str]  # empty: it does not say which
    wishes: dict[str, object]  # how the job is to come out
    data: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and the attributes of jobs or of the printer."""

    status: IppStatus = IppStatus.OK
    jobs: list[dict[str, object]] = field(default_factory=list)
    printer: dict[str, object] | None = None


def read_request(raw: bytes) -> Request:
    message = parse(raw, contains_data=True)
    attributes = message["operation-attributes"]
    return Request(
        operation=message["status-code"],  # a request has its operation there
        number=message["request-id"],
        job=attributes.get("job-id", 0),
        user=attributes.get("requesting-user-name", "anonymous"),
        name=attributes.get("job-name", ""),
        format=attributes.get("document-format", ""),
        my_jobs=attributes.get("my-jobs", False),
        which_jobs=attributes.get("which-jobs", "not-completed"),
        attributes=_several(attributes.get("requested-attributes", [])),
        wishes=message["jobs"][0] if message["jobs"] else {},
        data=message["data"],
    )


def _several(words: str | list[str]) -> frozenset[str]:
    """The parser gives a single value without a list around it."""
    return frozenset([words] if isinstance(words, str) else words)


def answer_bytes(request: Request, answer: Answer) -> bytes:
    raw = struct.pack(">bbhi", 1, 1, answer.status.value, request.number)
    language = {"attributes-charset": "utf-8", "attributes-natural-language": "en"}
    raw += _group(IppTag.OPERATION, language)
    for job in answer.jobs:
        raw += _group(IppTag.JOB, job)
    if answer.printer is not None:
        raw += _group(IppTag.PRINTER, answer.printer)
    return raw + bytes([IppTag.END.value])


def _group(tag: IppTag, attributes: Mapping[str, object]) -> bytes:
    raw = bytes([tag.value])
    for name, value in attributes.items():
        raw += construct_attribute(name, value, TAGS[name])
    return raw
