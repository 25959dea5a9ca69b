"""Slips for a day at the outpatient clinic: 挂号凭条 and 导诊单."""

from kiosk.model.receipt import MoneyWord
from kiosk.model.slips import PrintedGuideSlip, RegistrationSlip
from printing.slip import Align, Size, Slip
from printing.slip_parts import (
    draw_code,
    draw_foot,
    draw_head,
    draw_large,
    draw_methods,
    draw_origin,
    draw_split,
    local_time,
)


def draw_registration(slip: Slip, registration: RegistrationSlip) -> None:
    """Where to be when, under which number, and what it cost."""
    draw_head(slip, registration.imprint, "挂号凭条")
    slip.line(MoneyWord.TAKEN, Size.BIG, Align.CENTRE)
    draw_large(slip, "就诊序号", registration.queue_number)
    slip.line()
    slip.rule()
    slip.pair("姓名", registration.patient)
    slip.pair("科室", registration.department)
    slip.pair("医生", registration.doctor or "普通")
    slip.pair("就诊地点", registration.place)
    slip.pair("就诊日期", registration.day.isoformat())
    slip.pair("就诊时段", registration.slot)
    slip.rule()
    draw_split(slip, registration.split)
    draw_methods(
        slip, registration.method, registration.split.self_pay, registration.credit
    )
    slip.rule()
    slip.pair("受理编号", registration.case_number)
    draw_origin(slip, registration.imprint)
    slip.line("请按时段到就诊地点候诊，过号请到分诊台", align=Align.CENTRE)
    draw_foot(slip)


def draw_guide(slip: Slip, printed: PrintedGuideSlip) -> None:
    """How many bills and how much in all, never for what; and the signed code.

    No money word: whether the bills are paid by now is not known from this paper.
    """
    guide = printed.guide
    draw_head(slip, printed.imprint, "导诊单（待缴费）")
    slip.pair("姓名", guide.patient)
    slip.pair("下一站", printed.place)
    slip.pair("待缴费用", f"{len(guide.bill_ids)} 张")
    slip.line("以下为预计金额，以结算时为准")
    draw_split(slip, guide.split)
    slip.rule()
    draw_code(slip, printed.code)
    slip.line("出示此码可在自助机缴费", Size.TALL, Align.CENTRE)
    slip.rule()
    slip.pair("导诊单号", guide.id)
    slip.pair("有效期至", local_time(guide.expires_at))
    draw_origin(slip, printed.imprint)
    draw_foot(slip)
