"""One sample of everything that a person who registers can be shown."""

from dataclasses import replace
from datetime import date, timedelta

from kiosk.app.gallery.values import BOOKED, REGISTERED
from kiosk.flows.abilities import Abilities
from kiosk.flows.cancelling import Cancelled, Cancelling, Kept
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
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    Identifying,
    Problem,
    Service,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import CreditContract, Identity, Patient, mask
from kiosk.model.registration import (
    Cancellation,
    Clinic,
    Department,
    RegistrationStatus,
    Slot,
)

CAN = Abilities(registrations=True)
TODAY = date(2026, 11, 22)
WOMAN = Identity(
    Patient("P1", mask("买买提江·吐尔逊"), insured=True),
    CreditContract("示范银行", Money(5_000_00)),
)
NAMES = (
    "心血管内科",
    "呼吸与危重症医学科",
    "眼科",
    "耳鼻咽喉头颈外科",
    "儿科",
    "老年医学科与记忆障碍门诊",
    "骨科",
)
DEPARTMENTS = tuple(
    Department(f"D{at:02d}", NAMES[at % len(NAMES)]) for at in range(30)
)


def half_hour(at: int) -> str:
    """The half hour of this number from eight in the morning on."""
    hours = (f"{8 + one // 2:02d}:{one % 2 * 30:02d}" for one in (at, at + 1))
    return "-".join(hours)


PERIODS = tuple(map(half_hour, range(16)))


def clinic(at: int, days: int = 7) -> Clinic:
    """One doctor, every third place full."""
    names = ("阿依古丽·买买提", "沈国梁", None, "欧阳峰")
    titles = ("副主任医师", "主任医师", "", "特需专家")
    slots = tuple(
        Slot(
            f"{at}-{ahead}-{number}",
            TODAY + timedelta(days=ahead),
            period,
            number % 3,
            Money(318_00 if at % 4 == 3 else 38_00),
        )
        for ahead in range(days)
        for number, period in enumerate(PERIODS)
    )
    return Clinic(f"C{at}", names[at % 4], titles[at % 4], slots)


CHOOSING = ChoosingDepartment(CAN, WOMAN, DEPARTMENTS)
CLINICS = ChoosingClinic(CHOOSING, DEPARTMENTS[5], tuple(map(clinic, range(12))))
FEW = ChoosingClinic(CHOOSING, DEPARTMENTS[0], (clinic(2, 1),))
FAR = replace(
    BOOKED,
    department=NAMES[5],
    doctor="阿依古丽·买买提",
    place="门诊综合楼十二层C区第308诊室",
)
KEPT = replace(FAR, status=RegistrationStatus.HELD)

CANCELLABLE = replace(
    FAR,
    status=RegistrationStatus.REGISTERED,
    queue_number="特需A-1007",
    cancellable=True,
)
BACK = Cancellation("K9", "P1", CANCELLABLE.id)

SEEKING: dict[str, Visit] = {
    "welcome_registering": Welcome(CAN),
    "welcome_registering_only": Welcome(replace(CAN, invoices=False)),
    "scan_registering": AwaitingCode(CAN, service=Service.REGISTER),
    "identifying_registering": Identifying(CAN, Service.REGISTER),
    "appointments_finding": FindingAppointments(CAN, WOMAN),
    "appointments": ChoosingAppointment(CAN, WOMAN, (FAR, REGISTERED)),
    "appointments_many": ChoosingAppointment(CAN, WOMAN, (FAR, BOOKED, REGISTERED) * 3),
    "appointments_done": ChoosingAppointment(CAN, WOMAN, (REGISTERED, KEPT)),
    "appointments_cancellable": ChoosingAppointment(
        CAN, WOMAN, (CANCELLABLE, REGISTERED)
    ),
    "cancel_offer": OfferingCancel(
        ChoosingAppointment(CAN, WOMAN, (CANCELLABLE,)), CANCELLABLE
    ),
    "cancel_opening": CancelShown(CAN, WOMAN, CANCELLABLE),
    "cancelling": CancelShown(CAN, WOMAN, CANCELLABLE, Cancelling(BACK)),
    "cancelled": CancelShown(CAN, WOMAN, CANCELLABLE, Cancelled(BACK, Money(38_00))),
    "cancelled_free": CancelShown(CAN, WOMAN, CANCELLABLE, Cancelled(BACK, ZERO)),
    "cancel_kept": CancelShown(CAN, WOMAN, CANCELLABLE, Kept(BACK)),
    "departments_finding": FindingDepartments(CAN, WOMAN),
    "departments": CHOOSING,
    "departments_few": replace(CHOOSING, departments=DEPARTMENTS[:4]),
    "clinics_finding": FindingClinics(CHOOSING, DEPARTMENTS[0]),
    "clinics": CLINICS,
    "clinics_one": FEW,
    "slots": ChoosingSlot(CLINICS, CLINICS.clinics[3], TODAY),
    "slots_later": ChoosingSlot(CLINICS, CLINICS.clinics[0], TODAY + timedelta(days=3)),
    "slots_one_day": ChoosingSlot(FEW, FEW.clinics[0], TODAY),
    "holding": Holding(CAN, WOMAN),
    "trouble_nothing_free": Troubled(
        CAN, Problem.NOTHING_FREE, service=Service.REGISTER
    ),
}
