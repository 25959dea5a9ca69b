"""Who sees patients where and when: an invented hospital's week, the same each time.

Pure. How many places of a slot are taken is in the books, not here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.model.money import Money

DAYS_AHEAD = 7  # today among them
PERIODS = (
    "08:00-08:30",
    "08:30-09:00",
    "09:00-09:30",
    "09:30-10:00",
    "10:00-10:30",
    "10:30-11:00",
    "13:30-14:00",
    "14:00-14:30",
    "14:30-15:00",
    "15:00-15:30",
    "15:30-16:00",
)
GENERAL, SPECIALIST, PROFESSOR = Money(22_00), Money(38_00), Money(318_00)


@dataclass(frozen=True, slots=True)
class Doctor:
    """Whoever sees patients there; without a name, whoever is on duty."""

    id: str
    name: str | None
    title: str
    fee: Money
    capacity: int  # patients a slot


@dataclass(frozen=True, slots=True)
class Ward:
    """One department of the outpatient clinic."""

    code: str
    name: str
    place: str
    doctors: tuple[Doctor, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """One slot of one doctor."""

    id: str
    ward: Ward
    doctor: Doctor
    day: date
    period: str

    @property
    def begins(self) -> str:
        """The time of day, in Beijing: 09:30."""
        return self.period.partition("-")[0]


def _ward(code: str, name: str, place: str, *names: tuple[str, str]) -> Ward:
    duty = Doctor(f"{code}-0", None, "", GENERAL, 12)
    doctors = (
        Doctor(
            f"{code}-{at}",
            doctor,
            title,
            PROFESSOR if title == "特需专家" else SPECIALIST,
            1 if title == "特需专家" else 3,
        )
        for at, (doctor, title) in enumerate(names, start=1)
    )
    return Ward(code, name, place, (duty, *doctors))


WARDS = (
    _ward(
        "D01",
        "心血管内科",
        "门诊楼3层B区",
        ("沈国梁", "主任医师"),
        ("许静", "副主任医师"),
    ),
    _ward("D02", "呼吸与危重症医学科", "门诊楼3层A区", ("高远", "主任医师")),
    _ward(
        "D03", "消化内科", "门诊楼4层A区", ("顾敏", "副主任医师"), ("韩冰", "特需专家")
    ),
    _ward("D04", "内分泌科", "门诊楼4层B区", ("唐颖", "主任医师")),
    _ward("D05", "神经内科", "门诊楼5层A区", ("阿依古丽·买买提", "副主任医师")),
    _ward("D06", "普外科", "门诊楼2层A区", ("金鑫", "主任医师")),
    _ward(
        "D07", "骨科", "门诊楼2层B区", ("石磊", "主任医师"), ("欧阳峰", "副主任医师")
    ),
    _ward("D08", "妇科", "门诊楼5层B区", ("林岚", "主任医师")),
    _ward("D09", "儿科", "门诊楼1层C区", ("陆小曼", "副主任医师")),
    _ward("D10", "眼科", "门诊楼6层A区", ("江波", "主任医师")),
    _ward("D11", "耳鼻咽喉头颈外科", "门诊楼6层B区"),
    _ward("D12", "皮肤科", "门诊楼6层C区", ("白洁", "副主任医师")),
    _ward("D13", "中医科", "门诊楼7层A区", ("䶮正", "主任医师")),
    _ward("D14", "康复医学科", "康复楼1层"),
)
_WARD_OF = {ward.code: ward for ward in WARDS}


def find_ward(code: str) -> Ward | None:
    return _WARD_OF.get(code)


def openings(ward: Ward, today: date) -> Iterator[Opening]:
    """All slots of a department from today on. A professor comes on two days."""
    for ahead in range(DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        for doctor in ward.doctors:
            if doctor.fee == PROFESSOR and day.weekday() not in (1, 3):
                continue
            for at, period in enumerate(PERIODS):
                id = f"{doctor.id}-{day:%Y%m%d}-{at:02d}"
                yield Opening(id, ward, doctor, day, period)


def capacity_of(slot_id: str) -> int:
    """How many patients a slot has; none for one that is not."""
    code, doctor, *_ = slot_id.split("-")
    ward = find_ward(code)
    doctors = ward.doctors if ward else ()
    return next((one.capacity for one in doctors if one.id == f"{code}-{doctor}"), 0)


def find_opening(slot_id: str, today: date) -> Opening | None:
    """The slot of this id, if it is one of the next days."""
    ward = find_ward(slot_id.partition("-")[0])
    if ward is None:
        return None
    return next((one for one in openings(ward, today) if one.id == slot_id), None)
