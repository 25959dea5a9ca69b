"""One sample of everything that a person who asks what is left to do can be shown."""

from dataclasses import replace
from datetime import date

from kiosk.app.gallery.registrations import FAR, TODAY, WOMAN
from kiosk.app.gallery.values import REGISTERED, intent
from kiosk.flows.abilities import Abilities
from kiosk.flows.checking_states import FindingOut, LeftOver, LookingUp, Reading
from kiosk.flows.payment_states import (
    CarryingOut,
    Deferred,
    Settling,
    Taken,
    Undoing,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    Identifying,
    Idle,
    Service,
    Visit,
    Welcome,
)
from kiosk.model.bill import Bill, BillLine
from kiosk.model.charge import Refusal
from kiosk.model.deferral import Capture
from kiosk.model.intent import Method, Order
from kiosk.model.money import Money
from kiosk.model.open_items import ComingRefund, OpenItems
from kiosk.model.patient import Identity, Patient, mask
from kiosk.model.standing import (
    Claim,
    ClaimStatus,
    Entitlement,
    EntitlementStatus,
    Page,
)
from kiosk.model.stay import StayStatus

CAN = Abilities(registrations=True, stays=True, checks=True)
LINE = BillLine("血常规（五分类）", "1 次", Money(20_00), "甲")
DEAR = replace(LINE, amount=Money(12_345_67))
BILLS = (
    Bill("b-1", TODAY, LINE.amount, (LINE,)),
    Bill("b-2", TODAY, DEAR.amount, (DEAR,)),
)
AT_WINDOW = replace(BILLS[1], window="5号窗口（工伤结算）")
REFUNDS = (
    ComingRefund(Money(38_00), Method.WECHAT, date(2026, 11, 21)),
    ComingRefund(Money(1_250_00), Method.CREDIT, TODAY),
)
NONE = OpenItems(WOMAN.patient.id, (), 0, (), (), ())
SOON = replace(REGISTERED, day=TODAY)
PROMISE = Deferred(
    replace(intent(Method.CREDIT), key="K-9", order=Order.DEFERRED),
    Capture("{}", "c2ln", "Ed25519", "kiosk-1"),
)
GONE = (Taken(0, Money(5_00)),)
UNDONE = Undoing(
    replace(intent(Method.WECHAT), key="K-8"), Refusal.AMOUNT_CHANGED, GONE, GONE
)
CLOSING_UP = Settling(replace(intent(Method.WECHAT), key="K-7"), GONE)


def left_over(items: OpenItems = NONE) -> LeftOver:
    return LeftOver(CAN, WOMAN, items, (), TODAY)


ALL_OF_IT = OpenItems(
    WOMAN.patient.id, BILLS, 12, (SOON, FAR), (StayStatus.LEAVING,), REFUNDS
)
LATER = replace(NONE, unprinted=2, appointments=(FAR,), refunds=REFUNDS[:1])
UNSEEN = OpenItems(WOMAN.patient.id, None, None, None, None, None)

READS = replace(CAN, pages=(*Page,))
ENTITLEMENTS = tuple(
    Entitlement(status, date(2025, 12, 31), date(2026, 12, 30))
    for status in EntitlementStatus
)
CLAIMS = (
    *(Claim(one, date(2026, 9, 30), Money(12_345_67)) for one in ClaimStatus),
    Claim(ClaimStatus.PAID, TODAY, Money(860_00), Money(512_35), date(2026, 12, 30)),
)

CHILD = Identity(Patient("P1", mask("王小明"), insured=True, guardian=mask("王建国")))

CHECKS: dict[str, Visit] = {
    "welcome_checking": Welcome(CAN),
    "welcome_checking_only": Welcome(Abilities(checks=True, invoices=False)),
    "scan_checking": AwaitingCode(CAN, service=Service.CHECK),
    "identifying_checking": Identifying(CAN, Service.CHECK),
    "finding_out": FindingOut(CAN, WOMAN),
    "check_nothing": left_over(),
    "check_later": left_over(LATER),
    "check_on_credit": left_over(replace(NONE, on_credit=Money(86_40))),
    "check_bills": left_over(replace(LATER, bills=BILLS)),
    "check_much": replace(
        left_over(ALL_OF_IT),
        here=(
            PROMISE,
            UNDONE,
            CLOSING_UP,
            CarryingOut(PROMISE.intent, PROMISE.capture),
        ),
    ),
    "idle_checking": Idle(left_over(ALL_OF_IT)),
    "check_unknown": left_over(UNSEEN),
    "check_partly_unknown": left_over(replace(LATER, refunds=None)),
    **{
        f"check_stay_{status}": left_over(replace(NONE, stays=(status,)))
        for status in StayStatus
    },
    "check_here": replace(left_over(), here=(CLOSING_UP, PROMISE, UNDONE)),
    "looking_up": LookingUp(left_over(), Page.CLAIMS),
    "check_pages": replace(left_over(), abilities=READS),
    "check_entitlements": Reading(left_over(), Page.ENTITLEMENTS, ENTITLEMENTS),
    "check_claims": Reading(left_over(), Page.CLAIMS, CLAIMS),
    **{f"check_no_{page}": Reading(left_over(), page, ()) for page in Page},
    "check_child": replace(left_over(LATER), identity=CHILD),
    "check_window": left_over(replace(NONE, bills=(BILLS[0], AT_WINDOW))),
    "check_no_paper": replace(left_over(LATER), abilities=replace(CAN, invoices=False)),
}
