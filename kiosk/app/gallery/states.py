"""One sample of everything a patient can be shown, with the longest words we know."""

from dataclasses import replace
from datetime import date, datetime

from kiosk.app.gallery.attending import ATTENDING
from kiosk.app.gallery.checks import CHECKS
from kiosk.app.gallery.invoices import COLLECTING, qr_picture
from kiosk.app.gallery.registrations import FAR, SEEKING
from kiosk.app.gallery.stays import STAYING
from kiosk.app.gallery.values import REGISTERED
from kiosk.flows.abilities import Abilities
from kiosk.flows.checking_states import FindingOut
from kiosk.flows.invoice_states import Listing
from kiosk.flows.payment_states import (
    Authorising,
    AwaitingPayer,
    CarryingOut,
    Charging,
    Closing,
    Declined,
    Deferred,
    Done,
    Indebted,
    Payment,
    Refunded,
    Reversing,
    Settled,
    Settling,
    Taken,
    Undoing,
)
from kiosk.flows.printing import InDoubt, Job, Paper, Printed, Printing, Unprinted
from kiosk.flows.registration_states import FindingAppointments
from kiosk.flows.stay_states import FindingStay
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
    Service,
    SigningUp,
    Starting,
    Troubled,
    Visit,
    Weighing,
    Welcome,
)
from kiosk.model.bill import Bill, BillLine
from kiosk.model.charge import Refusal
from kiosk.model.codes import CodeKind
from kiosk.model.deferral import Capture, Offer
from kiosk.model.document import Document
from kiosk.model.hint import Hint
from kiosk.model.intent import Intent, Method, Order, Patience
from kiosk.model.invoice import Invoice
from kiosk.model.money import ZERO, Money, total
from kiosk.model.patient import CreditContract, Identity, Patient, mask
from kiosk.model.settlement import PreSettlement, Settlement, Split
from kiosk.model.sign_up import Progress, SignUp, SignUpStatus
from ui.display import Display

ALL = Abilities()
SHOWN = (Method.WECHAT, Method.ALIPAY, Method.UNIONPAY)
SHOWS = Abilities(shown=SHOWN)
DOWN = Abilities(central=False, deferrals=True)
HOSPITAL = "上海示例大学医学院附属示范医院"
WINDOW = "1号收费窗口"

PORTRAIT = Display(1080, 1920, 336, 597, HOSPITAL, WINDOW)
LANDSCAPE = Display(1920, 1080, 597, 336, HOSPITAL, WINDOW)

LINES = (
    BillLine("血常规（五分类）", "1 次", Money(20_00), "甲"),
    BillLine("复方甲氧那明胶囊（阿斯美）60粒", "2 盒", Money(86_40), "乙"),
    BillLine("C反应蛋白测定（免疫散射比浊法）", "1 次", Money(35_00), "甲"),
    BillLine("一次性使用静脉留置针 24G", "1 支", Money(18_60), "自费"),
    BillLine("氯化钠注射液 0.9% 250ml", "3 瓶", Money(9_90), "甲"),
    BillLine("胸部CT平扫（含三维重建及胶片）", "1 次", Money(358_00), "乙"),
    BillLine("阿莫西林克拉维酸钾片", "1 盒", Money(28_50), "甲"),
)
WOMAN = Patient("p-1", mask("欧阳淑珍"), insured=True)
CHILD = Patient("p-2", mask("王小明"), insured=True, guardian=mask("王建国"))
UYGHUR = Patient("p-3", mask("买买提·吐尔逊"), insured=True)
CONTRACT = CreditContract("示范银行", Money(5_000_00))
POOR = CreditContract("上海浦东发展银行", Money(50_00))
EMPTY = CreditContract("上海浦东发展银行", ZERO)
CHANNEL = "中国工商银行"


def bills(count: int) -> tuple[Bill, ...]:
    """As many bills as asked for, each of its own day and length."""
    made = []
    for at in range(count):
        lines = LINES[: at % len(LINES) + 1]
        ordered = date(2026, 11 - at // 28, 28 - at % 28)
        made.append(Bill(f"b-{at}", ordered, total(x.amount for x in lines), lines))
    return tuple(made)


def choosing(
    count: int = 3,
    patient: Patient = WOMAN,
    contract: CreditContract | None = CONTRACT,
    one_code: str | None = None,
) -> Choosing:
    open_bills = bills(count)
    chosen = frozenset(bill.id for bill in open_bills)
    identity = Identity(patient, contract, one_code)
    return Choosing(ALL, identity, open_bills, chosen)


def windowed(choice: Choosing) -> Choosing:
    """The second of them is for a window alone."""
    first, second, *rest = choice.bills
    second = replace(second, window="门诊综合楼二层5号窗口（工伤结算）")
    bills_ = (first, second, *rest)
    return replace(choice, bills=bills_, chosen=choice.chosen - {second.id})


WINDOWED = windowed(choosing())


def quoted(choice: Choosing, *, funds: Money | None = None) -> Quoted:
    whole = total(bill.total for bill in choice.bills)
    paid_by_funds = Money(whole.fen // 2) if funds is None else funds
    account = Money((whole.fen - paid_by_funds.fen) // 3)
    rest = whole - paid_by_funds - account
    split = Split(whole, paid_by_funds, account, rest)
    ids = tuple(bill.id for bill in choice.bills)
    return Quoted(choice, PreSettlement("q-1", choice.identity.patient.id, ids, split))


def intent(
    state: Quoted,
    method: Method = Method.CREDIT,
    order: Order = Order.CHARGE_FIRST,
    credit: Money = ZERO,
) -> Intent:
    return Intent(
        "0193a5e2-7c1d-7b42-9d10-5f3c2a917e44",
        state.quote.patient_id,
        state.quote.bill_ids,
        state.quote.id,
        state.quote.split,
        method,
        datetime(2026, 11, 22, 9, 30),
        Patience(),
        order,
        credit,
    )


FEW = quoted(choosing())
MANY = quoted(choosing(60, UYGHUR, POOR))
FREE = quoted(choosing(1), funds=Money(20_00))
GIFT = replace(
    FEW,
    quote=replace(
        FEW.quote,
        split=Split(
            Money(268_00), Money(100_00), Money(50_00), Money(98_00), Money(20_00)
        ),
    ),
)
INTENT = intent(FEW)
SHOWING = quoted(replace(choosing(contract=None), abilities=SHOWS))
SHOWING_SHORT = quoted(replace(choosing(contract=POOR), abilities=SHOWS))
SHOWN_INTENT = replace(
    intent(SHOWING, Method.UNIONPAY), is_shown=True, patience=Patience().of_shown
)
SHOWN_TEXT = "https://qr.95516.com/00010000/0123456789abcdef"
DUE = FEW.quote.split.self_pay
TAKEN = (Taken(0, DUE),)
SETTLEMENT = Settlement(
    "S20261122000017", "p-1", FEW.quote.split, datetime(2026, 11, 22, 9, 31)
)
INVOICE = Invoice("31060126", "0012345678", "a1b2c3", DUE, date(2026, 11, 22))
SETTLED = Settled(INTENT, TAKEN, SETTLEMENT, INVOICE)

# The insurance code pays too, and insurance settles first.
ONE_CODE = quoted(choosing(contract=None, one_code=CHANNEL))
ONE_CODE_INTENT = intent(ONE_CODE, Method.ONE_CODE, Order.SETTLE_FIRST)
SETTLED_FIRST = Done(settlement=SETTLEMENT)

# The payment code takes a part, then the contract takes the rest.
SHORT = quoted(choosing(contract=POOR))
RAISABLE = quoted(
    choosing(contract=replace(POOR, raise_url="https://bank.example/raise"))
)
NO_CONTRACT = choosing(contract=None)
SIGNABLE = quoted(
    replace(NO_CONTRACT, identity=replace(NO_CONTRACT.identity, can_sign_up=True))
)
SIGN_UP = SignUp("up-1", "https://bank.example/sign-up?id=up-1")
BOTH = intent(SHORT, Method.ALIPAY, credit=POOR.available)
BY_CODE = Taken(0, DUE - POOR.available)
BY_CREDIT = Taken(1, POOR.available)
HALF_DONE = Done((BY_CODE,))

# Some of the bills were no longer there.
LESS = replace(
    SETTLEMENT,
    split=replace(FEW.quote.split, self_pay=Money(1_00)),
    bill_ids=FEW.quote.bill_ids[:1],
)
PARTLY = Settled(INTENT, TAKEN, LESS, owing=(Taken(0, DUE - Money(1_00)),))

# Registered while the network was down.
OFFER = Offer(WOMAN.name, FEW.quote, "GS1.k-1.body.signature")
LONG_OFFER = Offer(UYGHUR.name, MANY.quote, "GS1.k-1.body.signature")
OFFERED = DeferralOffered(DOWN, OFFER)
CAPTURE = Capture("{}", "c2lnbmF0dXJl", "Ed25519", "kiosk-1")
LATER = intent(FEW, order=Order.DEFERRED)


def job(document: Document) -> Job:
    return Job(f"job-{document}", document, INTENT.key)


def finished(
    payment: Payment,
    receipt: Paper | None = None,
    invoice: Paper | None = None,
    abilities: Abilities = ALL,
) -> Finished:
    return Finished(abilities, WOMAN.name, payment, receipt, invoice)


RECEIPT_JOB, INVOICE_JOB = job(Document.RECEIPT), job(Document.INVOICE)

PAYMENTS: dict[str, Payment] = {
    "authorising": Authorising(ONE_CODE_INTENT),
    "charging": Charging(INTENT),
    "charging_credit": Charging(BOTH, HALF_DONE),
    "awaiting_payer": AwaitingPayer(INTENT),
    "awaiting_payer_half": AwaitingPayer(BOTH),
    "closing": Closing(INTENT),
    "closing_credit": Closing(BOTH, HALF_DONE),
    "reversing": Reversing(INTENT),
    "closing_shown": Closing(SHOWN_INTENT),
    "settling": Settling(INTENT, TAKEN),
    "settling_both": Settling(BOTH, (BY_CODE, BY_CREDIT)),
    "settling_free": Settling(intent(FREE, Method.NOTHING)),
    "settling_first": Settling(ONE_CODE_INTENT),
    "undoing": Undoing(INTENT, Refusal.AMOUNT_CHANGED, TAKEN, TAKEN),
    "undoing_half": Undoing(BOTH, Refusal.LIMIT_TOO_SMALL, (BY_CODE,), (BY_CODE,)),
    "revoking": Undoing(ONE_CODE_INTENT, Refusal.CANCELLED, revoking=True),
}
PROMISES: dict[str, Payment] = {
    "deferred": Deferred(LATER, CAPTURE),
    "carrying_out": CarryingOut(LATER, CAPTURE),
}
SETTLEMENTS: dict[str, Settled] = {
    "whole": SETTLED,
    "partly": PARTLY,
    "partly_returned": replace(PARTLY, owing=()),
    "less": replace(PARTLY, settlement=replace(LESS, bill_ids=())),
}
QUOTES = {
    **dict.fromkeys(PAYMENTS, FEW),
    "settling_free": FREE,
    "charging_credit": SHORT,
    "awaiting_payer_half": SHORT,
    "closing_credit": SHORT,
    "settling_both": SHORT,
    "undoing_half": SHORT,
}
DEBTS = (
    Refusal.EXPIRED,
    Refusal.FORGED,
    Refusal.LIMIT_TOO_SMALL,
    Refusal.AMOUNT_CHANGED,
)
ONLY_DEBTS = (Refusal.EXPIRED, Refusal.FORGED)

SAMPLES: dict[str, Visit] = {
    "starting": Starting(),
    "welcome": Welcome(ALL),
    "welcome_offline": Welcome(Abilities(central=False)),
    "welcome_no_paper": Welcome(Abilities(receipts=False, invoices=False)),
    "welcome_nothing": Welcome(
        Abilities(central=False, receipts=False, invoices=False)
    ),
    "welcome_deferral": Welcome(DOWN),
    "welcome_deferral_no_paper": Welcome(replace(DOWN, receipts=False, invoices=False)),
    "out_of_service": OutOfService(Abilities(scanner=False)),
    "out_of_service_not_enrolled": OutOfService(Abilities(enrolled=False)),
    "out_of_service_storage": OutOfService(Abilities(storage=False)),
    "scan": AwaitingCode(ALL),
    **{f"scan_{kind}": AwaitingCode(ALL, kind) for kind in CodeKind},
    **{f"scan_{hint}": AwaitingCode(ALL, hint=hint) for hint in Hint},
    "welcome_hint": Welcome(ALL, Hint.TILT),
    "scan_too_soon": AwaitingCode(ALL, too_soon=True),
    "scan_slip": AwaitingCode(DOWN),
    "scan_invoices": AwaitingCode(ALL, service=Service.INVOICES),
    "scan_invoices_wrong": AwaitingCode(
        ALL, CodeKind.INVOICE, service=Service.INVOICES
    ),
    "identifying": Identifying(ALL),
    "identifying_invoices": Identifying(ALL, Service.INVOICES),
    "who": Recognised(ALL, Identity(WOMAN)),
    "who_contract": Recognised(ALL, Identity(UYGHUR, POOR)),
    "who_child": Recognised(ALL, Identity(CHILD)),
    "who_child_listing": Listing(ALL, Identity(CHILD)),
    "who_child_registering": FindingAppointments(ALL, Identity(CHILD)),
    "who_child_staying": FindingStay(ALL, Identity(CHILD)),
    "who_child_checking": FindingOut(ALL, Identity(CHILD)),
    "who_long": Recognised(ALL, Identity(UYGHUR)),
    "bills": choosing(),
    "bills_some": replace(choosing(5), chosen=frozenset({"b-0", "b-3"})),
    "bills_owed": replace(
        choosing(2),
        bills=(replace(bills(2)[0], is_debt=True), bills(2)[1]),
    ),
    "bills_none": replace(choosing(4), chosen=frozenset()),
    "bills_many": choosing(60, UYGHUR),
    "bills_window": WINDOWED,
    "bills_window_only": replace(
        WINDOWED, bills=WINDOWED.bills[1:2], chosen=frozenset()
    ),
    "detail": replace(choosing(7), detail="b-6"),
    "detail_short": replace(choosing(), detail="b-0"),
    "quoting": Quoting(choosing()),
    "amount_credit": FEW,
    "amount_code": quoted(choosing(contract=None)),
    "amount_short": SHORT,
    "amount_short_many": MANY,
    "amount_short_empty": quoted(choosing(contract=EMPTY)),
    "amount_short_one_code": quoted(choosing(contract=POOR, one_code=CHANNEL)),
    "amount_one_code": ONE_CODE,
    "amount_free": FREE,
    "amount_hospital": GIFT,
    "amount_short_raisable": RAISABLE,
    "amount_short_raisable_one_code": replace(
        RAISABLE,
        choice=replace(
            RAISABLE.choice,
            identity=replace(RAISABLE.choice.identity, one_code=CHANNEL),
        ),
    ),
    "limit": RaisingLimit(RAISABLE),
    "amount_sign_up": SIGNABLE,
    "amount_sign_up_one_code": replace(
        SIGNABLE,
        choice=replace(
            SIGNABLE.choice,
            identity=replace(SIGNABLE.choice.identity, one_code=CHANNEL),
        ),
    ),
    "sign_up_begun": SigningUp(SIGNABLE),
    **{
        f"sign_up_{status}": SigningUp(
            SIGNABLE,
            SIGN_UP,
            qr_picture(),
            Progress(status, CONTRACT if status is SignUpStatus.SIGNED else None),
        )
        for status in SignUpStatus
    },
    "payment_scan": AwaitingPaymentCode(FEW),
    **{f"payment_scan_{kind}": AwaitingPaymentCode(MANY, kind) for kind in CodeKind},
    "payment_scan_rest": AwaitingPaymentCode(SHORT, credit=SHORT.partial_credit),
    "payment_scan_rest_many": AwaitingPaymentCode(MANY, credit=MANY.partial_credit),
    "payment_scan_shown": AwaitingPaymentCode(SHOWING),
    "payment_scan_shown_rest": AwaitingPaymentCode(
        SHOWING_SHORT, CodeKind.HOSPITAL_NUMBER, SHOWING_SHORT.partial_credit
    ),
    "channel": ChoosingChannel(AwaitingPaymentCode(SHOWING)),
    "shown": Paying(SHOWING, AwaitingPayer(SHOWN_INTENT, qr=SHOWN_TEXT), qr_picture()),
    "shown_drawing": Paying(SHOWING, AwaitingPayer(SHOWN_INTENT, qr=SHOWN_TEXT)),
    "opening": Opening(FEW),
    **{
        f"paying_{name}": Paying(QUOTES[name], payment)
        for name, payment in PAYMENTS.items()
    },
    "weighing": Weighing(DOWN),
    "offered": OFFERED,
    "offered_long": DeferralOffered(DOWN, LONG_OFFER),
    "offered_own": DeferralOffered(DOWN, FEW.offer),
    "registering": Registering(OFFERED),
    "settled": finished(SETTLED),
    "settled_both": finished(Settled(BOTH, (BY_CODE, BY_CREDIT), SETTLEMENT, INVOICE)),
    **{f"settled_{name}": finished(paid) for name, paid in SETTLEMENTS.items()},
    "settled_no_invoice": finished(replace(SETTLED, invoice=None)),
    "settled_printing": finished(SETTLED, Printing(RECEIPT_JOB)),
    "settled_printed": finished(SETTLED, Printed(RECEIPT_JOB), Printing(INVOICE_JOB)),
    "settled_unprinted": finished(
        SETTLED, Unprinted(RECEIPT_JOB), Unprinted(INVOICE_JOB)
    ),
    "settled_in_doubt": finished(SETTLED, InDoubt(RECEIPT_JOB), InDoubt(INVOICE_JOB)),
    "settled_no_paper": finished(
        SETTLED, abilities=Abilities(receipts=False, invoices=False)
    ),
    **{
        f"left_{name}": finished(payment, Printing(RECEIPT_JOB))
        for name, payment in PAYMENTS.items()
    },
    **{
        f"registered_{name}": finished(payment, Printing(RECEIPT_JOB), abilities=DOWN)
        for name, payment in PROMISES.items()
    },
    "registered_printed": replace(
        finished(PROMISES["deferred"], Printed(RECEIPT_JOB), abilities=DOWN),
        receipt_of=PROMISES["deferred"],
    ),
    "registered_no_paper": finished(
        PROMISES["deferred"], abilities=replace(DOWN, receipts=False)
    ),
    **{f"indebted_{reason}": finished(Indebted(LATER, reason)) for reason in DEBTS},
    "indebted_offline": finished(Indebted(LATER, Refusal.EXPIRED), abilities=DOWN),
    "left_printed": finished(PAYMENTS["settling"], Printed(RECEIPT_JOB)),
    "left_in_doubt": finished(PAYMENTS["closing"], InDoubt(RECEIPT_JOB)),
    **{
        f"declined_{reason}": finished(Declined(INTENT, reason))
        for reason in Refusal
        if reason not in ONLY_DEBTS
    },
    "refunded": finished(Refunded(INTENT, Refusal.ALREADY_PAID, TAKEN)),
    **{f"trouble_{problem}": Troubled(ALL, problem) for problem in Problem},
    "trouble_no_bills_known": Troubled(ALL, Problem.NO_BILLS, Identity(WOMAN)),
    "trouble_offline": Troubled(Abilities(central=False), Problem.CENTRAL_SILENT),
    "trouble_cut_off": Troubled(DOWN, Problem.CENTRAL_SILENT),
    "idle": Idle(choosing()),
    "idle_offered": Idle(OFFERED),
    "idle_registered": Idle(finished(PROMISES["deferred"], abilities=DOWN)),
    "idle_paid": Idle(finished(SETTLED)),
    **COLLECTING,
    **SEEKING,
    **STAYING,
    **CHECKS,
    **ATTENDING,
    "amount_registration": replace(FEW, choice=replace(FEW.choice, registration=FAR)),
    "amount_registration_short": replace(
        SHORT, choice=replace(SHORT.choice, registration=FAR)
    ),
    "registered": replace(finished(SETTLED), registration=REGISTERED),
    "registered_unnumbered": replace(finished(SETTLED), registration=FAR),
    "registered_far": replace(
        finished(SETTLED, Printed(RECEIPT_JOB), Printing(INVOICE_JOB)),
        registration=replace(FAR, queue_number="特需A-1007"),
    ),
    "idle_invoices": Idle(COLLECTING["invoices"]),
    "idle_preview": Idle(COLLECTING["preview"]),
    "idle_exchanged": Idle(COLLECTING["exchange_exchanged"]),
}
