"""The Central port over the national insurance interface.

Who is insured, what insurance pays and the settlement go there; bills, charges,
invoices, places and what is not insured stay with the hospital's own Central.
docs/integration.md has the tables.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from kiosk.central.composed import Composed
from kiosk.central.exchange import Exchange
from kiosk.central.national.insured import Insured, People
from kiosk.central.national.line import NationalLine
from kiosk.central.national.notes import Note, Notebook, Notes
from kiosk.central.national.quoting import Quoted, Quoting
from kiosk.central.national.recent import Recent
from kiosk.central.national.settling import Settling
from kiosk.central.national.terminal import Terminal
from kiosk.central.national.wire import is_quote
from kiosk.central.port import (
    Central,
    CentralError,
    NotSent,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.model.business import BusinessType
from kiosk.model.charge import ChargeAnswer, Refusal
from kiosk.model.codes import Code
from kiosk.model.intent import Intent, Share
from kiosk.model.money import Money
from kiosk.model.patient import Identity
from kiosk.model.settlement import PreSettlement, Settlement


def utc_now() -> datetime:
    """The kiosk's own clock."""
    return datetime.now(UTC)


class NationalCentral(Composed):
    """One kiosk at the interface. Any thread.

    Who was identified and what was quoted is remembered for the visit at hand, in
    memory; from the first step that may move money on, a payment's note has it.
    """

    def __init__(
        self,
        exchange: Exchange,
        terminal: Terminal,
        serials: range,
        *,
        rest: Central,
        notebook: Notebook,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(rest)
        line = NationalLine(exchange, terminal, serials, now)
        self._people = People(line, terminal)
        self._quoting = Quoting(line, now)
        self._notes = Notes(notebook)
        self._settling = Settling(line, self._notes)
        self._insured: Recent[Insured] = Recent()
        self._unsure: Recent[CentralError] = Recent()  # why 1101 could not be asked
        self._quoted: Recent[Quoted] = Recent()

    def identify(self, code: Code, business: BusinessType) -> Identity:
        """The hospital says who it is, 1101 whether she is insured. Where that is
        silent she can have her invoices and all that no insurer is needed for."""
        found = self._rest.identify(code, business)
        patient = found.patient
        try:
            insured = self._people.find(code, business, patient.id)
        except (NotSent, Unanswered) as silence:
            self._unsure.put(patient.id, silence)
            return found
        self._unsure.put(patient.id, None)
        self._insured.put(patient.id, insured)
        is_insured = insured is not None
        return replace(found, patient=replace(patient, insured=is_insured))

    def pre_settle(self, patient_id: str, bill_ids: tuple[str, ...]) -> PreSettlement:
        insured, silence = self._insured.get(patient_id), self._unsure.get(patient_id)
        costs = self._costs(patient_id, bill_ids) if insured or silence else None
        if silence is not None and costs is not None:
            raise Unanswered("who insures her is not known") from silence
        if insured is None or costs is None:
            return self._rest.pre_settle(patient_id, bill_ids)
        quoted = self._quoting.quote(insured, costs)
        quote = quoted.quote
        self._quoted.put(quote.id, quoted)
        return quote

    def credential(self, intent: Intent) -> Code:
        self._note(intent)
        return self._rest.credential(intent)

    def charge(self, intent: Intent, share: Share, code: Code | None) -> ChargeAnswer:
        self._note(intent)
        return self._rest.charge(intent, share, code)

    def settle(self, intent: Intent) -> Settlement:
        if not is_quote(intent.pre_settlement_id):
            return self._rest.settle(intent)
        self._note(intent)
        return self._settling.settle(intent)

    def revoke_settlement(self, key: str) -> None:
        """Without a note the interface was never asked to settle, and never will be;
        but the hospital may have been."""
        note = self._notes.find(key)
        if note is not None and note.psn_no:
            self._settling.revoke(key, note)
            return
        if note is None:
            self._notes.keep(key, Note().over)
        self._rest.revoke_settlement(key)

    def _note(self, intent: Intent) -> None:
        """Have all that a settlement needs on the disk before anything moves."""
        quote_id = intent.pre_settlement_id
        if not is_quote(quote_id) or self._notes.find(intent.key) is not None:
            return
        quoted = self._quoted.get(quote_id)
        if quoted is None:
            # The power went before anything moved: she scans her code again.
            raise Refused(Refusal.NO_CREDENTIAL)
        insured = quoted.insured
        self._notes.keep(
            intent.key,
            Note(
                psn_no=insured.psn_no,
                token=insured.token,
                insutype=insured.insutype,
                insured_at=insured.insured_at,
                mdtrt_id=quoted.mdtrt_id,
                chrg_bchno=quoted.chrg_bchno,
                total=intent.split.total,
            ),
        )

    def _costs(
        self, patient_id: str, bill_ids: tuple[str, ...]
    ) -> dict[str, Money] | None:
        """What each bill costs now, a place's fee included; None where one is neither:
        a deposit, a stay, or gone."""
        open_ones = {bill.id: bill.total for bill in self._rest.open_bills(patient_id)}
        costs: dict[str, Money] = {}
        for id_ in bill_ids:
            cost = open_ones[id_] if id_ in open_ones else self._fee(patient_id, id_)
            if cost is None:
                return None
            costs[id_] = cost
        return costs

    def _fee(self, patient_id: str, bill_id: str) -> Money | None:
        try:
            held = self._rest.registration(bill_id)
        except Refused as refused:
            if refused.reason is Reason.NOT_FOUND:
                return None
            raise
        if held.patient_id != patient_id:
            raise Refused(Reason.BILLS_CHANGED)
        return held.bill.total
