"""From central's messages about her standing to our values. Pure."""

from kiosk.central import standing_wire as wire
from kiosk.central.port import Misanswered
from kiosk.model.money import ZERO
from kiosk.model.standing import Claim, ClaimStatus, Entitlement


def read_entitlements(
    reply: wire.EntitlementsReply, patient_id: str
) -> tuple[Entitlement, ...]:
    if reply.psn_no != patient_id:
        raise Misanswered("somebody else's entitlements")
    if any(one.enddate < one.begndate for one in reply.entitlements):
        raise Misanswered("an entitlement that ends before it begins")
    return tuple(
        Entitlement(one.status, one.begndate, one.enddate) for one in reply.entitlements
    )


def read_claims(reply: wire.ClaimsReply, patient_id: str) -> tuple[Claim, ...]:
    if reply.psn_no != patient_id:
        raise Misanswered("somebody else's claims")
    return tuple(map(_read_claim, reply.claims))


def _read_claim(reply: wire.ClaimReply) -> Claim:
    is_paid = reply.status is ClaimStatus.PAID
    told = (reply.paid is not None, reply.paid_on is not None)
    if told != (is_paid, is_paid):
        raise Misanswered("a claim that is paid and is not")
    if reply.paid is not None and not ZERO <= reply.paid <= reply.medfee_sumamt:
        raise Misanswered("more was paid than was claimed")
    return Claim(
        reply.status, reply.handed_in, reply.medfee_sumamt, reply.paid, reply.paid_on
    )
