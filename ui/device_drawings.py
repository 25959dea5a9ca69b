"""Which drawing stands beside a device, and beside a remedy that is done by hand."""

from kiosk.model.staff import Line, Trial

PRINTS_PAGES = ("page_printer", "form_printer")
DEVICES = {
    "serial_scanner": "device-scanner",
    "keyboard_scanner": "device-scanner",
    "hidpos_scanner": "device-scanner",
    "camera": "device-camera",
    "receipt_printer": "device-receipt-printer",
    "receipt roll": "device-roll",
    "page_printer": "device-page-printer",
    "form_printer": "device-page-printer",
    "keypad": "device-keypad",
    "voice": "device-speaker",
    "touch": "device-touch",
    "display": "device-display",
}
ACTS = {
    "put in paper": "act-lay-in-roll",
    "have paper at hand": "device-roll",
    "open the cover and take out the jammed paper": "act-clear-jam",
    "check its cable and its path": "act-check-cable",
    "check its power, cable and cover": "act-switch-on",
    "check its power, network and cover": "act-switch-on",
    "check its power, network, cover and numbered stock": "act-switch-on",
    "check the network": "act-check-network",
    "check the network and central.url": "act-check-network",
    "check the cable and the gateway": "act-check-network",
}
ACTS_ON_PAGES = {
    "put in paper": "act-lay-in-pages",
    "have paper at hand": "act-lay-in-pages",
}


def device(name: str) -> str:
    """Empty for what is no device."""
    return DEVICES.get(name, "")


def act(line: Line) -> str:
    """What a hand has to do about this line; empty where that is not to be drawn."""
    if line.name in PRINTS_PAGES and line.remedy in ACTS_ON_PAGES:
        return ACTS_ON_PAGES[line.remedy]
    return ACTS.get(line.remedy, "")


def tried(lines: tuple[Line, ...], trial: Trial) -> str:
    """The first of these devices that this trial is of."""
    return next((device(one.name) for one in lines if one.trial is trial), "")
