"""The one place where concrete classes meet. No logic, only wiring."""

import random
import secrets
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from drivers.port import Condition, PagePrinter, ReceiptPrinter
from kiosk import __version__
from kiosk.app import devices, log
from kiosk.app.alarm import Alarm
from kiosk.app.audit_trail import fingerprint
from kiosk.app.checkup import check_up, nobody_stops
from kiosk.app.config import (
    Config,
    DeferralSection,
    PaymentSection,
    ScanningSection,
    ShownSection,
)
from kiosk.app.courier import Courier
from kiosk.app.crew import Crew
from kiosk.app.damped_audit import DampedAudit
from kiosk.app.deferrals import CLOCK, WRONG, DeferralDesk, DeferralGate
from kiosk.app.drain import Drain
from kiosk.app.engine import Engine
from kiosk.app.enrolment import DEVICE_KEY, Enrolment
from kiosk.app.escalation import HandingOver, is_overdue, overdue_case
from kiosk.app.events import Delivered
from kiosk.app.eye import Eye
from kiosk.app.fleet_events import FleetEvents
from kiosk.app.help_call import HelpCall
from kiosk.app.intake import Intake, Limits
from kiosk.app.keys import new_key
from kiosk.app.kiosk import DeliveryRun, Kiosk, Mailbox
from kiosk.app.ledger import Ledger
from kiosk.app.lockout import Lockout
from kiosk.app.night import NightShift
from kiosk.app.notebook import LedgerNotebook
from kiosk.app.occupancy import LockedFile
from kiosk.app.opening import audit_trail_on, open_databases, open_vault
from kiosk.app.panels import Panels
from kiosk.app.paperwork import PdfPaperwork
from kiosk.app.performer import Performer
from kiosk.app.points import deadlines
from kiosk.app.press import Printers
from kiosk.app.pulse import Build, Pulse, Vitals
from kiosk.app.slip_facts import Place
from kiosk.app.staff_book import StaffBook
from kiosk.app.staff_desk import Bench, Gate, StaffDesk
from kiosk.app.support_desk import SupportDesk
from kiosk.app.surroundings import Lookouts
from kiosk.app.tally import Tally
from kiosk.app.trial_record import TrialRecord
from kiosk.app.true_time import TrueTime
from kiosk.app.usage import CountedPagePrinter, CountedReceiptPrinter, Usage
from kiosk.app.watch import Rounds, Watch
from kiosk.app.workers import Timers, Worker
from kiosk.central.auth import KioskIdentity
from kiosk.central.exchange import HttpExchange
from kiosk.central.http import CentralClient
from kiosk.central.measured import Measured, MeasuredExchange
from kiosk.central.port import Central
from kiosk.central.signing import Ed25519Signer
from kiosk.central.tracing import trace_id
from kiosk.diagnostics.metrics import Metrics, Page
from kiosk.diagnostics.sightings import Sightings
from kiosk.flows.visit_events import AbilitiesChanged, HintGiven
from kiosk.flows.visit_states import Visit
from kiosk.model.deferral import Caps
from kiosk.model.hint import Hint
from kiosk.model.intent import Method, Order, Patience
from kiosk.model.slips import Imprint, TrialSlip
from kiosk.model.staff import Trial
from offline_queue.delivery import Delivery
from offline_queue.outbox import Outbox, Owed
from printing.sheet import Sheet
from printing.slips import build_slip
from printing.trial_page import draw_trial_page

SHEETS = {"A5": Sheet.A5_LANDSCAPE, "A4": Sheet.A4}


def compose(config: Config, show: Callable[[Visit], None]) -> Kiosk:
    """Wire a kiosk that shows its states through `show`, from the engine's thread.

    Raise StorageError when the journal cannot be trusted, BadConfig when a device
    cannot be what the configuration says.
    """

    def give_hint(hint: Hint | None) -> None:
        mailbox.post(HintGiven(hint))

    metrics = Metrics(__version__)
    tally = Tally(metrics, time.monotonic, _now)
    usage = Usage(
        config.usage,
        _now,
        roll_mm=1000 * config.receipt_printer.roll_m,
        near_end_mm=1000 * config.receipt_printer.near_end_m,
    )
    receipt_printer = CountedReceiptPrinter(devices.receipt_printer(config), usage)
    page_printer = CountedPagePrinter(
        "page_printer", devices.page_printer(config, config.kiosk.id), usage
    )
    # Under another name: each takes back only its own jobs.
    form_printer = devices.form_printer(config, f"forms@{config.kiosk.id}")
    scanners = devices.scanners(config, give_hint)
    eye = Eye(next((one.viewfinder for one in scanners if one.viewfinder), None))
    databases = open_databases(config, 9)  # one a thread, and one for all
    for_engine, for_outbox, for_watch, for_night, *others = databases
    for_notes, for_pulse, for_events, for_staff, for_audit = others
    vault = open_vault(config)
    audit = audit_trail_on(for_audit, vault, metrics.audited)
    stopping = threading.Event()

    def device_changed(name: str, before: Condition | None, now: Condition) -> None:
        metrics.device(name, before, now)
        events.device_changed(name, now.health, now.paper, now.detail)

    watch = Watch(
        lambda abilities: mailbox.post(AbilitiesChanged(abilities)),
        Sightings(config.sightings, _now).note,
        device_changed,
    )
    watch.registrations(config.registration.enabled)
    watch.stays(config.stay.enabled)
    watch.checks(config.after_visit.enabled, config.after_visit.pages)
    watch.shown(tuple(map(Method, config.shown.wallets)))
    mailbox = Mailbox(watch.bug)
    timers = Timers(watch.bug)
    delivery = DeliveryRun()
    alarm = Alarm(watch.bug, mailbox.post, _now)

    notebook = LedgerNotebook(Ledger(for_notes, secrets.token_bytes))
    central = adapter_of(config, notebook, metrics.asked_central)
    asking = Worker("central", watch.bug)
    receipts = Worker("receipt_printer", watch.bug)
    pages = Worker("page_printer", watch.bug)
    forms = Worker("form_printer", watch.bug)
    paperwork = Worker("paperwork", watch.bug)
    helping = Worker("help", watch.bug)
    serving = Worker("staff", nobody_stops, drains=True)
    writing = Worker("events", watch.bug)
    events = FleetEvents(
        Ledger(for_events, secrets.token_bytes),
        writing,
        new_key=new_key,
        now=_now,
        clock=time.monotonic,
        deliver=delivery.soon,
    )
    ledger = Ledger(for_engine, secrets.token_bytes)
    signer = Ed25519Signer(
        ledger.keepsake(DEVICE_KEY, partial(secrets.token_bytes, 32))
    )
    watchs_ledger = Ledger(for_watch, secrets.token_bytes)
    enrolment = Enrolment(watchs_ledger, central, signer, time.monotonic)
    if enrolment.is_enrolled():  # else central is asked before anything is said
        watch.enrolled(True)
    true_time = TrueTime(_now, time.monotonic, was_wrong=ledger.kept(CLOCK) == WRONG)
    desk = DeferralDesk(
        caps=_caps(config.deferral),
        signer=signer,
        kiosk_id=config.kiosk.id,
        slip_keys=enrolment.slip_keys,
        now=_now,
        written_last=ledger.written_last,
        clock_is_wrong=true_time.is_wrong,
        is_enrolled=enrolment.is_enrolled,
    )
    staffs_ledger = Ledger(for_staff, secrets.token_bytes)
    staffs_outbox = Outbox(for_staff)
    record = TrialRecord(staffs_ledger, _now)
    damped_audit = DampedAudit(audit.record, time.monotonic, metrics.heard_of_staff)
    support = SupportDesk(config, central, _now)
    drain = Drain(time.monotonic)
    staff_desk = StaffDesk(
        Gate(
            config.kiosk.id,
            enrolment.slip_keys,
            StaffBook(staffs_ledger, vault.derived),
            Lockout(staffs_ledger, time.monotonic),
            _now,
            lambda: engine.moves,
        ),
        Bench(
            Panels(
                config, _now, staffs_outbox, record, support.lines, drain.lately
            ).lookers(),
            _paper_trials(config, receipts, receipt_printer, pages, page_printer),
            delivery.now,
            HandingOver(
                staffs_outbox, partial(_escalate, mailbox, events), delivery.now
            ).hand_over,
            support.make,
            eye,
        ),
        record,
        serving,
        damped_audit,
        mailbox.post,
        stopping,
    )
    intake = Intake(_limits(config.scanning), time.monotonic)
    engine = Engine(
        ledger,
        Performer(
            central=central,
            printers=Printers(receipt_printer, page_printer, form_printer),
            crew=Crew(asking, receipts, pages, forms, paperwork),
            timers=timers,
            post=mailbox.post,
            show=show,
            deliver=delivery.soon,
            place=Place(config.kiosk.hospital, config.kiosk.id),
            now=_now,
            read_slip=desk.read_slip,
            alarm=alarm.ring,
            clock=time.monotonic,
            current_visit=lambda: engine.visit_number,
            paperwork=PdfPaperwork(
                config.kiosk.hospital,
                config.kiosk.id,
                _now,
                SHEETS[config.invoice.sheet],
            ),
            new_key=new_key,
            attend=staff_desk.do,
            intake=intake,
            draw_slip=partial(build_slip, format=devices.slip_format(config)),
        ),
        LockedFile(config.occupied),
        new_key=new_key,
        now=_now,
        patience=_patience(config.payment, config.shown),
        order_of=partial(_order_of, config.payment),
        promises=desk,
        most_copies=config.invoice.most_copies,
        intake=intake,
        observer=Lookouts((tally, events)),
        new_trace=lambda: trace_id(new_key()),
    )
    outbox_delivery = Delivery(
        Outbox(for_outbox),
        send=drain.watched(Courier(central, mailbox.post, alarm.ring, events).send),
        clock=time.monotonic,
        dice=random.Random(),
        is_overdue=is_overdue,
        escalate=partial(_escalate, mailbox, events),
    )
    night = NightShift(
        Ledger(for_night, secrets.token_bytes),
        central,
        mailbox.post,
        _now,
        config.night.hour,
        timedelta(days=config.data.retention_days),
    )
    gate = DeferralGate(
        config.deferral.enabled,
        desk,
        enrolment,
        watchs_ledger,
        watch.deferrals,
    )
    pulse = Pulse(
        Vitals(
            watch,
            Outbox(for_pulse),
            true_time,
            _now,
            audit.head,
            lambda: usage.roll,
        ),
        metrics,
        central,
        Build(
            boot=events.boot,
            version=__version__,
            config=config.digest,
            data=Path(config.data.directory),
            began_s=time.monotonic(),
        ),
        clock=time.monotonic,
        dice=random.Random(),
    )
    events.started(__version__)
    rounds = Rounds(watch, stopping, true_time, config.offline_switch.exists)

    def looked(online: bool) -> None:
        try:
            gate.looked(online)
        finally:
            watch.enrolled(enrolment.is_enrolled())
        watch.forms(watchs_ledger.free_forms())
        delivery.soon()  # `kiosk paper` may have left something owing

    def deliver(device: str, raw: bytes) -> None:
        mailbox.post(Delivered(raw))
        usage.count(device, "codes")

    loops = [
        ("outbox", partial(delivery.run, outbox_delivery, stopping)),
        (
            "central_watch",
            partial(rounds.central, central, delivery.now, looked, enrolment.disowned),
        ),
        (
            "receipt_printer_watch",
            partial(rounds.printer, receipts, receipt_printer, watch.receipt_printer),
        ),
        (
            "page_printer_watch",
            partial(rounds.printer, pages, page_printer, watch.page_printer),
        ),
        ("night", partial(night.watch, stopping)),
        *(
            (
                "form_printer_watch",
                partial(rounds.printer, forms, one, watch.form_printer),
            )
            for one in [form_printer]
            if one is not None
        ),
        *(
            (
                found.name,
                partial(
                    rounds.scan,
                    found.name,
                    found.scanner,
                    partial(deliver, found.name),
                ),
            )
            for found in scanners
        ),
    ]
    return Kiosk(
        engine,
        mailbox,
        delivery=delivery,
        databases=databases,
        timers=timers,
        crew=[
            *(asking, receipts, pages, forms, paperwork),
            *(helping, serving, writing),
        ],
        loops=[
            *((Worker(name, watch.bug), loop) for name, loop in loops),
            (Worker("pulse", nobody_stops), partial(pulse.run, stopping)),
            (
                Worker("staff_watch", nobody_stops),
                partial(damped_audit.watch, stopping),
            ),
            (
                Worker("checkup", nobody_stops),
                partial(check_up, config, _now, stopping, metrics.audit_looked_at),
            ),
        ],
        stopping=stopping,
        knock=for_engine.knock,
        help_call=HelpCall(central, helping, new_key, tally.helped),
        metrics=metrics,
        page=_page_of(config, metrics),
        audit=audit,
        usage=usage,
        eye=eye,
        configuration=fingerprint(config),
    )


def adapter_of(config: Config, notebook: LedgerNotebook, told: Measured) -> Central:
    """The port that patients are served over: central's own API, or the insurer's
    interface for what it has and central for the rest. `told` hears how long each
    request took."""

    def measured(url: str) -> MeasuredExchange:
        trust = config.trust if url == config.central.url else None
        exchange = HttpExchange(url, deadlines(config), trust)
        return MeasuredExchange(exchange, time.monotonic, told)

    identity = KioskIdentity(config.kiosk.id, config.central.token)
    own = CentralClient(measured(config.central.url), identity)
    section = config.national
    if section is None:
        return own
    # 20 ms of a start, for those who need it.
    from kiosk.central.national.central import NationalCentral
    from kiosk.central.national.terminal import Terminal

    terminal = Terminal(
        kiosk_id=config.kiosk.id,
        institution=section.institution,
        institution_name=section.institution_name,
        area=section.area,
        system=section.system,
        version=section.version,
        application=section.application,
        secret=section.secret,
        mac=section.mac,
        ip=section.ip,
    )
    return NationalCentral(
        measured(section.url),
        terminal,
        range(section.serials_from, section.serials_to + 1),
        rest=own,
        notebook=notebook,
    )


def _page_of(config: Config, metrics: Metrics) -> Page | None:
    """A port that is taken leaves the numbers unread, and stops nobody."""
    if config.metrics is None:
        return None
    try:
        return Page(metrics, config.metrics.port)
    except OSError as error:
        log.error("metrics.unreachable", error=type(error).__name__)
        return None


def _paper_trials(
    config: Config,
    receipts: Worker,
    receipt_printer: ReceiptPrinter,
    pages: Worker,
    page_printer: PagePrinter,
) -> dict[Trial, tuple[Worker, Callable[[], None]]]:
    """What a printer is tried out with, each on the worker that owns it."""
    hospital, kiosk_id = config.kiosk.hospital, config.kiosk.id
    format = devices.slip_format(config)

    def slip() -> None:
        profile = config.receipt_printer.profile
        content = TrialSlip(Imprint(hospital, kiosk_id, _now()), profile)
        receipt_printer.print_slip(build_slip(content, format))

    def page() -> None:
        drawn = draw_trial_page(
            hospital, kiosk_id, _now(), SHEETS[config.invoice.sheet]
        )
        page_printer.print_pages(drawn.pdf, "trial-page")

    return {Trial.RECEIPT: (receipts, slip), Trial.PAGE: (pages, page)}


def _patience(section: PaymentSection, shown: ShownSection) -> Patience:
    return Patience(
        first_query_s=section.first_query_s,
        query_every_s=section.query_every_s,
        give_up_after_s=section.give_up_after_s,
        reverse_not_before_s=section.reverse_not_before_s,
        show_for_s=shown.for_s,
    )


def _limits(section: ScanningSection) -> Limits:
    return Limits(
        lookups=section.lookups,
        within_s=section.within_s,
        pause_s=section.pause_s,
        use_within_s=section.use_within_s,
    )


def _order_of(section: PaymentSection, method: Method) -> Order:
    """Money or insurance first; a contract and the account alone need no choice."""
    if method is Method.ONE_CODE:
        return Order(section.one_code)
    wallets = (Method.WECHAT, Method.ALIPAY, Method.UNIONPAY)
    return Order(section.wallets) if method in wallets else Order.CHARGE_FIRST


def _caps(section: DeferralSection) -> Caps:
    return Caps(
        per_order=section.per_order,
        per_patient=section.per_patient,
        per_patient_count=section.per_patient_count,
        per_kiosk=section.per_kiosk,
        per_kiosk_count=section.per_kiosk_count,
        oldest=timedelta(hours=section.oldest_hours),
    )


def _escalate(mailbox: Mailbox, events: FleetEvents, owed: Owed) -> None:
    events.escalated(owed.task.kind)
    case = overdue_case(owed, _now())
    if case is not None:
        mailbox.post(case)


def _now() -> datetime:
    return datetime.now().astimezone()
