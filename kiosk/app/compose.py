"""The one place where concrete classes meet. No logic, only wiring."""

import random
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from drivers.camera import CameraScanner
from drivers.page_printer import IppPagePrinter
from drivers.port import Scanner
from drivers.receipt_printer import TcpReceiptPrinter
from drivers.serial_scanner import SerialScanner
from kiosk.app.config import Config, PaymentSection
from kiosk.app.courier import Courier
from kiosk.app.engine import Engine
from kiosk.app.events import Delivered
from kiosk.app.keys import new_key
from kiosk.app.kiosk import DeliveryRun, Kiosk, Mailbox
from kiosk.app.ledger import Ledger
from kiosk.app.performer import Crew, Performer, Place
from kiosk.app.watch import Rounds, Watch, central_condition
from kiosk.app.workers import Timers, Worker
from kiosk.central.auth import KioskIdentity
from kiosk.central.http import Deadlines, HttpCentral
from kiosk.diagnostics.checks import Point
from kiosk.flows.visit_events import AbilitiesChanged
from kiosk.flows.visit_states import Visit
from kiosk.model.intent import Patience
from offline_queue.database import Database
from offline_queue.delivery import Delivery
from offline_queue.outbox import Outbox


def compose(config: Config, show: Callable[[Visit], None]) -> Kiosk:
    """Wire a kiosk that shows its states through `show`, from the engine's thread.

    Raise StorageError when the journal cannot be trusted.
    """
    Path(config.data.directory).mkdir(parents=True, exist_ok=True)
    databases = [Database(config.database), Database(config.database)]
    stopping = threading.Event()
    watch = Watch(lambda abilities: mailbox.post(AbilitiesChanged(abilities)))
    mailbox = Mailbox(watch.bug)
    timers = Timers()
    delivery = DeliveryRun()

    central = _central(config)
    receipt_printer = _receipt_printer(config)
    page_printer = IppPagePrinter(config.page_printer.uri, owner=config.kiosk.id)
    crew = Crew(
        central=Worker("central", watch.bug),
        receipts=Worker("receipt_printer", watch.bug),
        pages=Worker("page_printer", watch.bug),
    )
    engine = Engine(
        Ledger(databases[0]),
        Performer(
            central=central,
            receipt_printer=receipt_printer,
            page_printer=page_printer,
            crew=crew,
            timers=timers,
            post=mailbox.post,
            show=show,
            deliver=delivery.soon,
            place=Place(config.kiosk.hospital, config.kiosk.id),
            now=_now,
        ),
        new_key=new_key,
        now=_now,
        patience=_patience(config.payment),
    )
    outbox_delivery = Delivery(
        Outbox(databases[1]),
        send=Courier(central, mailbox.post).send,
        clock=time.monotonic,
        dice=random.Random(),
    )
    rounds = Rounds(watch, stopping)
    printers = ((crew.receipts, receipt_printer), (crew.pages, page_printer))
    loops = [
        ("outbox", partial(delivery.run, outbox_delivery, stopping)),
        ("central_watch", partial(rounds.central, central, delivery.now)),
        ("printer_watch", partial(rounds.printers, *printers)),
        *(
            (name, partial(rounds.scan, name, scanner, _deliver(mailbox)))
            for name, (_, scanner) in _scanners(config).items()
        ),
    ]
    return Kiosk(
        engine,
        mailbox,
        delivery=delivery,
        databases=databases,
        timers=timers,
        crew=[crew.central, crew.receipts, crew.pages],
        loops=[(Worker(name, watch.bug), loop) for name, loop in loops],
        stopping=stopping,
    )


def points_to_check(config: Config) -> list[Point]:
    """Everything that `kiosk check` talks to."""
    printer = _receipt_printer(config)
    # Under another name, or a check would take back what the kiosk is printing.
    pages = IppPagePrinter(config.page_printer.uri, owner=f"check@{config.kiosk.id}")
    return [
        Point(
            "central",
            config.central.url,
            partial(central_condition, _central(config)),
            "check the network and central.url",
        ),
        *(
            Point(name, where, scanner.condition, "check its cable and its path")
            for name, (where, scanner) in _scanners(config).items()
        ),
        Point(
            "receipt_printer",
            f"{config.receipt_printer.host}:{config.receipt_printer.port}",
            printer.condition,
            "check its power, network and cover",
        ),
        Point(
            "page_printer",
            config.page_printer.uri,
            pages.condition,
            "check its power, network and cover",
        ),
    ]


def _central(config: Config) -> HttpCentral:
    return HttpCentral(
        config.central.url,
        KioskIdentity(config.kiosk.id, config.central.token),
        Deadlines(config.central.connect_s, config.central.answer_s),
    )


def _receipt_printer(config: Config) -> TcpReceiptPrinter:
    return TcpReceiptPrinter(config.receipt_printer.host, config.receipt_printer.port)


def _scanners(config: Config) -> dict[str, tuple[str, Scanner]]:
    """The configured scanners: where each is, and its driver."""
    scanners: dict[str, tuple[str, Scanner]] = {}
    if config.serial_scanner is not None:
        path, baudrate = config.serial_scanner.path, config.serial_scanner.baudrate
        scanners["serial_scanner"] = (path, SerialScanner(path, baudrate))
    if config.camera is not None:
        source = config.camera.source
        scanners["camera"] = (source, CameraScanner(_source(source)))
    return scanners


def _patience(section: PaymentSection) -> Patience:
    return Patience(
        first_query_s=section.first_query_s,
        query_every_s=section.query_every_s,
        give_up_after_s=section.give_up_after_s,
        reverse_not_before_s=section.reverse_not_before_s,
    )


def _source(text: str) -> str | int:
    """A bare number is a camera's number."""
    return int(text) if text.isdecimal() else text


def _deliver(mailbox: Mailbox) -> Callable[[bytes], None]:
    return lambda raw: mailbox.post(Delivered(raw))


def _now() -> datetime:
    return datetime.now().astimezone()
