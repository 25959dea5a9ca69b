"""Settling, asking and taking back: 2207, 5203, 2208 and 2601 (rules M1 and M2).

A 2207 has one number for ever. What may have been sent is asked about before it is
sent again, and sent again under that number. A no to a repetition is believed only
once 2601 has made sure that the first did nothing.
"""

from typing import NoReturn

from kiosk.central.national import wire
from kiosk.central.national.line import NationalLine
from kiosk.central.national.notes import Note, Notes
from kiosk.central.national.reading import negative, read_settlement, read_split
from kiosk.central.national.words import reason_of
from kiosk.central.port import Misanswered, Reason, Refused, Unanswered
from kiosk.model.charge import Refusal
from kiosk.model.intent import Intent
from kiosk.model.settlement import Settlement


class Settling:
    """The settlements of this kiosk at the interface."""

    def __init__(self, line: NationalLine, notes: Notes) -> None:
        self._line = line
        self._notes = notes

    def settle(self, intent: Intent) -> Settlement:
        """Settle once, whatever became of the last try."""
        note = self._notes.find(intent.key)
        if note is None:
            raise Refused(Refusal.NO_CREDENTIAL)  # the power went before money moved
        if note.psn_no and not _is_about(note, intent):
            raise Refused(Reason.KEY_REUSED)
        if note.refusal or note.is_over:
            self._give_up(intent.key, note)
        if note.msgid is None:
            note = note.model_copy(update={"msgid": self._line.number()})
            self._notes.keep(intent.key, note)
            return self._settled(intent, note, self._send(intent, note))
        return self._settle_again(intent, note)

    def revoke(self, key: str, note: Note) -> None:
        """Undo it, or see to it that it never happens."""
        if note.is_over:
            return
        if note.setl_id is not None:
            self._revoke(key, note)
        elif note.msgid is not None:
            self._reverse(note)
        self._notes.keep(key, note.over)

    def _settle_again(self, intent: Intent, note: Note) -> Settlement:
        """Ask first. What stands with another split than was shown is taken back:
        the interface has said it twice."""
        found = self._find(note)
        if found is None and note.setl_id is not None:
            raise Unanswered("it stood, and is gone")
        if found is None:
            try:
                found = self._send(intent, note)
            except Refused as refused:
                if not _is_about_bills(refused):
                    raise
                self._refuse(intent.key, note, refused.reason)
        elif read_split(found) != intent.split and read_split(found).adds_up:
            self._refuse(intent.key, note, Refusal.AMOUNT_CHANGED)
        return self._settled(intent, note, found)

    def _refuse(self, key: str, note: Note, reason: Reason | Refusal) -> NoReturn:
        """Remember why, and give up."""
        note = note.model_copy(update={"refusal": reason.value})
        self._notes.keep(key, note)
        self._give_up(key, note)

    def _give_up(self, key: str, note: Note) -> NoReturn:
        """Say no once nothing can have happened."""
        if not note.is_over:
            try:
                self._reverse(note)
            except Refused as refused:
                # A no to the reversal is no word about the settlement.
                raise Unanswered("not reversed") from refused
            self._notes.keep(key, note.over)
        why = reason_of(note.refusal) if note.refusal else Refusal.NOT_ANSWERED
        raise Refused(why)

    def _settled(self, intent: Intent, note: Note, info: wire.SetlInfo) -> Settlement:
        _expect(info, note)
        settlement = read_settlement(info, intent)
        # The token is needed no more.
        known = {"setl_id": info.setl_id, "token": ""}
        self._notes.keep(intent.key, note.model_copy(update=known))
        return settlement

    def _send(self, intent: Intent, note: Note) -> wire.SetlInfo:
        data = wire.SettleData(
            psn_no=note.psn_no,
            mdtrt_cert_no=note.token,
            medfee_sumamt=intent.split.total,
            mdtrt_id=note.mdtrt_id,
            chrg_bchno=note.chrg_bchno,
            insutype=note.insutype,
            expContent=wire.Origin(payment_key=intent.key, order=intent.order),
        )
        reply = self._line.ask(
            wire.SETTLE,
            wire.Settle(data=data),
            wire.Settled,
            insured_at=note.insured_at,
            msgid=note.msgid,
        )
        return reply.setlinfo

    def _find(self, note: Note) -> wire.SetlInfo | None:
        """What stands of this visit, if it is this payment's."""
        try:
            reply = self._line.ask(
                wire.QUERY, _about(note), wire.Settled, insured_at=note.insured_at
            )
        except Refused as refused:
            if refused.reason is Reason.NOT_FOUND:
                return None
            # A no to a question is no word about the settlement.
            raise Unanswered("not told") from refused
        _expect_about(reply.setlinfo, note)
        return reply.setlinfo if reply.setlinfo.medins_setl_id == note.msgid else None

    def _revoke(self, key: str, note: Note) -> None:
        """2208, once; where it may have been sent, only if the settlement stands."""
        if note.revoke_msgid is None:
            note = note.model_copy(update={"revoke_msgid": self._line.number()})
            self._notes.keep(key, note)
        elif self._find(note) is None:
            return
        reply = self._line.ask(
            wire.REVOKE,
            _about(note),
            wire.Settled,
            insured_at=note.insured_at,
            msgid=note.revoke_msgid,
        )
        _expect_about(reply.setlinfo, note)
        if reply.setlinfo.medfee_sumamt != negative(note.total):
            raise Misanswered("another sum went back than was settled")

    def _reverse(self, note: Note) -> None:
        """2601, whether it happened or not. Its reply says nothing: look after it."""
        assert note.msgid is not None
        data = wire.ReverseData(psn_no=note.psn_no, omsgid=note.msgid)
        try:
            self._line.ask(
                wire.REVERSE,
                wire.Reverse(data=data),
                wire.Nothing,
                insured_at=note.insured_at,
            )
        except Refused as refused:
            if refused.reason is not Reason.NOT_FOUND:
                raise
        if self._find(note) is not None:
            raise Unanswered("reversed, and it stands")


def _about(note: Note) -> wire.AboutSettlement:
    return wire.AboutSettlement(
        data=wire.SettlementData(
            psn_no=note.psn_no, mdtrt_id=note.mdtrt_id, setl_id=note.setl_id or ""
        )
    )


def _is_about(note: Note, intent: Intent) -> bool:
    """Whether it is the payment that was noted under this key (rule M1)."""
    quote = wire.quote_id(note.mdtrt_id, note.chrg_bchno)
    noted = (note.psn_no, quote, note.total)
    return noted == (intent.patient_id, intent.pre_settlement_id, intent.split.total)


def _is_about_bills(refused: Refused) -> bool:
    """Whether somebody will end the payment because of it."""
    reason = refused.reason
    return isinstance(reason, Refusal) or reason is Reason.BILLS_CHANGED


def _expect_about(info: wire.SetlInfo, note: Note) -> None:
    if (info.psn_no, info.mdtrt_id) != (note.psn_no, note.mdtrt_id):
        raise Misanswered("a settlement of something else")


def _expect(info: wire.SetlInfo, note: Note) -> None:
    _expect_about(info, note)
    if info.medins_setl_id != note.msgid:
        raise Misanswered("a settlement by another message")
