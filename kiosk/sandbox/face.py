"""Central's HTTP face: the table of routes over HTTP, and how a refusal looks."""

from collections.abc import Awaitable, Callable
from functools import partial
from inspect import Parameter, Signature
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException

from kiosk.central.port import Reason
from kiosk.sandbox.answers import denied, later
from kiosk.sandbox.books import OutOfReach
from kiosk.sandbox.desk import Clock, Desk
from kiosk.sandbox.faults import FaultPlan, FaultyWire
from kiosk.sandbox.files import PDF, Files
from kiosk.sandbox.guard import Guard, ShownClock
from kiosk.sandbox.headers import Day, Id, Key, KioskId, Responses, refusals, respond
from kiosk.sandbox.national.face import national_router
from kiosk.sandbox.panel import panel_router
from kiosk.sandbox.route import DAY, Asked, Route
from kiosk.sandbox.routes import (
    FORM_FILE,
    INVOICE_FILE,
    ROUTES,
    STATEMENT_FILE,
    unreadable,
)
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store


def create_app(store: Store, clock: Clock, settings: Settings | None = None) -> FastAPI:
    """Put central together over these books and this clock."""
    settings = settings or Settings()
    desk = Desk(store, clock, settings)
    desk.open_the_day()
    plan = FaultPlan()
    shown = ShownClock(clock, settings.clock_ahead_s)
    app = FastAPI(
        title="Central",
        summary="The one platform that the kiosks talk to, here as a sandbox",
        version="1",
        docs_url=None,
        redoc_url=None,
    )
    app.openapi = partial(_described, app)  # type: ignore[method-assign]
    app.include_router(_v1(desk))
    app.include_router(national_router(desk))
    app.include_router(panel_router(desk, plan, shown))
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _unknown_path)
    app.add_exception_handler(OutOfReach, _come_back(settings))
    app.add_middleware(FaultyWire, plan=plan)
    app.add_middleware(Guard, clock=shown, settings=settings)
    return app


def _v1(desk: Desk) -> APIRouter:
    router = APIRouter(
        prefix="/v1",
        tags=["central"],
        responses=refusals(400, 401, 404, 409, 413, 429, 503),
        dependencies=[Security(HTTPBearer(auto_error=False))],
    )
    for route in ROUTES:
        router.add_api_route(
            route.path,
            _handler(desk, route),
            methods=[route.method],
            name=route.name,
            response_model=route.reply,
            responses=_own_refusals(route),
        )
    files = Files(desk)
    for path, handler in (
        (INVOICE_FILE, files.invoice_file),
        (STATEMENT_FILE, files.statement_file),
        (FORM_FILE, files.form_file),
    ):
        router.get(path, response_class=Response, responses={200: PDF})(handler)
    return router


def _own_refusals(route: Route) -> Responses:
    """What this verb is refused with, beside what every verb is."""
    own = refusals(422) if route.needs_key else {}
    if route.name == "identify":
        own |= refusals(410)
    if route.unknown:
        own |= {404: {"model": route.unknown, "description": "There is none."}}
    return own


def _described(app: FastAPI) -> dict[str, Any]:
    """The description, without what FastAPI would say and we do not: we refuse what
    cannot be read with 400."""
    document = FastAPI.openapi(app)
    for path in document["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            if "HTTPValidationError" in str(answers.get("422")):
                del answers["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    return document


def _handler(desk: Desk, route: Route) -> Callable[..., Awaitable[Response]]:
    """What FastAPI calls, with the parameters that it is to read."""
    names = route.names

    async def handle(**read: Any) -> Response:
        asked = Asked(
            kiosk_id=read.get("kiosk_id", ""),
            key=read.get("key", ""),
            ids=tuple(read[name] for name in names),
            message=read.get("message"),
        )
        return respond(route.answer(desk, asked))

    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind)
        for name, kind in _reads(route).items()
    ]
    handle.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return handle


def _reads(route: Route) -> dict[str, Any]:
    """Each parameter and its type: from the path, the headers and the body."""
    kinds: dict[str, Any] = {name: Day if name == DAY else Id for name in route.names}
    if route.needs_key:
        kinds["key"] = Key
    if route.needs_kiosk:
        kinds["kiosk_id"] = KioskId
    if route.reads is not None:
        kinds["message"] = route.reads
    return kinds


def _come_back(settings: Settings) -> Callable[..., Awaitable[Response]]:
    async def handle(_request: Request, _error: Exception) -> Response:
        return respond(later(503, settings.retry_after_s))

    return handle


async def _unreadable(request: Request, _error: Exception) -> Response:
    return respond(unreadable(request.url.path))


async def _unknown_path(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    is_missing = error.status_code == 404
    reason = Reason.NOT_FOUND if is_missing else Reason.OTHER
    return respond(denied(reason, error.status_code))
