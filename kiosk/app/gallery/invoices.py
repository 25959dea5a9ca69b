"""One sample of everything that somebody who prints invoices can be shown."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO

import segno
from PIL import Image, ImageDraw

from kiosk.flows.abilities import Abilities
from kiosk.flows.exchange import (
    Confirming,
    Doubtful,
    Exchanged,
    ExchangeState,
    OnForm,
    Reserved,
    Reserving,
    Voided,
    Voiding,
)
from kiosk.flows.invoice_states import (
    ChoosingPeriod,
    Collected,
    Collecting,
    Exchanging,
    Gathering,
    Listing,
    OfferingExchange,
    Picking,
    Previewing,
    PuttingOut,
    Sheet,
    Shelf,
    ShowingQr,
    Wanted,
)
from kiosk.flows.printing import (
    Barred,
    File,
    InDoubt,
    Job,
    Paper,
    Printed,
    Printing,
    Unprinted,
)
from kiosk.model.document import Document
from kiosk.model.invoice import (
    Exchange,
    Invoice,
    InvoiceKind,
    InvoiceStatus,
    ListedInvoice,
    PaperForm,
)
from kiosk.model.money import Money
from kiosk.model.patient import Identity, Patient, mask

TODAY = date(2026, 11, 22)
ALL = Abilities(forms=12)
WOMAN = Identity(Patient("p-1", mask("欧阳淑珍"), insured=True))
UYGHUR = Identity(Patient("p-3", mask("买买提·吐尔逊"), insured=True))
KINDS = (InvoiceKind.OUTPATIENT, InvoiceKind.INPATIENT, InvoiceKind.INTERNET)


def listed(
    at: int,
    *,
    day: date = TODAY,
    status: InvoiceStatus = InvoiceStatus.ISSUED,
    printed: int = 0,
    until: date | None = date(2027, 11, 22),
) -> ListedInvoice:
    """Number `at` of a patient's list; every second may be exchanged."""
    amount = Money(12_50 + at * 7_389_15 % 98_765_43)
    number = f"{12_345_678 + at * 1_357:010d}"
    invoice = Invoice("31060126", number, "a1b2c3", amount, day)
    is_issued = status is not InvoiceStatus.BEING_ISSUED
    return ListedInvoice(
        settlement_id=f"s-{at}",
        kind=KINDS[at % len(KINDS)],
        status=status,
        amount=amount,
        day=day,
        invoice=invoice if is_issued else None,
        printed=printed,
        most_prints=3,
        printable_until=until,
        qr=f"https://pjcy.example.cn/medical/{number}" if is_issued else None,
        may_be_exchanged=at % 2 == 0,
    )


def picking(
    *invoices: ListedInvoice, identity: Identity = WOMAN, abilities: Abilities = ALL
) -> Picking:
    shelf = Shelf(identity, invoices, TODAY)
    return Picking(abilities, shelf, shelf.fresh)


def of_days(count: int, every: int) -> tuple[ListedInvoice, ...]:
    """So many, newest first, one every so many days."""
    days = (TODAY - timedelta(at * every) for at in range(count))
    return tuple(listed(at, day=day, printed=at % 3) for at, day in enumerate(days))


EVERY_STATE = (
    listed(0, status=InvoiceStatus.BEING_ISSUED),
    listed(1),
    listed(2, day=date(2026, 11, 3), printed=1),
    listed(3, day=date(2026, 11, 2), printed=3),
    listed(4, day=date(2026, 10, 28), status=InvoiceStatus.REVERSED),
    listed(5, day=date(2026, 10, 27), status=InvoiceStatus.EXCHANGED),
    listed(6, day=date(2026, 10, 2), until=date(2026, 11, 1)),
    listed(7, day=date(2026, 9, 30), printed=2),
    listed(8, day=date(2026, 8, 30), printed=2),
)
FEW = picking(*of_days(3, 5))
STATES = picking(*EVERY_STATE)
MANY = picking(*of_days(60, 6), identity=UYGHUR)
PLAIN = replace(MANY, abilities=Abilities())  # no numbered paper here


def sheet(listed: ListedInvoice | None, document: Document, pages: int = 1) -> Sheet:
    return Sheet(Wanted(document, listed), File(b"%PDF", pages))


def sheets(*invoices: ListedInvoice) -> tuple[Sheet, ...]:
    """Each invoice with its statement of four pages."""
    made: list[Sheet] = []
    for one in invoices:
        made.append(sheet(one, Document.INVOICE))
        made.append(sheet(one, Document.STATEMENT, 4))
    return tuple(made)


CLAIM = (sheet(None, Document.COVER_LIST, 2), *sheets(*MANY.shelf.invoices[:40]))
PAIR = sheets(*FEW.shelf.invoices[:2])
WANTED = tuple(one.wanted for one in PAIR)


def job(at: int, one: Sheet) -> Job:
    listed = one.wanted.listed
    invoice = listed.invoice if listed else None
    return Job(f"job-{at}", one.wanted.document, invoice=invoice)


def collected(
    sheets: tuple[Sheet, ...], *kinds: type[Paper] | None, abilities: Abilities = ALL
) -> Collected:
    """The paper of each sheet, in order; of those that are left, nothing is known."""
    papers: list[Paper | None] = [None] * len(sheets)
    for at, (one, kind) in enumerate(zip(sheets, kinds, strict=False)):
        papers[at] = kind(job(at, one)) if kind else None
    return Collected(replace(FEW, abilities=abilities), sheets, tuple(papers))


def exchanging(
    kind: type[ExchangeState] | None, abilities: Abilities = ALL
) -> Exchanging:
    one = FEW.shelf.invoices[0]
    assert one.invoice is not None
    exchange = Exchange(
        "0193a5e2-7c1d-7b42-9d10-5f3c2a917e44",
        "p-1",
        one.invoice,
        PaperForm("31010026", "0000123456"),
    )
    chosen = replace(FEW, abilities=abilities)
    return Exchanging(chosen, one, kind(exchange) if kind else None)


@cache
def page_picture(width: int = 1400, height: int = 1980) -> bytes:
    """A page as the printer will have it: black on white, and a stamp."""
    page = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((80, 240, width - 80, height - 160), outline="black", width=4)
    for y in range(300, height - 200, 60):
        pen.line((110, y, width - 110, y), fill="grey", width=2)
    pen.ellipse((width - 420, 90, width - 100, 230), outline="red", width=8)
    return _png(page)


@cache
def qr_picture() -> bytes:
    file = BytesIO()
    text = "https://pjcy.example.cn/medical/0012345678"
    segno.make_qr(text, error="m").save(file, kind="png", scale=12, border=4)
    return file.getvalue()


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


LYING = page_picture(1980, 1080)
LOOKING = Previewing(FEW, PAIR, picture=page_picture())
BROKEN = Abilities(invoices=False)
EXCHANGES: dict[str, type[ExchangeState] | None] = {
    "opening": None,
    "reserving": Reserving,
    "reserved": Reserved,
    "on_form": OnForm,
    "confirming": Confirming,
    "exchanged": Exchanged,
    "voiding": Voiding,
    "voided": Voided,
    "doubtful": Doubtful,
}

COLLECTING: dict[str, Collecting] = {
    "listing": Listing(ALL, WOMAN),
    "invoices": FEW,
    "invoices_one": picking(*of_days(1, 1)),
    "invoices_states": STATES,
    "invoices_many": MANY,
    "invoices_plain": PLAIN,
    "invoices_chosen": replace(
        MANY,
        picked=frozenset(one.settlement_id for one in MANY.shelf.invoices[:40]),
        statements=True,
    ),
    "invoices_none": replace(FEW, picked=frozenset()),
    "invoices_void": picking(*EVERY_STATE[4:6]),
    "invoices_broken": picking(*of_days(3, 5), abilities=BROKEN),
    "period": ChoosingPeriod(FEW),
    "period_many": ChoosingPeriod(MANY),
    "period_old": ChoosingPeriod(picking(listed(1, day=date(2025, 12, 24)))),
    "qr": ShowingQr(FEW, FEW.shelf.invoices[0], qr_picture()),
    "qr_drawing": ShowingQr(FEW, FEW.shelf.invoices[2]),
    "gathering": Gathering(FEW, WANTED),
    "gathering_claim": Gathering(MANY, WANTED[2:], PAIR[:1], missing=1, is_claim=True),
    "preview": LOOKING,
    "preview_drawing": replace(LOOKING, at=1, page=2, picture=None),
    "preview_one": Previewing(FEW, PAIR[:1], picture=LYING),
    "preview_claim": Previewing(MANY, CLAIM, missing=3, picture=page_picture()),
    "preview_broken": replace(LOOKING, picking=replace(FEW, abilities=BROKEN)),
    "printing": PuttingOut(FEW, PAIR, (Printing(job(0, PAIR[0])), *[None] * 3)),
    "printing_last": PuttingOut(
        FEW,
        PAIR,
        (
            *(Printed(job(at, one)) for at, one in enumerate(PAIR[:3])),
            Printing(job(3, PAIR[3])),
        ),
        at=3,
        page=4,
    ),
    "printing_claim": PuttingOut(
        MANY, CLAIM, (Printing(job(0, CLAIM[0])), *[None] * 80), page=1
    ),
    "collected": collected(PAIR, Printed, Printed, Printed, Printed),
    "collected_one": collected(PAIR[:1], Printed),
    "collected_some": collected(PAIR, Printed, Printed, Unprinted),
    "collected_doubt": collected(PAIR, Printed, InDoubt),
    "collected_doubt_only": collected(PAIR[:1], InDoubt),
    "collected_capped": collected(PAIR, Barred, Printed, Barred, Printed),
    "collected_all_states": collected(
        CLAIM, Printed, Barred, Printed, Printed, Printed, InDoubt
    ),
    "collected_broken": collected(PAIR, Printed, Unprinted, abilities=BROKEN),
    "exchange_offer": OfferingExchange(FEW, FEW.shelf.invoices[0]),
    "exchange_offer_long": OfferingExchange(MANY, MANY.shelf.invoices[2]),
    "exchange_offer_gone": OfferingExchange(PLAIN, PLAIN.shelf.invoices[0]),
    **{f"exchange_{name}": exchanging(kind) for name, kind in EXCHANGES.items()},
    "exchange_voided_broken": exchanging(Voided, BROKEN),
}
