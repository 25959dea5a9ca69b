"""Everything that reads what a device sends."""

from pyipp.enums import IppOperation, IppStatus

from drivers.escpos_status import condition_from as escpos_condition
from drivers.ipp_condition import condition_from as ipp_condition
from drivers.ipp_reply import Malformed, read_reply
from drivers.scan_lines import ScanLines
from drivers.sim.ipp_wire import Answer, Request, answer_bytes
from kiosk.model.codes import ScanStep, read
from tests.fuzz.run import Target

CODES = (
    b"4241234567890123456789012345",
    b"https://s.sh.gov.cn/" + b"aZ0-_=" * 40,
    b"0123456789ABCDEF" * 4 + b":1",
    b"134567890123456789",
    "患者：欧阳𠮷".encode(),
)


def targets() -> list[Target]:
    lines = ScanLines()
    return [
        Target("scanner line", lines.feed, tuple(code + b"\r" for code in CODES)),
        Target("code", _code, CODES),
        Target("escpos status", _status, (b"\x12\x12\x12\x12", b"\x16\x32\x12\x7e")),
        Target("ipp reply", _ipp, (_ipp_sample(),), (Malformed,)),
        Target("ipp attributes", _ipp_body, (_ipp_sample()[8:],), (Malformed,)),
    ]


def _code(raw: bytes) -> None:
    for step in ScanStep:
        code = read(raw, step)
        assert len(code.value) <= len(raw)


def _status(raw: bytes) -> None:
    escpos_condition([*raw])


def _ipp(raw: bytes) -> None:
    reply = read_reply(raw, 1)
    ipp_condition(reply)


def _ipp_body(raw: bytes) -> None:
    """Behind a header that is right."""
    _ipp(_ipp_sample()[:8] + raw)


def _ipp_sample() -> bytes:
    request = Request(
        operation=IppOperation.GET_JOBS,
        number=1,
        job=0,
        user="",
        name="",
        format="",
        my_jobs=True,
        which_jobs="",
        attributes=frozenset(),
        data=b"",
    )
    job: dict[str, object] = {
        "job-id": 7,
        "job-state": 5,
        "job-name": "kiosk@K1:invoice",
    }
    printer: dict[str, object] = {
        "printer-state": 3,
        "printer-state-reasons": ["media-low-warning", "toner-low-report"],
        "printer-is-accepting-jobs": True,
    }
    return answer_bytes(request, Answer(IppStatus.OK, [job, job], printer))
