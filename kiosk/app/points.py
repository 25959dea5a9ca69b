"""Everything outside that can be asked how it is."""

from functools import partial

from drivers.port import Condition, Health
from kiosk.app import access_devices, devices
from kiosk.app.config import Config
from kiosk.app.opening import journal_as_it_is, open_vault
from kiosk.app.watch import central_condition
from kiosk.central.auth import KioskIdentity
from kiosk.central.http import Deadlines, HttpCentral
from kiosk.diagnostics.checks import Point
from offline_queue.errors import StorageError


def points_to_check(config: Config) -> list[Point]:
    """Everything that `kiosk check` talks to."""
    return [journal_point(config), central_point(config), *device_points(config)]


def journal_point(config: Config) -> Point:
    return Point(
        "journal",
        str(config.database),
        partial(_journal_condition, config),
        "see docs/configuration.md: the journal and its key",
    )


def central_point(config: Config) -> Point:
    return Point(
        "central",
        config.central.url,
        partial(central_condition, central_of(config)),
        "check the network and central.url",
    )


def device_points(config: Config) -> list[Point]:
    """What is plugged in, or on the network for us."""
    receipts = devices.receipt_printer(config)
    # Under another name, or a check would take back what the kiosk is printing.
    pages = devices.page_printer(config, f"check@{config.kiosk.id}")
    forms = devices.form_printer(config, f"check-forms@{config.kiosk.id}")
    return [
        *(
            Point(
                found.name,
                found.where,
                found.scanner.condition,
                "check its cable and its path",
                found.scanner.identity,
            )
            for found in devices.scanners(config)
        ),
        *(
            Point(
                "keypad",
                section.path,
                keypad.condition,
                "check its cable and its path",
                keypad.identity,
            )
            for section in [config.keypad]
            if section is not None
            for keypad in [access_devices.keypad(section, is_demo=config.is_demo)]
        ),
        Point(
            "receipt_printer",
            config.receipt_printer.address,
            receipts.condition,
            "check its power, cable and cover",
            receipts.identity,
        ),
        Point(
            "page_printer",
            config.page_printer.uri,
            pages.condition,
            "check its power, network and cover",
            pages.identity,
        ),
        *(
            Point(
                "form_printer",
                section.uri,
                printer.condition,
                "check its power, network, cover and numbered stock",
                printer.identity,
            )
            for section, printer in [(config.form_printer, forms)]
            if section is not None and printer is not None
        ),
    ]


def _journal_condition(config: Config) -> Condition:
    """Whether the journal can be opened, and whether its key lies beside it."""
    try:
        for database in journal_as_it_is(config, 1):
            database.close()
        vault = open_vault(config)
    except StorageError as error:
        return Condition(Health.FAILED, type(error).__name__.lower())
    if vault.is_development:
        return Condition(Health.DEGRADED, "its key lies beside it: development only")
    return Condition(Health.OK)


def central_of(config: Config) -> HttpCentral:
    """The hospital's own central."""
    return HttpCentral(
        config.central.url,
        KioskIdentity(config.kiosk.id, config.central.token),
        deadlines(config),
        config.trust,
    )


def deadlines(config: Config) -> Deadlines:
    return Deadlines(config.central.connect_s, config.central.answer_s)
