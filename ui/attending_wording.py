"""The words of those who work at the kiosk."""

from PySide6.QtCore import QCoreApplication

from kiosk.flows.attending_states import Admitting, Staffed, TurnedAway
from kiosk.model.codes import CodeKind
from kiosk.model.hint import Hint
from kiosk.model.staff import Line, Objection, Outcome, Panel, Role, Staff, Trial
from ui.device_drawings import PRINTS_PAGES
from ui.found_wording import found
from ui.message import Message, day

translate = QCoreApplication.translate


def message_of(state: Staffed) -> Message:
    match state:
        case Admitting():
            return Message(
                translate("Staff", "Checking"),
                translate("Staff", "What moves for the last patient ends first."),
                translate("Staff", "Please wait a moment."),
            )
        case TurnedAway(_, objection, wait_s):
            happened = objections()[objection]
            todo = translate("Staff", "Please ask whoever runs the kiosks.")
            if wait_s:
                text = translate("Staff", "Try again in {minutes} minutes.")
                todo = text.format(minutes=-(-wait_s // 60))
            return Message(translate("Staff", "Not let in"), happened, todo)
    return Message("")


def objections() -> dict[Objection, str]:
    return {
        Objection.FORGED: translate("Staff", "This pass was not made by central."),
        Objection.ELSEWHERE: translate("Staff", "This pass is for another kiosk."),
        Objection.EXPIRED: translate(
            "Staff", "This pass has expired, or a clock is wrong."
        ),
        Objection.USED: translate("Staff", "This pass was used before."),
        Objection.UNKNOWN_BADGE: translate("Staff", "That was not right."),
        Objection.WRONG_PIN: translate("Staff", "That was not right."),
        Objection.LOCKED: translate("Staff", "There were too many wrong tries."),
        Objection.BUSY: translate(
            "Staff", "Money or paper of the last patient still moves."
        ),
        Objection.FAULT: translate("Staff", "The journal cannot be written."),
    }


def roles() -> dict[Role, str]:
    return {
        Role.CLEANER: translate("Staff", "Cleaner"),
        Role.NURSE: translate("Staff", "Nurse"),
        Role.TECHNICIAN: translate("Staff", "Technician"),
        Role.FINANCE: translate("Staff", "Finance"),
    }


def whose(staff: Staff) -> str:
    return f"{roles()[staff.role]} · {staff.badge}"


def panels() -> dict[Panel, str]:
    return {
        Panel.DEVICES: translate("Staff", "Devices"),
        Panel.NETWORK: translate("Staff", "Network"),
        Panel.QUEUE: translate("Staff", "Owed"),
        Panel.SYSTEM: translate("Staff", "System"),
        Panel.SETTINGS: translate("Staff", "Settings"),
        Panel.LOG: translate("Staff", "Log"),
    }


def nothing_on(panel: Panel) -> str:
    if panel is Panel.QUEUE:
        return translate("Staff", "Nothing is owed to central.")
    if panel is Panel.LOG:
        return translate("Staff", "Nothing has gone wrong lately.")
    return translate("Staff", "It could not be looked at.")


def deed_on(panel: Panel) -> str:
    """What can be done about all of a panel."""
    if panel is Panel.QUEUE:
        return translate("Staff", "Ask after all of it now")
    if panel is Panel.SYSTEM:
        return translate("Staff", "Make a support bundle")
    return ""


def act(line: Line, staff: Staff) -> str:
    """What a touch on this line does."""
    if line.task is not None:
        return translate("Staff", "Tell the staff now")
    if line.trial is not None and staff.may_try(line.trial):
        return trials()[line.trial]
    return ""


def trials() -> dict[Trial, str]:
    return {
        Trial.SCAN: translate("Staff", "Scan test"),
        Trial.RECEIPT: translate("Staff", "Slip test"),
        Trial.PAGE: translate("Staff", "Page test"),
        Trial.TOUCH: translate("Staff", "Touch test"),
        Trial.DISPLAY: translate("Staff", "Display test"),
        Trial.SOUND: translate("Staff", "Sound test"),
        Trial.KEYPAD: translate("Staff", "Keypad test"),
    }


def look_for(trial: Trial) -> str:
    """What a person has to look at, or listen to."""
    match trial:
        case Trial.SCAN:
            return translate(
                "Staff", "Hold codes before the scanner. What is read stands below."
            )
        case Trial.RECEIPT:
            return translate(
                "Staff",
                "All characters clear, the ruler whole, no pale stripe, cut through?",
            )
        case Trial.PAGE:
            return translate(
                "Staff", "The frame whole, no stripes, every character there?"
            )
        case Trial.TOUCH:
            return translate("Staff", "Move a finger over every field.")
        case Trial.DISPLAY:
            return translate("Staff", "Every colour even, no dead dot?")
        case Trial.SOUND:
            return translate("Staff", "Touch Listen at the top. Is it loud and clear?")
        case Trial.KEYPAD:
            return translate(
                "Staff", "Press each key. Does the ring move, and Select press it?"
            )


def outcomes() -> dict[Outcome, str]:
    return {
        Outcome.RUNNING: translate("Staff", "It is at work."),
        Outcome.SHOWN: translate("Staff", "What do you see?"),
        Outcome.FAILED: translate("Staff", "The device says that it could not."),
        Outcome.UNCERTAIN: translate("Staff", "The device does not say if it could."),
    }


def unread() -> dict[str, str]:
    """What is said of a code that is not read, or means nothing."""
    return {
        CodeKind.UNREADABLE.value: translate("Staff", "a code with unreadable content"),
        CodeKind.UNKNOWN.value: translate("Staff", "a code of another kind"),
        Hint.SCREEN_BRIGHTER.value: translate("Staff", "too dark"),
        Hint.TILT.value: translate("Staff", "a lamp is mirrored in it"),
        Hint.FARTHER.value: translate("Staff", "too close"),
        Hint.CLOSER.value: translate("Staff", "too far away"),
        Hint.HOLD_STILL.value: translate("Staff", "it moves"),
    }


def device_names() -> dict[str, str]:
    """What the doctor's verdicts are about."""
    return {
        "receipt_printer": translate("Device", "Receipt printer"),
        "page_printer": translate("Device", "Page printer"),
        "form_printer": translate("Device", "Form printer"),
        "serial_scanner": translate("Device", "Serial scanner"),
        "keyboard_scanner": translate("Device", "Keyboard scanner"),
        "hidpos_scanner": translate("Device", "HID scanner"),
        "camera": translate("Device", "Camera"),
        "keypad": translate("Device", "Keypad"),
        "voice": translate("Device", "Voice"),
        "touch": translate("Device", "Touch"),
        "display": translate("Device", "Display"),
        "central": translate("Device", "Central"),
        "insurer": translate("Device", "Insurer"),
        "receipt roll": translate("Device", "Slip paper"),
        "audit": translate("Device", "Audit log"),
        "certificate": translate("Device", "Our certificate"),
        "bundle": translate("Device", "Support bundle"),
        "drain": translate("Device", "Told to central"),
        "journal size": translate("Device", "Journal size"),
        "outbox": translate("Device", "Owed to central"),
        "journal": translate("Device", "Journal"),
        "disk": translate("Device", "Disk"),
        "reach": translate("Device", "Reach"),
        "versions": translate("Device", "Versions"),
    }


def device_name(name: str) -> str:
    """One step of the way to somebody is named by both."""
    whom, colon, step = name.partition(": ")
    names = device_names()
    if colon and step in steps():
        return f"{names.get(whom, whom)} · {steps()[step]}"
    return names.get(name, name)


def steps() -> dict[str, str]:
    """The way to somebody on the network."""
    return {
        "name": translate("Device", "name (DNS)"),
        "route": translate("Device", "route"),
        "connection": translate("Device", "connection"),
        "TLS": "TLS",
        "latency": translate("Device", "latency"),
        "clock": translate("Device", "clock"),
    }


def counted() -> dict[str, str]:
    """What devices count."""
    return {
        "codes": translate("Device", "codes: {count}"),
        "cuts": translate("Device", "cuts: {count}"),
        "jobs": translate("Device", "jobs: {count}"),
        "pages": translate("Device", "pages: {count}"),
        "failures": translate("Device", "failures: {count}"),
    }


def past(line: Line) -> str:
    """How it was tried last, what it has done, and when it was last well."""
    words = counted()
    parts = [
        words.get(what, f"{what}: {{count}}").format(count=count)
        for what, count in line.counts
    ]
    if line.well_at is not None and line.level == "fail":
        when = translate("Device", "last well {day} {time}")
        day_ = day(line.well_at.date())
        parts.append(when.format(day=day_, time=f"{line.well_at:%H:%M}"))
    return " · ".join(filter(None, [found(line.detail), *parts]))


def found_on(panel: Panel, line: Line) -> str:
    """What settings and the log say stays as it stands there."""
    is_doctors = panel in (Panel.DEVICES, Panel.NETWORK, Panel.SYSTEM)
    return found(line.found) if is_doctors else line.found


def remedy(line: Line) -> str:
    """A remedy of the doctor's; one that the catalogue does not have stays as it is."""
    if line.name in PRINTS_PAGES and line.remedy in remedies_of_pages():
        return remedies_of_pages()[line.remedy]
    return remedies().get(line.remedy, line.remedy)


def remedies_of_pages() -> dict[str, str]:
    """A printer of pages has a tray where others have a roll."""
    return {
        "put in paper": translate(
            "Remedy", "Put in paper: pull out the tray, lay in pages."
        ),
        "have paper at hand": translate("Remedy", "Have paper for the tray at hand."),
    }


def remedies() -> dict[str, str]:
    return {
        "put in paper": translate(
            "Remedy", "Put in paper: open the cover, lay in a roll."
        ),
        "have paper at hand": translate("Remedy", "Have a new roll at hand."),
        "open the cover and take out the jammed paper": translate(
            "Remedy", "Open the cover and take out the jammed paper."
        ),
        "check its cable and its path": translate(
            "Remedy", "Check its cable, and its path in the configuration."
        ),
        "check its power, cable and cover": translate(
            "Remedy", "Check its power, its cable and that the cover is shut."
        ),
        "check its power, network and cover": translate(
            "Remedy", "Check its power, its network and that the cover is shut."
        ),
        "check its power, network, cover and numbered stock": translate(
            "Remedy", "Check its power, network, cover and the numbered stock."
        ),
        "check the network": translate("Remedy", "Check the network cable."),
        "check the network and central.url": translate(
            "Remedy", "Check the network cable and the address of central."
        ),
        "check the name and the DNS": translate(
            "Remedy", "Check the name of the server and the DNS."
        ),
        "check the cable and the gateway": translate(
            "Remedy", "Check the network cable and the gateway."
        ),
        "have it started again there": translate(
            "Remedy", "Have the server started again."
        ),
        "measure the glass above the floor: screen.bottom_mm": translate(
            "Remedy", "Measure the glass above the floor, and write it down."
        ),
        "say how long a new roll is: receipt_printer.roll_m": translate(
            "Remedy", "Say in the configuration how long a new roll is."
        ),
        "call security: kiosk audit verify": translate(
            "Remedy", "Call security: the audit log was changed."
        ),
        "ask security: this may not be central": translate(
            "Remedy", "Call security: this may not be central."
        ),
        "check what [tls] names": translate(
            "Remedy", "Check the certificate and key that the configuration names."
        ),
        "have it renewed": translate("Remedy", "Have the certificate renewed."),
        "have it renewed, or trust it": translate(
            "Remedy", "Have the certificate renewed, or its authority trusted."
        ),
        "check its mount": translate("Remedy", "Check how the disk is mounted."),
        "check the time service": translate("Remedy", "Check the time service."),
        "make room": translate("Remedy", "Make room on the disk."),
        "make room: no new money is taken": translate(
            "Remedy", "Make room on the disk: no new money is taken."
        ),
        "see kiosk outbox": translate("Remedy", "See Owed."),
        "staff were told: see the case": translate(
            "Remedy", "Staff were told: see the case."
        ),
        "another program holds it: end that, or ask the running kiosk": translate(
            "Remedy", "Another program holds it."
        ),
    }
