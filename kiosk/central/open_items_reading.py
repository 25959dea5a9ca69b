"""From central's message about what is still open to our values. Pure."""

from kiosk.central import open_items_wire as wire
from kiosk.central.port import Misanswered
from kiosk.central.reading import read_bill
from kiosk.central.registration_reading import read_registration
from kiosk.model.money import ZERO
from kiosk.model.open_items import ComingRefund, OpenItems


def read_open_items(reply: wire.OpenItemsReply, patient_id: str) -> OpenItems:
    if reply.psn_no != patient_id:
        raise Misanswered("what is open for somebody else")
    if reply.on_credit < ZERO:
        raise Misanswered("less than nothing was paid")
    bills, ahead = reply.bills, reply.registrations
    return OpenItems(
        patient_id=patient_id,
        bills=None if bills is None else tuple(map(read_bill, bills)),
        unprinted=reply.unprinted,
        appointments=None
        if ahead is None
        else tuple(read_registration(one, patient_id) for one in ahead),
        stays=reply.stays,
        refunds=_read_refunds(reply.refunds),
        on_credit=reply.on_credit,
    )


def _read_refunds(
    refunds: tuple[wire.ComingRefundReply, ...] | None,
) -> tuple[ComingRefund, ...] | None:
    if refunds is None:
        return None
    if any(one.amount <= ZERO for one in refunds):
        raise Misanswered("a refund of nothing, or less")
    return tuple(ComingRefund(one.amount, one.method, one.since) for one in refunds)
