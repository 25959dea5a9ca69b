"""Central's paths under /v1: which is which verb, what it reads, what comes along.

The HTTP face and the simulation's counter are both made from this one table.
"""

from collections.abc import Callable
from typing import Any

import kiosk.central.fleet_wire as fleet_wire
import kiosk.central.open_items_wire as open_items_wire
import kiosk.central.paper_wire as paper_wire
import kiosk.central.registration_wire as registration_wire
import kiosk.central.sign_up_wire as sign_up_wire
import kiosk.central.standing_wire as standing_wire
import kiosk.central.stay_wire as stay_wire
import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.sandbox import (
    charges,
    credentials,
    deferrals,
    exchanges,
    issuing,
    keys,
    listing,
    notes,
    open_items,
    prints,
    registrations,
    settlements,
    sign_ups,
    standing,
    stays,
    verbs,
)
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.books import Books
from kiosk.sandbox.route import Act, Asked, Route
from kiosk.sandbox.settings import Moment

# Files are not JSON, so not in the table.
INVOICE_FILE = "/invoices/{code}/{number}/file"
STATEMENT_FILE = "/invoices/{code}/{number}/statement"
FORM_FILE = "/exchanges/{exchange_key}/file"


def unreadable(path: str) -> Answer:
    """What is said of a request that cannot be read, by its whole path."""
    is_code = path == "/v1/identities"
    return denied(Reason.CODE_INVALID if is_code else Reason.OTHER, 400)


def _of_message(verb: Callable[[Books, Any, Moment], Answer]) -> Act:
    return lambda books, asked, moment: verb(books, asked.message, moment)


def _of_id(verb: Callable[[Books, str, Moment], Answer]) -> Act:
    return lambda books, asked, moment: verb(books, asked.ids[0], moment)


def _of_id_and_message(verb: Callable[[Books, str, Any, Moment], Answer]) -> Act:
    return lambda books, asked, moment: verb(books, asked.ids[0], asked.message, moment)


def _of_kiosk(verb: Callable[[Books, str, Any, Moment], Answer]) -> Act:
    return lambda books, asked, moment: verb(
        books, asked.kiosk_id, asked.message, moment
    )


def _open_bills(books: Books, asked: Asked, _: Moment) -> Answer:
    return verbs.open_bills(books, asked.ids[0])


def _charge(books: Books, asked: Asked, moment: Moment) -> Answer:
    wanted = charges.asked_for(asked.key, asked.kiosk_id, asked.message)
    return charges.charge(books, wanted, moment)


def _settle(books: Books, asked: Asked, moment: Moment) -> Answer:
    wanted = settlements.asked_for(asked.kiosk_id, asked.message)
    return settlements.settle(books, wanted, moment)


def _tell_day(books: Books, asked: Asked, moment: Moment) -> Answer:
    return notes.tell_day(books, asked.kiosk_id, asked.ids[0], moment)


def _departments(_: Books, __: Asked, ___: Moment) -> Answer:
    return registrations.list_departments()


def _slip_keys(books: Books, _: Asked, __: Moment) -> Answer:
    return keys.slip_keys(books)


def _under_the_payment_key(asked: Asked) -> Answer | None:
    """A deferral's key is its payment's."""
    is_same = asked.key == asked.message.payment_key
    return None if is_same else denied(Reason.OTHER, 400)


def _in_its_own_name(asked: Asked) -> Answer | None:
    """Nobody enrols a key in another's name."""
    return None if asked.ids == (asked.kiosk_id,) else denied(Reason.NOT_AUTHORISED)


_VISIT = (
    Route(
        "POST",
        "/identities",
        "identify",
        _of_message(verbs.identify),
        wire.IdentityReply,
        wire.IdentifyRequest,
    ),
    Route(
        "GET", "/patients/{psn_no}/bills", "open_bills", _open_bills, wire.BillsReply
    ),
    Route(
        "POST",
        "/pre-settlements",
        "pre_settle",
        _of_message(verbs.pre_settle),
        wire.PreSettleReply,
        wire.PreSettleRequest,
    ),
    Route(
        "POST",
        "/invoices",
        "issue_invoice",
        _of_message(issuing.issue_invoice),
        wire.InvoiceReply,
        wire.InvoiceRequest,
        needs_key=True,
    ),
)
_CREDIT = (
    Route(
        "POST",
        "/sign-ups",
        "begin_sign_up",
        _of_message(sign_ups.begin),
        sign_up_wire.SignUpReply,
        sign_up_wire.SignUpRequest,
        needs_key=True,
    ),
    Route(
        "GET",
        "/sign-ups/{sign_up_id}",
        "ask_sign_up",
        _of_id(sign_ups.ask),
        sign_up_wire.ProgressReply,
    ),
)
_MONEY = (
    Route(
        "POST",
        "/credentials",
        "credential",
        _of_message(credentials.allow),
        wire.CredentialReply,
        wire.CredentialRequest,
        needs_key=True,
    ),
    Route(
        "POST",
        "/charges",
        "charge",
        _charge,
        wire.ChargeReply,
        wire.ChargeRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route(
        "GET",
        "/charges/{charge_key}",
        "ask_charge",
        _of_id(charges.ask),
        wire.ChargeReply,
        unknown=charges.UnknownCharge,
    ),
    Route(
        "POST",
        "/charges/{charge_key}/close",
        "close",
        _of_id(charges.close),
        wire.ChargeReply,
        needs_key=True,
    ),
    Route(
        "POST",
        "/charges/{charge_key}/reverse",
        "reverse",
        _of_id(charges.reverse),
        wire.ChargeReply,
        needs_key=True,
    ),
    Route(
        "POST",
        "/charges/{charge_key}/refund",
        "refund",
        _of_id_and_message(charges.refund),
        wire.ChargeReply,
        wire.RefundRequest,
        needs_key=True,
    ),
    Route(
        "POST",
        "/settlements",
        "settle",
        _settle,
        wire.SettleReply,
        wire.SettleRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route(
        "POST",
        "/settlements/{payment_key}/revoke",
        "revoke",
        _of_id(settlements.revoke),
        wire.RevokeReply,
        needs_key=True,
    ),
)
_PAPER = (
    Route(
        "GET",
        "/patients/{psn_no}/invoices",
        "list_invoices",
        _of_id(listing.list_invoices),
        paper_wire.InvoicesReply,
    ),
    Route(
        "POST",
        "/prints",
        "note_print",
        _of_kiosk(prints.note_print),
        paper_wire.PrintReply,
        paper_wire.PrintRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route(
        "POST",
        "/exchanges",
        "reserve_form",
        _of_kiosk(exchanges.reserve),
        paper_wire.ExchangeReply,
        paper_wire.ExchangeRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route(
        "POST",
        "/exchanges/{exchange_key}/confirm",
        "confirm_exchange",
        _of_id(exchanges.confirm),
        paper_wire.ExchangeReply,
        needs_key=True,
    ),
    Route(
        "POST",
        "/exchanges/{exchange_key}/void",
        "void_exchange",
        _of_id_and_message(exchanges.void),
        paper_wire.ExchangeReply,
        paper_wire.VoidRequest,
        needs_key=True,
    ),
)
_CLINIC = (
    Route(
        "GET",
        "/departments",
        "list_departments",
        _departments,
        registration_wire.DepartmentsReply,
    ),
    Route(
        "GET",
        "/departments/{dept_code}/clinics",
        "list_clinics",
        _of_id(registrations.list_clinics),
        registration_wire.ClinicsReply,
    ),
    Route(
        "POST",
        "/registrations",
        "hold_place",
        _of_message(registrations.hold),
        registration_wire.RegistrationReply,
        registration_wire.HoldRequest,
        needs_key=True,
    ),
    Route(
        "GET",
        "/registrations/{registration_id}",
        "tell_registration",
        _of_id(registrations.tell),
        registration_wire.RegistrationReply,
    ),
    Route(
        "POST",
        "/registrations/{registration_id}/release",
        "release_place",
        _of_id(registrations.release),
        registration_wire.ReleaseReply,
        needs_key=True,
    ),
    Route(
        "GET",
        "/patients/{psn_no}/registrations",
        "list_registrations",
        _of_id(registrations.list_registrations),
        registration_wire.RegistrationsReply,
    ),
)
_WARD = (
    Route(
        "POST",
        "/registrations/{registration_id}/cancel",
        "cancel_registration",
        _of_id_and_message(registrations.cancel),
        registration_wire.CancelReply,
        registration_wire.CancelRequest,
        needs_key=True,
    ),
    Route(
        "GET",
        "/patients/{psn_no}/stay",
        "tell_stay",
        _of_id(stays.tell),
        stay_wire.StaysReply,
    ),
    Route(
        "GET",
        "/stays/{ipt_no}/days",
        "list_days",
        _of_id(stays.list_days),
        stay_wire.DayListsReply,
    ),
    Route(
        "POST",
        "/stays/{ipt_no}/deposits",
        "order_deposit",
        _of_id_and_message(stays.order_deposit),
        stay_wire.DepositBillReply,
        stay_wire.DepositRequest,
        needs_key=True,
    ),
    Route(
        "POST",
        "/deposits/{deposit_id}/return",
        "return_deposit",
        _of_id_and_message(stays.give_back),
        stay_wire.ReturnReply,
        stay_wire.ReturnRequest,
        needs_key=True,
    ),
)
_AFTER = (
    Route(
        "GET",
        "/patients/{psn_no}/open-items",
        "tell_open_items",
        _of_id(open_items.tell),
        open_items_wire.OpenItemsReply,
    ),
    Route(
        "GET",
        "/patients/{psn_no}/entitlements",
        "list_entitlements",
        _of_id(standing.list_entitlements),
        standing_wire.EntitlementsReply,
    ),
    Route(
        "GET",
        "/patients/{psn_no}/claims",
        "list_claims",
        _of_id(standing.list_claims),
        standing_wire.ClaimsReply,
    ),
)
_OFFICE = (
    Route(
        "POST",
        "/deferrals",
        "carry_out",
        _of_kiosk(deferrals.carry_out),
        wire.SettleReply,
        wire.DeferralRequest,
        needs_key=True,
        needs_kiosk=True,
        rule=_under_the_payment_key,
    ),
    Route(
        "POST",
        "/debts",
        "note_debt",
        _of_kiosk(notes.note_debt),
        wire.NotedReply,
        wire.DebtRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route(
        "POST",
        "/cases",
        "note_case",
        _of_kiosk(notes.note_case),
        wire.NotedReply,
        wire.CaseRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route(
        "POST",
        "/help-calls",
        "note_help",
        _of_kiosk(notes.note_help),
        wire.NotedReply,
        wire.HelpRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route(
        "POST",
        "/heartbeats",
        "note_heartbeat",
        _of_kiosk(notes.note_heartbeat),
        wire.NotedReply,
        fleet_wire.HeartbeatRequest,
        needs_kiosk=True,
    ),
    Route(
        "POST",
        "/events",
        "note_event",
        _of_kiosk(notes.note_event),
        wire.NotedReply,
        fleet_wire.EventRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route(
        "POST",
        "/support-files",
        "keep_support",
        _of_kiosk(notes.keep_support),
        wire.NotedReply,
        fleet_wire.SupportRequest,
        needs_key=True,
        needs_kiosk=True,
    ),
    Route("GET", "/days/{day}", "tell_day", _tell_day, wire.DayReply, needs_kiosk=True),
    Route("GET", "/slip-keys", "slip_keys", _slip_keys, wire.SlipKeysReply),
    Route(
        "PUT",
        "/kiosks/{kiosk}/key",
        "enrol",
        _of_kiosk(keys.enrol),
        wire.NotedReply,
        wire.DeviceKeyRequest,
        needs_kiosk=True,
        rule=_in_its_own_name,
    ),
    Route("GET", "/health", "health", Answer(200, "{}"), dict[str, str]),
)
ROUTES = (*_VISIT, *_CREDIT, *_MONEY, *_PAPER, *_CLINIC, *_WARD, *_AFTER, *_OFFICE)
