"""The visit machine: one person's time at the kiosk, from touch to cleared screen.

Pure. Before money it decides alone; after `OpenPayment` it only shows what the
payment machine says. Leaving the visit never stops a payment.
"""

from dataclasses import replace

from kiosk.flows import attending, checking, invoices, registering, signing_up, staying
from kiosk.flows.abilities import Abilities
from kiosk.flows.attending_states import Staffed, Trying
from kiosk.flows.checking_states import (
    Checking,
    FindingOut,
    LeftOver,
    LookingUp,
    Reading,
)
from kiosk.flows.invoice_states import (
    ChoosingPeriod,
    Collected,
    Collecting,
    Exchanging,
    Gathering,
    Listing,
    OfferingExchange,
    Picking,
    Previewing,
    PuttingOut,
    ShowingQr,
)
from kiosk.flows.money_word import money_word
from kiosk.flows.payment_states import (
    AwaitingPayer,
    Declined,
    Deferred,
    Indebted,
    Payment,
    Refunded,
    Settled,
)
from kiosk.flows.printing import InDoubt, Paper, Printed, Printing
from kiosk.flows.registration_states import (
    CancelShown,
    ChoosingAppointment,
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
    FindingAppointments,
    FindingClinics,
    FindingDepartments,
    Holding,
    OfferingCancel,
    Seeking,
)
from kiosk.flows.slip import is_outdated
from kiosk.flows.stay_states import (
    AtStay,
    FindingDays,
    FindingStay,
    OrderingDeposit,
    ReadingDays,
    Staying,
)
from kiosk.flows.visit_effects import (
    DrawQr,
    FindBills,
    FindRegistration,
    Identify,
    OpenDeferral,
    OpenPayment,
    PreSettle,
    ReadSlip,
    ReleaseSlot,
    StartPrint,
    TakeDownQr,
    WeighDeferral,
)
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    BillsFound,
    BillTapped,
    CancelMoved,
    ChannelTapped,
    Clock,
    DeferralPossible,
    DetailTapped,
    ExchangeMoved,
    Failed,
    HintGiven,
    IdentityFound,
    PaperMoved,
    PaymentMoved,
    QrDrawn,
    QuoteFound,
    RegistrationFound,
    Scanned,
    ScannedTooSoon,
    SignUpSeen,
    SlipRead,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    ChoosingChannel,
    DeferralOffered,
    Finished,
    Identifying,
    Idle,
    Opening,
    OutOfService,
    Paying,
    Problem,
    Quoted,
    Quoting,
    RaisingLimit,
    Recognised,
    Registering,
    Resting,
    Service,
    SigningUp,
    Starting,
    Troubled,
    Visit,
    Weighing,
    Welcome,
)
from kiosk.flows.visit_step import Step, rest
from kiosk.model.bill import Bill
from kiosk.model.charge import Refusal
from kiosk.model.codes import Code, CodeKind, ScanStep
from kiosk.model.document import Document
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money, total
from kiosk.model.receipt import MoneyWord
from kiosk.model.registration import Registration
from kiosk.model.settlement import PreSettlement
from kiosk.model.staff import Trial
from kiosk.model.stay import Stay

_WITHOUT_A_CODE = (Method.CREDIT, Method.ONE_CODE)


def step(state: Visit, event: VisitEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    after = _step(state, event)
    held = held_by(state)
    if held is None or not held.is_held or _keeps(after.state, held):
        return after
    return Step(after.state, (*after.effects, ReleaseSlot(held.id)))


def held_by(state: Visit) -> Registration | None:
    """The registration whose fee is being looked at, and nothing decided yet."""
    match state:
        case Idle(behind):
            return held_by(behind)
        case Quoting(choice) | Quoted(choice):
            return choice.registration
        case AwaitingPaymentCode(quoted):
            return quoted.choice.registration
        case ChoosingChannel(awaiting):
            return held_by(awaiting)
        case RaisingLimit(quoted) | SigningUp(quoted):
            return held_by(quoted)
    return None


def _keeps(state: Visit, held: Registration) -> bool:
    """Whether it is still hers: she looks at the fee, or the payment goes on."""
    is_paid_for = isinstance(state, Opening | Paying | Finished)
    return is_paid_for or held_by(state) == held


def _step(state: Visit, event: VisitEvent) -> Step:
    match state, event:
        case (
            Idle(behind),
            AbilitiesChanged()
            | PaymentMoved()
            | PaperMoved()
            | ExchangeMoved()
            | CancelMoved()
            | SignUpSeen(),
        ):
            inner = _step(behind, event)  # the world goes on behind the warning
            assert not isinstance(inner.state, Resting | Idle | Staffed)
            return Step(Idle(inner.state), inner.effects)
        case Idle(behind), Tap.STAY:
            return Step(behind)
        case Idle(), Clock.TIMED_OUT | Tap.CANCEL:
            return Step(rest(state.abilities))

        case Starting() | Welcome() | OutOfService(), AbilitiesChanged(abilities):
            return Step(rest(abilities))
        case _, AbilitiesChanged(abilities):
            return Step(_with_abilities(state, abilities))

        case Welcome() | AwaitingCode() | AwaitingPaymentCode(), HintGiven(hint):
            return Step(replace(state, hint=hint))

        case Welcome(abilities), Tap.START if abilities.can_pay or abilities.can_defer:
            return Step(AwaitingCode(abilities))
        case Welcome(abilities), Tap.REGISTER if abilities.can_register:
            return Step(AwaitingCode(abilities, service=Service.REGISTER))
        case Welcome(abilities), Tap.CHECK if abilities.can_check:
            return Step(AwaitingCode(abilities, service=Service.CHECK))
        case Welcome(abilities), Tap.INVOICES if abilities.can_collect:
            return Step(AwaitingCode(abilities, service=Service.INVOICES))
        case Welcome(abilities), Tap.INPATIENT if abilities.can_stay:
            return Step(AwaitingCode(abilities, service=Service.STAY))
        case Welcome(abilities) | OutOfService(abilities), Scanned(code) if (
            code.kind.admits
        ):
            return attending.begin(abilities, code)
        case Welcome(abilities) | AwaitingCode(abilities), Scanned(code) if (
            code.kind is CodeKind.GUIDE_SLIP and abilities.can_defer
        ):
            return Step(Weighing(abilities), (ReadSlip(code),))
        case Welcome(abilities), ScannedTooSoon():
            return Step(AwaitingCode(abilities, too_soon=True))
        case AwaitingCode(abilities, service=service), ScannedTooSoon():
            return Step(AwaitingCode(abilities, service=service, too_soon=True))
        case Welcome(abilities), Scanned(code) if abilities.can_pay:
            if code.kind.identifies:  # she need not touch anything to begin
                return _identify(abilities, code, Service.PAY)
            return Step(state)
        case AwaitingCode(abilities, service=service), Scanned(code):
            if abilities.can_defer and not code.kind.identifies:
                # Hold the slip again.
                return Step(AwaitingCode(abilities, code.kind, service=service))
            if not abilities.can_pay:
                obstacle = _obstacle(abilities)
                return Step(Troubled(abilities, obstacle, service=service))
            if code.kind.identifies:
                return _identify(abilities, code, service)
            return Step(AwaitingCode(abilities, code.kind, service=service))
        case Identifying(abilities, Service.INVOICES), IdentityFound(identity):
            return invoices.begin(abilities, identity)
        case Identifying(abilities, Service.REGISTER), IdentityFound(identity):
            return registering.begin(abilities, identity)
        case Identifying(abilities, Service.STAY), IdentityFound(identity):
            return staying.begin(abilities, identity)
        case Identifying(abilities, Service.CHECK), IdentityFound(identity):
            return checking.begin(abilities, identity)
        case Identifying(abilities), IdentityFound(identity):
            find = FindBills(identity.patient.id)
            return Step(Recognised(abilities, identity), (find,))

        case Recognised(abilities, identity), BillsFound(patient_id, bills):
            if patient_id != identity.patient.id:
                return Step(Troubled(abilities, Problem.WRONG_PATIENT))
            if not bills:
                return Step(Troubled(abilities, Problem.NO_BILLS, identity))
            chosen = frozenset(bill.id for bill in bills if bill.window is None)
            return Step(Choosing(abilities, identity, bills, chosen))

        case Choosing(abilities, identity), Tap.INVOICES if abilities.can_collect:
            return invoices.begin(abilities, identity)
        case Choosing(bills=bills, detail=None), DetailTapped(bill_id):
            return Step(
                replace(state, detail=bill_id) if _has(bills, bill_id) else state
            )
        case Choosing(), Tap.CLOSE_DETAIL:
            return Step(replace(state, detail=None))
        case Choosing(chosen=chosen, detail=None), BillTapped(bill_id):
            toggled = chosen ^ {bill_id} if _has(state.payable, bill_id) else chosen
            return Step(replace(state, chosen=toggled))
        case Choosing(identity=identity, chosen=chosen, detail=None), Tap.CONFIRM:
            if not chosen:
                return Step(state)
            ids = tuple(bill.id for bill in state.chosen_bills)
            return Step(Quoting(state), (PreSettle(identity.patient.id, ids),))

        case Quoting(choice), QuoteFound(quote):
            problem = _objection(choice, quote)
            if problem:
                came_for = _came_for(state)
                return Step(Troubled(choice.abilities, problem, service=came_for))
            return Step(Quoted(choice, quote))
        case Quoted(choice), Tap.BACK if choice.registration:
            return registering.begin(choice.abilities, choice.identity)
        case Quoted(Choosing(stay=Stay() as stay) as choice), Tap.BACK:
            return Step(AtStay(choice.abilities, choice.identity, stay))
        case Quoted(choice), Tap.BACK:
            return Step(choice)
        case Quoted(), Tap.CONFIRM:
            return _pay(state, state.method)
        case Quoted(), Tap.PAY_BY_CODE if state.method in _WITHOUT_A_CODE:
            return Step(AwaitingPaymentCode(state))
        case Quoted(), Tap.PAY_REST_BY_CODE if state.partial_credit:
            return Step(AwaitingPaymentCode(state, credit=state.partial_credit))
        case Quoted(raise_url=str() as url), Tap.RAISE_LIMIT:
            return Step(RaisingLimit(state), (DrawQr(url),))
        case RaisingLimit(Quoted(raise_url=url)), QrDrawn(text, picture) if text == url:
            return Step(replace(state, picture=picture))
        case RaisingLimit(quoted), Tap.BACK:
            return Step(quoted)
        case RaisingLimit(), Tap.CONFIRM:  # central says with her code what it is now
            return Step(AwaitingCode(state.abilities, service=_came_for(state)))
        case Quoted(), Tap.SIGN_UP if state.can_sign_up:
            return signing_up.begin(state)
        case AwaitingPaymentCode(quoted), Tap.BACK:
            return Step(quoted)
        case AwaitingPaymentCode(quoted, credit=credit), Scanned(code):
            if code.kind.pays:
                return _pay(quoted, Method(code.kind.value), code, credit)
            return Step(AwaitingPaymentCode(quoted, code.kind, credit))
        case AwaitingPaymentCode(abilities=can), Tap.SHOW_CODE if can.shown:
            if len(can.shown) > 1:
                return Step(ChoosingChannel(state))
            return _show_code(state, can.shown[0])
        case ChoosingChannel(awaiting), Tap.BACK:
            return Step(awaiting)
        case ChoosingChannel(awaiting), ChannelTapped(method):
            is_offered = method in state.abilities.shown
            return _show_code(awaiting, method) if is_offered else Step(state)

        case Opening(quoted), PaymentMoved(payment):
            if payment.intent.pre_settlement_id != quoted.quote.id:
                return Step(state)  # a payment of an earlier visit
            return _show(quoted, payment)
        case Paying(quoted, shown), PaymentMoved(payment):
            if payment.intent.key != shown.intent.key:
                return Step(state)
            return _show(quoted, payment, state)
        case Paying(picture=None), QrDrawn(text, picture) if text == state.qr:
            return Step(replace(state, picture=picture))
        case Paying(picture=None), Failed() if state.qr:
            return _take_down(state)  # what cannot be drawn cannot be paid
        case Paying(), Tap.BACK if state.qr:
            return _take_down(state)
        case Paying(quoted, payment), Clock.TIMED_OUT:
            return _finish(quoted, payment)

        case Weighing(), SlipRead(offer):
            return Step(state, (WeighDeferral(offer),))
        case Weighing(abilities), DeferralPossible(offer):
            return Step(DeferralOffered(abilities, offer))
        case DeferralOffered(_, offer), Tap.CONFIRM:
            return Step(Registering(state), (OpenDeferral(offer),))
        case Registering(offered), PaymentMoved(payment):
            if payment.intent.pre_settlement_id != offered.offer.quote.id:
                return Step(state)
            return _finished(Finished(state.abilities, offered.offer.patient, payment))

        case Finished(payment=shown), PaymentMoved(payment):
            same = payment.intent.key == shown.intent.key
            return Step(_with_payment(state, payment) if same else state)
        case Finished(payment=shown), PaperMoved(paper):
            same = paper.job.payment_key == shown.intent.key
            return Step(_with_paper(state, paper) if same else state)
        case Finished(registration=Registration(id)), RegistrationFound(now):
            return Step(_with_registration(state, now) if now.id == id else state)
        case Finished(), Tap.PRINT_RECEIPT:
            return _print(state, Document.RECEIPT)
        case Finished(payment=Settled(invoice=invoice)), Tap.PRINT_INVOICE if invoice:
            return _print_invoice(state)
        case (
            Finished(abilities, payment=Declined() | Refunded() | Indebted()),
            Tap.BACK,
        ):
            if not abilities.can_pay:
                return Step(rest(abilities))
            return Step(AwaitingCode(abilities, service=_came_for(state)))
        case Finished(), Tap.CONFIRM if state.paper_rests:
            return Step(rest(state.abilities))
        case Collected() | LeftOver() | Reading(), Tap.CONFIRM:
            return Step(rest(state.abilities))
        case CancelShown(cancellation=known), Tap.CONFIRM if known is not None:
            return Step(rest(state.abilities))  # what is under way goes on without her
        case Exchanging(), Tap.CONFIRM if state.is_over:
            return Step(rest(state.abilities))

        case (
            Identifying()
            | Recognised()
            | Quoting()
            | Opening()
            | Weighing()
            | Registering()
            | Listing()
            | Gathering()
            | Previewing()
            | Exchanging(exchange=None)
            | FindingAppointments()
            | CancelShown(cancellation=None)
            | FindingDepartments()
            | FindingClinics()
            | Holding()
            | FindingStay()
            | OrderingDeposit()
            | FindingDays()
            | FindingOut()
            | LookingUp(),
            Failed(problem),
        ):
            came_for = _came_for(state)
            return Step(Troubled(state.abilities, problem, service=came_for))
        case Troubled(abilities, service=service), Tap.BACK:
            if not abilities.can_pay:
                return Step(rest(abilities))
            return Step(AwaitingCode(abilities, service=service))
        case Troubled(abilities, Problem.NO_BILLS, identity), Tap.INVOICES if (
            identity is not None and abilities.can_collect
        ):
            return invoices.begin(abilities, identity)
        case Troubled(abilities), Tap.CONFIRM:
            return Step(rest(abilities))

        case (
            AwaitingCode()
            | Identifying()
            | Recognised()
            | Choosing()
            | Quoting()
            | Quoted()
            | AwaitingPaymentCode()
            | ChoosingChannel()
            | RaisingLimit()
            | SigningUp()
            | Weighing()
            | DeferralOffered()
            | Troubled()
            | Listing()
            | Picking()
            | ChoosingPeriod()
            | ShowingQr()
            | Gathering()
            | Previewing()
            | OfferingExchange()
            | FindingAppointments()
            | ChoosingAppointment()
            | OfferingCancel()
            | FindingDepartments()
            | ChoosingDepartment()
            | FindingClinics()
            | ChoosingClinic()
            | ChoosingSlot()
            | Holding()
            | FindingStay()
            | AtStay()
            | OrderingDeposit()
            | FindingDays()
            | ReadingDays()
            | FindingOut()
            | LeftOver()
            | LookingUp()
            | Reading(),
            Tap.CANCEL,
        ):
            return Step(rest(state.abilities))
        case (
            AwaitingCode()
            | Choosing()
            | Quoted()
            | AwaitingPaymentCode()
            | ChoosingChannel()
            | RaisingLimit()
            | SigningUp()
            | DeferralOffered()
            | Finished()
            | Troubled()
            | Picking()
            | ChoosingPeriod()
            | ShowingQr()
            | Previewing()
            | OfferingExchange()
            | Collected()
            | ChoosingAppointment()
            | OfferingCancel()
            | ChoosingDepartment()
            | ChoosingClinic()
            | ChoosingSlot()
            | AtStay()
            | ReadingDays()
            | LeftOver()
            | Reading(),
            Clock.TIMED_OUT,
        ):
            return Step(Idle(state))
        case CancelShown(cancellation=known), Clock.TIMED_OUT if known is not None:
            return Step(Idle(state))
        case Exchanging(), Clock.TIMED_OUT if state.is_over:
            return Step(Idle(state))
        case SigningUp(), _:
            return signing_up.step(state, event)
        case _ if isinstance(state, Collecting):
            return invoices.step(state, event)
        case _ if isinstance(state, Seeking):
            return registering.step(state, event)
        case _ if isinstance(state, Staying):
            return staying.step(state, event)
        case _ if isinstance(state, Checking):
            return checking.step(state, event)
        case _ if isinstance(state, Staffed):
            return attending.step(state, event)
    return Step(state)


def _identify(abilities: Abilities, code: Code, service: Service) -> Step:
    asked = Identify(code, service.business)
    return Step(Identifying(abilities, service), (asked,))


def scan_step(state: Visit) -> ScanStep | None:
    """What a scan would mean now; None where scans are ignored (rule D6)."""
    match state:
        case Welcome() | AwaitingCode() | OutOfService() | Trying(trial=Trial.SCAN):
            return ScanStep.IDENTITY
        case AwaitingPaymentCode():
            return ScanStep.PAYMENT
    return None


def _has(bills: tuple[Bill, ...], bill_id: str) -> bool:
    return any(bill.id == bill_id for bill in bills)


def _objection(choice: Choosing, quote: PreSettlement) -> Problem | None:
    """Rule M6: what must be right before a patient is asked for money."""
    bills = choice.chosen_bills
    if quote.patient_id != choice.identity.patient.id:
        return Problem.WRONG_PATIENT
    if sorted(quote.bill_ids) != sorted(bill.id for bill in bills):
        return Problem.BILLS_CHANGED
    if not quote.split.adds_up or not staying.deposits_fit(choice.stay, quote):
        return Problem.SUM_WRONG
    if quote.split.total != total(bill.total for bill in bills):
        return Problem.BILLS_CHANGED
    return None


def _pay(
    quoted: Quoted,
    method: Method | None,
    code: Code | None = None,
    credit: Money = ZERO,
    *,
    is_shown: bool = False,
) -> Step:
    if not quoted.abilities.can_pay:
        if quoted.can_be_deferred and method is Method.CREDIT:
            return _weigh(quoted)
        obstacle, came_for = _obstacle(quoted.abilities), _came_for(quoted)
        return Step(Troubled(quoted.abilities, obstacle, service=came_for))
    if method is None:
        return Step(AwaitingPaymentCode(quoted))
    decided = OpenPayment(quoted.quote, method, code, credit, is_shown)
    return Step(Opening(quoted), (decided,))


def _show_code(awaiting: AwaitingPaymentCode, method: Method) -> Step:
    return _pay(awaiting.quoted, method, credit=awaiting.credit, is_shown=True)


def _take_down(state: Paying) -> Step:
    """Nothing else is promised before what was shown is closed."""
    after = replace(state, picture=None, has_gone_back=True)
    return Step(after, (TakeDownQr(state.payment.intent.key),))


def _weigh(quoted: Quoted) -> Step:
    return Step(Weighing(quoted.abilities), (WeighDeferral(quoted.offer),))


def _came_for(state: Visit) -> Service:
    if isinstance(state, Identifying):
        return state.service
    if isinstance(state, Collecting):
        return Service.INVOICES
    if isinstance(state, Staying) or _stay_of(state) is not None:
        return Service.STAY
    if isinstance(state, Checking):
        return Service.CHECK
    fee_of = state.registration if isinstance(state, Finished) else held_by(state)
    is_registering = isinstance(state, Seeking) or fee_of is not None
    return Service.REGISTER if is_registering else Service.PAY


def _stay_of(state: Visit) -> Stay | None:
    match state:
        case Quoting(choice) | Quoted(choice):
            return choice.stay
        case Opening(quoted) | RaisingLimit(quoted) | SigningUp(quoted):
            return quoted.choice.stay
        case Finished(stay=stay):
            return stay
    return None


def _obstacle(abilities: Abilities) -> Problem:
    """Why nobody can pay just now."""
    return Problem.CENTRAL_SILENT if abilities.can_serve else Problem.FAULT


def _show(quoted: Quoted, payment: Payment, before: Paying | None = None) -> Step:
    """Stay on the paying screen until the patient can be told how it ended."""
    match payment:
        case Declined(intent, Refusal.NOT_SENT) if (
            intent.method is Method.CREDIT
            and quoted.abilities.deferrals
            and quoted.choice.is_of_orders
        ):
            return _weigh(quoted)  # the network fell, and nothing left the kiosk
        case Declined() if before and before.has_gone_back:
            return _quote_again(quoted)
        case Settled() | Declined() | Refunded():
            return _finish(quoted, payment)
    after = replace(before, payment=payment) if before else Paying(quoted, payment)
    if isinstance(payment, AwaitingPayer) and before:
        share = payment.intent.shares[payment.share]
        if share.is_shown and not payment.qr and not before.has_gone_back:
            return _take_down(after)  # nobody can scan it
        if after.qr != before.qr:
            return Step(after, (DrawQr(after.qr),))
    return Step(after if after.qr else replace(after, picture=None))


def _quote_again(quoted: Quoted) -> Step:
    """Nothing was taken. Another way to pay is a new decision, about a fresh quote."""
    if not quoted.abilities.can_pay:
        obstacle, came_for = _obstacle(quoted.abilities), _came_for(quoted)
        return Step(Troubled(quoted.abilities, obstacle, service=came_for))
    bills = PreSettle(quoted.quote.patient_id, quoted.quote.bill_ids)
    return Step(Quoting(quoted.choice), (bills,))


def _finish(quoted: Quoted, payment: Payment) -> Step:
    one = quoted.choice.registration
    patient = quoted.offer.patient
    stay = quoted.choice.stay
    finished = Finished(quoted.abilities, patient, payment, registration=one, stay=stay)
    after = _finished(finished)
    if one is None or not isinstance(payment, Settled):
        return after
    return Step(after.state, (*after.effects, FindRegistration(one.id)))


def _finished(finished: Finished) -> Step:
    if isinstance(finished.payment, Settled | Declined | Refunded):
        return Step(finished)
    # It is not over when she leaves, so she gets it on paper, with its case number
    # (rules M7 and O3).
    return _print(finished, Document.RECEIPT)


def _print_invoice(state: Finished) -> Step:
    """All of it with one touch; what is out already stays where it is."""
    after = Step(state)
    for document in state.documents:
        more = _print(state, document)
        after = Step(state, (*after.effects, *more.effects))
    return after


def _print(state: Finished, document: Document) -> Step:
    paper = state.paper(document)
    if not state.abilities.can_print(document) or isinstance(paper, Printing | Printed):
        return Step(state)
    promised = isinstance(state.payment, Deferred)
    if money_word(state.payment) is MoneyWord.NOT_TAKEN and not promised:
        return Step(state)  # nothing was bought, so there is nothing to prove
    copy = paper.job.copy + isinstance(paper, InDoubt) if paper else 1
    start = StartPrint(
        document, state.payment, state.patient, copy, state.registration, state.stay
    )
    if document is Document.RECEIPT:
        state = replace(state, receipt_of=state.payment)
    return Step(state, (start,))


def _with_payment(state: Finished, payment: Payment) -> Finished:
    return _without_outdated(replace(state, payment=payment))


def _with_paper(state: Finished, paper: Paper) -> Finished:
    if paper.job.document is Document.RECEIPT:
        return _without_outdated(replace(state, receipt=paper))
    if paper.job.document is Document.STATEMENT:
        return replace(state, statement=paper)
    return replace(state, invoice=paper)


def _with_registration(state: Finished, now: Registration) -> Finished:
    """A slip without her number is no reason to refuse the one with it."""
    before = state.registration
    is_news = before is not None and before.queue_number != now.queue_number
    receipt = None if is_news and isinstance(state.receipt, Printed) else state.receipt
    return replace(state, registration=now, receipt=receipt)


def _without_outdated(state: Finished) -> Finished:
    """A slip that says less than is true now is no reason to refuse a better one."""
    if not isinstance(state.receipt, Printed) or state.receipt_of is None:
        return state
    if state.registration is not None and state.registration.queue_number:
        return state  # that of a registration says nothing of the invoice
    outdated = is_outdated(state.receipt_of, state.payment)
    return replace(state, receipt=None) if outdated else state


def _with_abilities(state: Visit, abilities: Abilities) -> Visit:
    match state:
        case Quoting(choice) | Quoted(choice):
            return replace(state, choice=replace(choice, abilities=abilities))
        case ChoosingChannel(awaiting):
            seen = _with_abilities(awaiting, abilities)
            assert isinstance(seen, AwaitingPaymentCode)
            return replace(state, awaiting=seen)
        case (
            RaisingLimit(quoted)
            | SigningUp(quoted)
            | AwaitingPaymentCode(quoted)
            | Opening(quoted)
            | Paying(quoted)
        ):
            inner = _with_abilities(quoted, abilities)
            assert isinstance(inner, Quoted)
            return replace(state, quoted=inner)
        case (
            ChoosingPeriod(picking)
            | ShowingQr(picking)
            | Gathering(picking)
            | Previewing(picking)
            | PuttingOut(picking)
            | Collected(picking)
            | OfferingExchange(picking)
            | Exchanging(picking)
        ):
            return replace(state, picking=replace(picking, abilities=abilities))
        case OrderingDeposit(before) | FindingDays(before) | ReadingDays(before):
            return replace(state, before=replace(before, abilities=abilities))
        case OfferingCancel(before):
            return replace(state, before=replace(before, abilities=abilities))
        case FindingClinics(before) | ChoosingClinic(before):
            return replace(state, before=replace(before, abilities=abilities))
        case Trying(before):
            return replace(state, before=replace(before, abilities=abilities))
        case LookingUp(before) | Reading(before):
            return replace(state, before=replace(before, abilities=abilities))
        case ChoosingSlot(clinics):
            first = replace(clinics.before, abilities=abilities)
            return replace(state, before=replace(clinics, before=first))
        case Registering(offered):
            return replace(state, offered=replace(offered, abilities=abilities))
        case Idle():
            return state
    return replace(state, abilities=abilities)
