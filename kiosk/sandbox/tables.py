"""The tables of the books, and which record lives in which."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
)

from kiosk.central.paper_wire import ExchangeStatus
from kiosk.model.case import CaseKind
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.codes import CodeKind
from kiosk.model.document import Document
from kiosk.model.fleet import EventKind
from kiosk.model.intent import Method, Order
from kiosk.model.invoice import InvoiceKind, PrintOutcome
from kiosk.model.sign_up import SignUpStatus
from kiosk.sandbox import records
from kiosk.sandbox.columns import (
    TEXT,
    BillText,
    Fen,
    Ids,
    Instant,
    Returns,
    Shares,
    Word,
)
from kiosk.sandbox.records import Coverage, Habit

METADATA = MetaData()

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("description", TEXT, nullable=False),
    Column("sex", TEXT, nullable=False),
    Column("coverage", Word(Coverage), nullable=False),
    Column("guardian", TEXT),
    Column("age", Integer),
    Column("uses_account", Boolean, nullable=False),
    Column("account", Fen, nullable=False),
    Column("bank", TEXT),
    Column("credit", Fen, nullable=False),
    Column("wallet", Fen, nullable=False),
    Column("habit", Word(Habit), nullable=False),
    Column("one_code", TEXT),
)
SIGN_UPS = Table(
    "sign_ups",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("psn_no", TEXT, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("status", Word(SignUpStatus), nullable=False),
    Column("scanned_at", Instant),
    Column("habit", Word(Habit), nullable=False),
    Column("granted", Fen, nullable=False),
)
BILLS = Table(
    "bills",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("psn_no", TEXT, nullable=False, index=True),
    Column("bill", BillText, nullable=False),
    Column("setl_id", TEXT),
)
CODES = Table(
    "codes",
    METADATA,
    Column("value", TEXT, primary_key=True),
    Column("kind", Word(CodeKind), nullable=False),
    Column("psn_no", TEXT, nullable=False),
    Column("habit", Word(Habit), nullable=False),
    Column("issued_at", Instant, nullable=False, index=True),
    Column("used_by", TEXT),
)
CREDENTIALS = Table(
    "credentials",
    METADATA,
    Column("payment_key", TEXT, primary_key=True),
    Column("value", TEXT, nullable=False),
    Column("psn_no", TEXT, nullable=False),
    Column("amount", Fen, nullable=False),
    Column("issued_at", Instant, nullable=False, index=True),
    Column("used_by", TEXT),
)
QUOTES = Table(
    "quotes",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("psn_no", TEXT, nullable=False),
    Column("bill_ids", Ids, nullable=False),
    Column("split", Shares, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("deposits", Fen, nullable=False),
    Column("returns", Returns, nullable=False),
)
CHARGES = Table(
    "charges",
    METADATA,
    Column("key", TEXT, primary_key=True),
    Column("status", Word(ChargeStatus), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("payment_key", TEXT, index=True),
    Column("kiosk_id", TEXT),
    Column("psn_no", TEXT),
    Column("presettle_id", TEXT),
    Column("payer", TEXT),
    Column("method", Word(Method), nullable=False),
    Column("amount", Fen, nullable=False),
    Column("refusal", Word(Refusal)),
    Column("answers_at", Instant),
    Column("cancels", Boolean, nullable=False),
    Column("returned", Fen, nullable=False),
    Column("qr", TEXT),
    Index("charges_waiting", "status", "answers_at"),
    Index("charges_of_kiosk", "kiosk_id", "made_at"),
)
SHOWN_QRS = Table(
    "shown_qrs",
    METADATA,
    Column("text", TEXT, primary_key=True),
    Column("charge_key", TEXT, nullable=False),
)
# Which bills a payment holds whose money was taken. A row leaves when all of its
# charges are undone.
HOLDS = Table(
    "holds",
    METADATA,
    Column("bill_id", TEXT, primary_key=True),
    Column("payment_key", TEXT, nullable=False, index=True),
)
REFUNDS = Table(
    "refunds",
    METADATA,
    Column("charge_key", TEXT, primary_key=True),
    Column("amount", Fen, nullable=False),
    Column("made_at", Instant, nullable=False),
)
SETTLEMENTS = Table(
    "settlements",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("payment_key", TEXT, nullable=False, unique=True),
    Column("kiosk_id", TEXT, nullable=False),
    Column("psn_no", TEXT, nullable=False),
    Column("presettle_id", TEXT, nullable=False),
    Column("order", Word(Order), nullable=False),
    Column("bill_ids", Ids, nullable=False),
    Column("split", Shares, nullable=False),
    Column("settled_at", Instant, nullable=False),
    Column("deposits", Fen, nullable=False),
    Index("settlements_of_kiosk", "kiosk_id", "settled_at"),
    Index("settlements_of_person", "psn_no", "settled_at"),
)
REVOCATIONS = Table(
    "revocations",
    METADATA,
    Column("payment_key", TEXT, primary_key=True),
    Column("setl_id", TEXT),
    Column("made_at", Instant, nullable=False),
)
DEBTS = Table(
    "debts",
    METADATA,
    Column("payment_key", TEXT, primary_key=True),
    Column("kiosk_id", TEXT, nullable=False),
    Column("psn_no", TEXT, nullable=False),
    Column("bill_ids", Ids, nullable=False),
    Column("amount", Fen, nullable=False),
    Column("reason", Word(Refusal), nullable=False),
    Column("noted_at", Instant, nullable=False),
)
HELP_CALLS = Table(
    "help_calls",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("kiosk_id", TEXT, nullable=False),
    Column("screen", TEXT, nullable=False),
    Column("called_at", Instant, nullable=False),
)
BEATS = Table(
    "beats",
    METADATA,
    Column("kiosk_id", TEXT, primary_key=True),
    Column("version", TEXT, nullable=False),
    Column("can", Ids, nullable=False),
    Column("queue_depth", BigInteger, nullable=False),
    Column("escalations", BigInteger, nullable=False),
    Column("heard_at", Instant, nullable=False),
    Column("audit_head", TEXT, nullable=False),
)
SUPPORT_PARTS = Table(
    "support_parts",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("kiosk_id", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("of", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("noted_at", Instant, nullable=False),
)
KIOSK_EVENTS = Table(
    "kiosk_events",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("kiosk_id", TEXT, nullable=False),
    Column("boot", TEXT, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("kind", Word(EventKind), nullable=False),
    Column("at", Instant, nullable=False),
    Column("subject", TEXT, nullable=False),
    Column("detail", TEXT, nullable=False),
    Column("historical", Boolean, nullable=False),
    Column("noted_at", Instant, nullable=False),
)
CASES = Table(
    "cases",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("kiosk_id", TEXT, nullable=False),
    Column("kind", Word(CaseKind), nullable=False),
    Column("payment_key", TEXT, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("about", TEXT, nullable=False),
    Column("noted_at", Instant, nullable=False),
)
# Keys outlive a reset: kiosks and printed slips go on trusting them.
DEVICE_KEYS = Table(
    "device_keys",
    METADATA,
    Column("kiosk_id", TEXT, primary_key=True),
    Column("algorithm", TEXT, nullable=False),
    Column("key_id", TEXT, nullable=False),
    Column("public_key", TEXT, nullable=False),
    Column("enrolled_at", Instant, nullable=False),
)
SLIP_KEYS = Table(
    "slip_keys",
    METADATA,
    Column("key_id", TEXT, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("public_key", TEXT, nullable=False),
)
INVOICES = Table(
    "invoices",
    METADATA,
    Column("number", TEXT, primary_key=True),
    Column("code", TEXT, nullable=False),
    Column("setl_id", TEXT, nullable=False, unique=True),
    Column("psn_no", TEXT, nullable=False),
    Column("kind", Word(InvoiceKind), nullable=False),
    Column("bill_ids", Ids, nullable=False),
    Column("check_code", TEXT, nullable=False),
    Column("split", Shares, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("reversed_on", Date),
    Index("invoices_of_person", "psn_no", "issued_on"),
)
# Beside the invoices, so that a list of them does not read their files.
FILES = Table(
    "files",
    METADATA,
    Column("name", TEXT, primary_key=True),
    Column("file", LargeBinary, nullable=False),
)
PRINTS = Table(
    "prints",
    METADATA,
    Column("job_key", TEXT, primary_key=True),
    Column("kiosk_id", TEXT, nullable=False),
    Column("document", Word(Document), nullable=False),
    Column("number", TEXT, nullable=False, index=True),
    Column("copy_number", Integer, nullable=False),
    Column("outcome", Word(PrintOutcome), nullable=False),
    Column("printed_at", Instant, nullable=False),
    Column("noted_at", Instant, nullable=False),
    Column("over_cap", Boolean, nullable=False),
)
EXCHANGES = Table(
    "exchanges",
    METADATA,
    Column("key", TEXT, primary_key=True),
    Column("status", Word(ExchangeStatus), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("kiosk_id", TEXT),
    Column("number", TEXT, index=True),
    Column("paper_code", TEXT),
    Column("paper_number", TEXT),
    Column("spoiled", Boolean, nullable=False),
    Index("exchanges_on_form", "paper_code", "paper_number"),
)
PLACES = Table(
    "places",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("psn_no", TEXT, nullable=False, index=True),
    Column("dept_code", TEXT, nullable=False, index=True),
    Column("slot_id", TEXT, nullable=False),
    Column("queue_number", TEXT, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("released", Boolean, nullable=False),
)
PLACES_CANCELLED = Table(
    "places_cancelled",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("payment_key", TEXT, nullable=False),
    Column("returned", Fen, nullable=False),
    Column("to_account", Fen, nullable=False),
    Column("made_at", Instant, nullable=False),
)
STAYS = Table(
    "stays",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("psn_no", TEXT, nullable=False, index=True),
    Column("ward", TEXT, nullable=False),
    Column("bed", TEXT, nullable=False),
    Column("asked", Fen, nullable=False),
    Column("began", Date),
    Column("closed_on", Date),
)
DEPOSITS = Table(
    "deposits",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("stay_id", TEXT, nullable=False, index=True),
    Column("amount", Fen, nullable=False),
    Column("made_at", Instant, nullable=False),
)
DEPOSITS_RETURNED = Table(
    "deposits_returned",
    METADATA,
    Column("charge_key", TEXT, primary_key=True),
    Column("payment_key", TEXT, nullable=False),
    Column("amount", Fen, nullable=False),
    Column("made_at", Instant, nullable=False),
)
REPLIES = Table(
    "replies",
    METADATA,
    Column("path", TEXT, primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("fingerprint", TEXT, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", TEXT, nullable=False),
    Column("kept_at", Instant, nullable=False, index=True),
)
# Numbers keep running through a reset: no two invoices ever share one.
NUMBERS = Table(
    "numbers",
    METADATA,
    Column("name", TEXT, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

TABLE_OF: dict[type, Table] = {
    records.Person: PEOPLE,
    records.SignUp: SIGN_UPS,
    records.OrderedBill: BILLS,
    records.IssuedCode: CODES,
    records.Quote: QUOTES,
    records.Charge: CHARGES,
    records.ShownQr: SHOWN_QRS,
    records.Refund: REFUNDS,
    records.Settled: SETTLEMENTS,
    records.Revocation: REVOCATIONS,
    records.Credential: CREDENTIALS,
    records.Debt: DEBTS,
    records.HelpCall: HELP_CALLS,
    records.Beat: BEATS,
    records.KioskEvent: KIOSK_EVENTS,
    records.SupportPart: SUPPORT_PARTS,
    records.OpenCase: CASES,
    records.DeviceKey: DEVICE_KEYS,
    records.SlipKey: SLIP_KEYS,
    records.Issued: INVOICES,
    records.Drawn: FILES,
    records.PrintNote: PRINTS,
    records.FormExchange: EXCHANGES,
    records.Place: PLACES,
    records.CancelledPlace: PLACES_CANCELLED,
    records.Inpatient: STAYS,
    records.DepositOrder: DEPOSITS,
    records.ReturnedDeposit: DEPOSITS_RETURNED,
    records.KeptReply: REPLIES,
}
