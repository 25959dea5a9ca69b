"""Who is insured, and where: 1162 and 1101."""

from dataclasses import dataclass, field

from kiosk.central.national import wire
from kiosk.central.national.line import NationalLine
from kiosk.central.national.terminal import Terminal
from kiosk.central.port import Misanswered, Reason, Refused
from kiosk.model.business import BusinessType
from kiosk.model.codes import Code


@dataclass(frozen=True, slots=True)
class Insured:
    """A person at the interface, for as long as her visit lasts."""

    psn_no: str
    token: str = field(repr=False)  # ecToken
    insutype: str
    insured_at: str  # insuplc_admdvs


class People:
    """Finds people by what they scanned."""

    def __init__(self, line: NationalLine, terminal: Terminal) -> None:
        self._line = line
        self._terminal = terminal

    def find(
        self, code: Code, business: BusinessType, patient_id: str
    ) -> Insured | None:
        """The same person that the hospital found; None if she is not insured."""
        try:
            token = self._decode(code, business)
            found = self._line.ask(
                wire.PERSON,
                wire.AskPerson(data=wire.PersonData(mdtrt_cert_no=token)),
                wire.PersonFound,
            )
        except Refused as refused:
            if refused.reason is Reason.PERSON_UNKNOWN:
                return None
            raise
        if found.baseinfo.psn_no != patient_id:
            raise Misanswered("another person")
        for one in found.insuinfo:
            if one.psn_insu_stas == wire.ACTIVE:
                return Insured(patient_id, token, one.insutype, one.insuplc_admdvs)
        return None

    def _decode(self, code: Code, business: BusinessType) -> str:
        data = wire.DecodeData(
            ecQrCode=code.value,
            businessType=business,
            operatorId=self._terminal.kiosk_id,
        )
        asked = wire.Decode(data=data)
        return self._line.ask(wire.DECODE, asked, wire.Decoded).data.ecToken
