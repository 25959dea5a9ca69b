"""What insurance would pay: 2201 opens a visit, 2204 says for what, 2206 computes."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.central.national import wire
from kiosk.central.national.insured import Insured
from kiosk.central.national.line import NationalLine
from kiosk.central.national.reading import read_split
from kiosk.central.national.terminal import Clock, written
from kiosk.central.port import Misanswered
from kiosk.model.money import Money, total
from kiosk.model.settlement import PreSettlement

SERIAL = 18  # the last characters of a msgid: second and serial, no terminal's but ours


@dataclass(frozen=True, slots=True)
class Quoted:
    """A pre-settlement, and what its settlement will need."""

    quote: PreSettlement
    insured: Insured
    mdtrt_id: str
    chrg_bchno: str


class Quoting:
    """Each quote is a visit of its own, so that asking what was settled of a visit is
    asking what was settled of a quote."""

    def __init__(self, line: NationalLine, now: Clock) -> None:
        self._line = line
        self._now = now

    def quote(self, insured: Insured, costs: Mapping[str, Money]) -> Quoted:
        number = self._line.number()[-SERIAL:]
        mdtrt_id = self._register(insured, number)
        self._upload(insured, mdtrt_id, number, costs)
        data = wire.SettleData(
            psn_no=insured.psn_no,
            mdtrt_cert_no=insured.token,
            medfee_sumamt=total(costs.values()),
            mdtrt_id=mdtrt_id,
            chrg_bchno=number,
            insutype=insured.insutype,
        )
        reply = self._line.ask(
            wire.PRE_SETTLE,
            wire.Settle(data=data),
            wire.PreSettled,
            insured_at=insured.insured_at,
        )
        info = reply.setlinfo
        if info.mdtrt_id != mdtrt_id:
            raise Misanswered("a computation of something else")
        # The flow judges whose it is and whether it adds up (rule M6).
        quote = PreSettlement(
            wire.quote_id(mdtrt_id, number),
            info.psn_no,
            tuple(costs),
            read_split(info),
        )
        return Quoted(quote, insured, mdtrt_id, number)

    def _register(self, insured: Insured, number: str) -> str:
        data = wire.RegisterData(
            psn_no=insured.psn_no,
            insutype=insured.insutype,
            begntime=written(self._now()),
            mdtrt_cert_no=insured.token,
            ipt_otp_no=number,
        )
        reply = self._line.ask(
            wire.REGISTER,
            wire.Register(data=data),
            wire.Registered,
            insured_at=insured.insured_at,
        )
        if (reply.data.psn_no, reply.data.ipt_otp_no) != (insured.psn_no, number):
            raise Misanswered("another visit")
        return reply.data.mdtrt_id

    def _upload(
        self, insured: Insured, mdtrt_id: str, number: str, costs: Mapping[str, Money]
    ) -> None:
        lines = tuple(
            wire.FeeLine(
                feedetl_sn=bill_id,
                mdtrt_id=mdtrt_id,
                psn_no=insured.psn_no,
                chrg_bchno=number,
                det_item_fee_sumamt=cost,
                pric=cost,
                fee_ocur_time=written(self._now()),
            )
            for bill_id, cost in costs.items()
        )
        reply = self._line.ask(
            wire.UPLOAD_FEES,
            wire.UploadFees(feedetail=lines),
            wire.FeesUploaded,
            insured_at=insured.insured_at,
        )
        heard = {one.feedetl_sn: one.det_item_fee_sumamt for one in reply.result}
        if heard != dict(costs):
            raise Misanswered("other fees than were sent")
