"""Those who work at the kiosk: the way in, every panel, every trial."""

from datetime import UTC, datetime

from kiosk.flows.abilities import Abilities
from kiosk.flows.attending_states import (
    Admitting,
    AskingPin,
    Attending,
    Trying,
    TurnedAway,
)
from kiosk.flows.visit_states import Visit
from kiosk.model.staff import Line, Objection, Outcome, Panel, Role, Staff, Trial

ALL = Abilities()
BROKEN = Abilities(receipts=False)
TECHNICIAN = Staff("B-0417", Role.TECHNICIAN)
CLEANER = Staff("C-0022", Role.CLEANER)
FINANCE = Staff("F-0003", Role.FINANCE)
DEVICES = (
    Line(
        "receipt_printer",
        "fail",
        "EPSON TM-T20III 2.05, paper out, 10.20.4.17:9100",
        "put in paper",
        Trial.RECEIPT,
        "passed 2026-11-20 08:12, B-0417",
        (("cuts", 12_408), ("failures", 3)),
        datetime(2026, 11, 26, 9, 12, tzinfo=UTC),
    ),
    Line(
        "page_printer",
        "warn",
        "HP LaserJet Pro M404dn, toner low, ipp://10.20.4.18/ipp/print",
        "check its power, network and cover",
        Trial.PAGE,
    ),
    Line(
        "keypad",
        "warn",
        "not found, /dev/kiosk/keypad",
        "check its cable and its path",
        Trial.KEYPAD,
    ),
    Line("camera", "ok", "UVC Camera 046d:0825, /dev/kiosk/camera", "", Trial.SCAN),
    Line(
        "serial_scanner",
        "ok",
        "Newland NLS-FM430, /dev/kiosk/scanner",
        "",
        Trial.SCAN,
        "FAILED 2026-11-21 17:40, B-0417",
    ),
    Line("voice", "ok", "espeak-ng, to plughw:0", "", Trial.SOUND),
    Line("touch", "info", "1080 x 1920 px, 336 x 597 mm", "", Trial.TOUCH),
    Line("display", "info", "1080 x 1920 px, 336 x 597 mm", "", Trial.DISPLAY),
)
NETWORK = (
    Line("central: name", "ok", "central.example.org is 10.20.1.5"),
    Line(
        "central: TLS",
        "ok",
        "212 days left, TLSv1.3, central.example.org, issued by Example CA",
    ),
    Line("central: clock", "warn", "ours is +3 s off"),
    Line("central", "ok", "ok, https://central.example.org"),
    Line(
        "outbox",
        "fail",
        "3 owed, the oldest for 1.4 h, staff told of 1",
        "see kiosk outbox",
    ),
    Line("drain", "info", "14 told in the last 10 minutes"),
)
OWED = (
    Line(
        "8F3K-22QD",
        "fail",
        "settle, 84 min, 7x unreachable",
        "staff were told: see the case",
    ),
    Line("1C9A-07MX", "info", "report_print, 3 min, 1x unreachable", task=2),
    Line("7TTB-91LE", "info", "close, 20 s, 0x", task=3),
)
SYSTEM = (
    Line(
        "bundle",
        "ok",
        "kiosk-K-07-20261126T093000Z.zip, signed, on the stick, sent to central",
    ),
    Line("journal", "ok", "/var/lib/kiosk/journal.db"),
    Line("disk", "warn", "1840 MiB free at /var/lib/kiosk", "make room"),
    Line("reach", "ok", "controls from 380 to 1220 mm above the floor"),
    Line(
        "versions",
        "info",
        "kiosk 0.1.0, Python 3.11.2, PySide6 6.11.3, SQLite 3.40.1, Linux-6.1",
    ),
)
SETTINGS = (
    Line("kiosk.id", "info", "K-07 · line 4"),
    Line("central.url", "info", "https://central.example.org · line 10"),
    Line("central.token", "info", "set · line 11"),
    Line("camera.path", "info", "/dev/kiosk/camera · line 31"),
    Line("central.answer_s", "info", "10.0 · default"),
    Line("deferral.enabled", "info", "false · default"),
    Line("invoice.most_copies", "info", "3 · default"),
)
LOGGED = (
    Line(
        "bug.found",
        "fail",
        "11-26 17:02:11 worker camera, error KeyError, where x.py:7",
    ),
    Line(
        "device.changed", "warn", "11-26 16:58:40 device receipt_printer, state failed"
    ),
    Line("enrolment.failed", "warn", "11-26 16:12:03 error NotSent"),
)
AT_DEVICES = Attending(BROKEN, TECHNICIAN, Panel.DEVICES, DEVICES)
NO_CAMERA = tuple(line for line in DEVICES if line.name != "camera")
WITHOUT_CAMERA = Attending(BROKEN, TECHNICIAN, Panel.DEVICES, NO_CAMERA)

ATTENDING: dict[str, Visit] = {
    "staff_admitting": Admitting(ALL),
    "staff_pin": AskingPin(ALL, "B-0417"),
    "staff_pin_wrong": AskingPin(ALL, "B-0417", Objection.WRONG_PIN),
    **{f"staff_out_{one}": TurnedAway(ALL, one) for one in Objection},
    "staff_out_locked": TurnedAway(ALL, Objection.LOCKED, 290),
    "staff_devices": AT_DEVICES,
    "staff_devices_cleaner": Attending(
        BROKEN, CLEANER, Panel.DEVICES, DEVICES[:2] + DEVICES[3:4]
    ),
    "staff_looking": Attending(ALL, TECHNICIAN, Panel.NETWORK),
    "staff_network": Attending(ALL, TECHNICIAN, Panel.NETWORK, NETWORK),
    "staff_queue": Attending(ALL, FINANCE, Panel.QUEUE, OWED),
    "staff_queue_empty": Attending(ALL, FINANCE, Panel.QUEUE, ()),
    "staff_log": Attending(ALL, TECHNICIAN, Panel.LOG, LOGGED),
    "staff_log_empty": Attending(ALL, TECHNICIAN, Panel.LOG, ()),
    "staff_settings": Attending(ALL, TECHNICIAN, Panel.SETTINGS, SETTINGS),
    "staff_system": Attending(ALL, TECHNICIAN, Panel.SYSTEM, SYSTEM),
    **{f"trial_{one}": Trying(AT_DEVICES, one, Outcome.SHOWN) for one in Trial},
    "trial_seen": Trying(
        AT_DEVICES, Trial.SCAN, Outcome.SHOWN, ("voucher", "tilt", "wechat")
    ),
    "trial_seen_badly": Trying(
        AT_DEVICES, Trial.SCAN, Outcome.SHOWN, ("hold_still", "unreadable")
    ),
    "trial_scan_without_camera": Trying(WITHOUT_CAMERA, Trial.SCAN, Outcome.SHOWN),
    "trial_scanned": Trying(
        WITHOUT_CAMERA,
        Trial.SCAN,
        Outcome.SHOWN,
        ("voucher", "tilt", "hold_still", "wechat", "unreadable", "hospital_number"),
    ),
    "trial_running": Trying(AT_DEVICES, Trial.RECEIPT, Outcome.RUNNING),
    "trial_failed": Trying(AT_DEVICES, Trial.RECEIPT, Outcome.FAILED, ("cover open",)),
    "trial_uncertain": Trying(
        AT_DEVICES, Trial.PAGE, Outcome.UNCERTAIN, ("the job never ended",)
    ),
}
