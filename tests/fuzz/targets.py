"""Everything that reads what a device sends."""

from pyipp.enums import IppOperation, IppStatus

from drivers.escpos.answers import AnswerParser
from drivers.escpos.names import name_in
from drivers.escpos.status import automatic_condition
from drivers.escpos.status import condition_from as escpos_condition
from drivers.ipp.client import is_printer
from drivers.ipp.condition import behind_queue, policy_from
from drivers.ipp.condition import condition_from as ipp_condition
from drivers.ipp.pdf_sheet import Sheet
from drivers.ipp.progress import progress_from, verdict
from drivers.ipp.reply import Malformed, read_reply
from drivers.ipp.wishes import wishes_for
from drivers.scanners.hid_descriptor import barcode_report
from drivers.scanners.hidpos_reports import HidposReports
from drivers.scanners.key_lines import KeyLines
from drivers.scanners.scan_lines import ScanLines
from drivers.scanners.scanner_profile import load
from drivers.sim.hidpos_scanner import DESCRIPTOR
from drivers.sim.ipp_wire import Answer, Request, answer_bytes
from drivers.sim.key_strokes import line_strokes, record
from kiosk.model.codes import ScanStep, read
from tests.fuzz.run import Target

A5_PAGE = Sheet(1, 148.2, 209.9)
AUTOMATIC = b"\x10\x00\x00\x0f"
CODES = (
    b"4241234567890123456789012345",
    b"https://s.sh.gov.cn/" + b"aZ0-_=" * 40,
    b"0123456789ABCDEF" * 4 + b":1",
    b"134567890123456789",
    "患者：欧阳𠮷".encode(),
)


def targets() -> list[Target]:
    layout = barcode_report(DESCRIPTOR)
    assert layout is not None
    codes = tuple(code + b"\r" for code in CODES)
    return [
        Target("scanner line", ScanLines().feed, codes),
        *(_set_up_line(name) for name in ("honeywell", "newland")),
        Target("key presses", KeyLines().feed, (_typed(),)),
        Target("hid descriptor", barcode_report, (DESCRIPTOR,)),
        Target("hid report", HidposReports(layout).feed, (_report(),)),
        Target("code", _code, CODES),
        Target("escpos name", name_in, (b"_EPSON\0_TM-T88V\0",)),
        *(_answers(full) for full in (False, True)),
        Target("escpos automatic status", automatic_condition, (AUTOMATIC,)),
        Target("escpos status", _status, (b"\x12\x12\x12\x12", b"\x16\x32\x12\x7e")),
        Target("ipp reply", _ipp, (_ipp_sample(),), (Malformed,)),
        Target("ipp attributes", _ipp_body, (_ipp_sample()[8:],), (Malformed,)),
    ]


def _set_up_line(name: str) -> Target:
    """A scanner that also answers to its set-up."""
    profile = load(name)
    answers = tuple(b"AB" + command.answer + b"4241234\r" for command in profile.setup)
    return Target(f"{name} line", ScanLines(profile.lines).feed, answers)


def _typed() -> bytes:
    strokes = line_strokes("HOSP-12345ab患")
    return b"".join(record(2_000 * at, stroke) for at, stroke in enumerate(strokes))


def _report() -> bytes:
    """Id, length, AIM identifier, data, and no more to come."""
    return b"\x02\x1c]Q1" + CODES[0].ljust(56, b"\0") + b"\0\0\0"


def _code(raw: bytes) -> None:
    for step in ScanStep:
        code = read(raw, step)
        assert len(code.value) <= len(raw)


def _answers(full_status: bool) -> Target:
    """Everything a receipt printer may say, in one stream."""
    parser = AnswerParser(full_status=full_status)
    said = b"\x12\x16" + AUTOMATIC + b"\x37\x22ABCD\0\x37\x25\0\x00\x0c\x10\x0f1234"
    name = f"escpos answers{' of a kiosk printer' if full_status else ''}"
    return Target(name, parser.feed, (said,))


def _status(raw: bytes) -> None:
    escpos_condition([*raw])


def _ipp(raw: bytes) -> None:
    """Everything that the driver makes of an answer."""
    reply = read_reply(raw, 1)
    behind_queue(reply, ipp_condition(reply))
    policy_from(reply)
    wishes_for(A5_PAGE, reply, ())
    for uri in reply.words("device-uri"):
        is_printer(uri)
    for job in (reply, *reply.jobs):
        progress = progress_from(job)
        if progress is not None and progress.is_over:
            verdict(progress, jammed=False)


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
        wishes={},
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
