"""Central's HTTP face: which path is which verb, and how a refusal looks."""

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Header, Path, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.sandbox import charges, settlements, verbs
from kiosk.sandbox.answers import denied
from kiosk.sandbox.desk import Clock, Desk, respond
from kiosk.sandbox.faults import FaultPlan, FaultyWire
from kiosk.sandbox.guard import Guard
from kiosk.sandbox.invoices import draw
from kiosk.sandbox.panel import panel_router
from kiosk.sandbox.records import Issued, Person, Settled
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store

ID = r"^[0-9A-Za-z._\-]{1,64}$"
Id = Annotated[str, Path(pattern=ID)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=ID,
        description="Made on the kiosk. The same key is answered the same way.",
    ),
]
REFUSALS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": wire.ErrorReply, "description": "A clear no. Nothing happened."},
    "503": {"description": "Come back after `Retry-After` seconds."},
}


def create_app(store: Store, clock: Clock, settings: Settings | None = None) -> FastAPI:
    """Put central together over these books and this clock."""
    settings = settings or Settings()
    desk = Desk(store, clock, settings)
    desk.open_the_day()
    plan = FaultPlan()
    app = FastAPI(
        title="Central",
        summary="The one platform that the kiosks talk to, here as a sandbox",
        version="1",
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(Face(desk).router())
    app.include_router(panel_router(desk, plan))
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _unknown_path)
    app.add_middleware(FaultyWire, plan=plan)
    app.add_middleware(Guard, clock=clock, settings=settings)
    return app


class Face:
    """The handlers of /v1. Each hands one verb to the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def router(self) -> APIRouter:
        router = APIRouter(
            prefix="/v1",
            tags=["central"],
            responses=REFUSALS,
            dependencies=[Security(HTTPBearer(auto_error=False))],
        )
        charge = "/charges/{charge_key}"
        for path, handler, reply in (
            ("/identities", self.identify, wire.IdentityReply),
            ("/pre-settlements", self.pre_settle, wire.PreSettleReply),
            ("/charges", self.charge, wire.ChargeReply),
            (f"{charge}/close", self.close, wire.ChargeReply),
            (f"{charge}/reverse", self.reverse, wire.ChargeReply),
            (f"{charge}/refund", self.refund, wire.ChargeReply),
            ("/settlements", self.settle, wire.SettleReply),
            ("/invoices", self.issue_invoice, wire.InvoiceReply),
        ):
            router.post(path, response_model=reply)(handler)
        router.get("/patients/{psn_no}/bills", response_model=wire.BillsReply)(
            self.open_bills
        )
        router.get(
            charge,
            response_model=wire.ChargeReply,
            responses={404: {"model": charges.UnknownCharge}},
        )(self.ask_charge)
        router.get(
            "/invoices/{code}/{number}/file",
            response_class=PdfResponse,
        )(self.invoice_file)
        router.get("/health")(self.health)
        return router

    async def identify(self, message: wire.IdentifyRequest) -> Response:
        return self._desk.answer(
            lambda books, moment: verbs.identify(books, message, moment)
        )

    async def open_bills(self, psn_no: Id) -> Response:
        return self._desk.answer(lambda books, _: verbs.open_bills(books, psn_no))

    async def pre_settle(self, message: wire.PreSettleRequest) -> Response:
        return self._desk.answer(
            lambda books, moment: verbs.pre_settle(books, message, moment)
        )

    async def charge(self, key: Key, message: wire.ChargeRequest) -> Response:
        return self._desk.once(
            key,
            "/charges",
            message,
            lambda books, moment: charges.charge(books, key, message, moment),
        )

    async def ask_charge(self, charge_key: Id) -> Response:
        return self._desk.answer(
            lambda books, moment: charges.ask(books, charge_key, moment)
        )

    async def close(self, charge_key: Id, key: Key) -> Response:
        return self._desk.once(
            key,
            f"/charges/{charge_key}/close",
            None,
            lambda books, moment: charges.close(books, charge_key, moment),
        )

    async def reverse(self, charge_key: Id, key: Key) -> Response:
        return self._desk.once(
            key,
            f"/charges/{charge_key}/reverse",
            None,
            lambda books, moment: charges.reverse(books, charge_key, moment),
        )

    async def refund(
        self, charge_key: Id, key: Key, message: wire.RefundRequest
    ) -> Response:
        return self._desk.once(
            key,
            f"/charges/{charge_key}/refund",
            message,
            lambda books, moment: charges.refund(books, charge_key, message, moment),
        )

    async def settle(self, key: Key, message: wire.SettleRequest) -> Response:
        return self._desk.once(
            key,
            "/settlements",
            message,
            lambda books, moment: settlements.settle(books, message, moment),
        )

    async def issue_invoice(self, key: Key, message: wire.InvoiceRequest) -> Response:
        return self._desk.once(
            key,
            "/invoices",
            message,
            lambda books, moment: settlements.issue_invoice(books, message, moment),
        )

    async def invoice_file(self, code: Id, number: Id) -> Response:
        """Drawn when first asked for, and the same bytes ever after."""
        with self._desk.store.opened() as books:
            issued = books.find(Issued, number)
            if issued is None or issued.code != code:
                return respond(denied(Reason.NOT_FOUND))
            settled = books.find(Settled, issued.setl_id)
            assert settled is not None
            person = books.find(Person, settled.psn_no)
            assert person is not None
            bills = settlements.bills_behind(books, settled)
        if issued.file is not None:
            return PdfResponse(issued.file)
        lines = [line for ordered in bills for line in ordered.bill.lines]
        hospital = self._desk.settings.hospital
        file = await run_in_threadpool(draw, issued, settled, person, lines, hospital)
        with self._desk.store.opened() as books:
            books.put(issued.with_file(file))
        return PdfResponse(file)

    async def health(self) -> dict[str, str]:
        return {}


class PdfResponse(Response):
    """An issued invoice, byte for byte."""

    media_type = "application/pdf"


async def _unreadable(request: Request, _error: Exception) -> Response:
    is_code = request.url.path == "/v1/identities"
    return respond(denied(Reason.CODE_INVALID if is_code else Reason.OTHER, 400))


async def _unknown_path(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    is_missing = error.status_code == 404
    reason = Reason.NOT_FOUND if is_missing else Reason.OTHER
    return respond(denied(reason, error.status_code))
