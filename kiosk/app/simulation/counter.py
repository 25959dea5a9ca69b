"""Central behind a counter: the sandbox's table of routes, without HTTP or threads.

A request goes in, an answer comes out, in the same call. Who asks is believed, and
nothing fails here: tokens, lost bytes and delays are the simulated network's.
"""

import re
from datetime import date

from pydantic import TypeAdapter, ValidationError

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.books import BookKeeper, Books
from kiosk.sandbox.desk import Clock, Desk
from kiosk.sandbox.exchanges import find_reserved
from kiosk.sandbox.listing import find_printable
from kiosk.sandbox.route import DAY, Asked, Route
from kiosk.sandbox.routes import FORM_FILE, ROUTES, STATEMENT_FILE, unreadable
from kiosk.sandbox.routes import INVOICE_FILE as FILE_PATH
from kiosk.sandbox.settings import Moment, Settings

_ID: TypeAdapter[str] = TypeAdapter(wire.Id)
_DAY = TypeAdapter(date)
# One empty page; the lengths and the offsets in it are checked by the tests.
INVOICE_FILE = """\
%PDF-1.4
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[3 0 R]/Count 1>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>
endobj
xref
0 4
0000000000 65535 f\x20
0000000009 00000 n\x20
0000000054 00000 n\x20
0000000105 00000 n\x20
trailer
<</Size 4/Root 1 0 R>>
startxref
184
%%EOF
"""


class Counter:
    """Answers every path under /v1 as the face does, over any books."""

    def __init__(self, store: BookKeeper, clock: Clock, settings: Settings) -> None:
        self.desk = Desk(store, clock, settings)
        self.desk.open_the_day()

    def ask(
        self, method: str, path: str, kiosk_id: str, key: str | None, body: bytes
    ) -> Answer:
        """Answer one request. `path` begins with /v1 and has nothing escaped."""
        if len(body) > self.desk.settings.max_body_bytes:
            return denied(Reason.OTHER, 413)
        routes, texts = _find(path)
        if not routes:
            return denied(Reason.NOT_FOUND)
        route = routes.get(method)
        if route is None:
            return denied(Reason.OTHER, 405)
        try:
            asked = Asked(
                kiosk_id=_ID.validate_python(kiosk_id) if route.needs_kiosk else "",
                key=_ID.validate_python(key) if route.needs_key else "",
                ids=tuple(map(_read, route.names, texts)),
                message=route.reads.model_validate_json(body) if route.reads else None,
            )
        except ValidationError:
            return unreadable(path)
        return route.answer(self.desk, asked)


def _find(path: str) -> tuple[dict[str, Route], tuple[str, ...]]:
    """The routes of a path by method, and what its names stand for."""
    for pattern, routes in _PLACES.items():
        found = pattern.fullmatch(path)
        if found:
            return routes, found.groups()
    return {}, ()


def _read(name: str, text: str) -> str | date:
    """ValidationError, if the text is not of the name's kind."""
    adapter = _DAY if name == DAY else _ID
    return adapter.validate_python(text)


def _places(routes: tuple[Route, ...]) -> dict[re.Pattern[str], dict[str, Route]]:
    """The table by path, each path as a pattern."""
    places: dict[re.Pattern[str], dict[str, Route]] = {}
    for route in routes:
        pattern = re.compile("/v1" + re.sub(r"{\w+}", "([^/]+)", route.path))
        places.setdefault(pattern, {})[route.method] = route
    return places


def _file(books: Books, asked: Asked, moment: Moment) -> Answer:
    code, number = asked.ids
    found = find_printable(books, code, number, moment)
    return found if isinstance(found, Answer) else Answer(200, INVOICE_FILE)


def _form_file(books: Books, asked: Asked, _: Moment) -> Answer:
    found = find_reserved(books, asked.ids[0])
    return found if isinstance(found, Answer) else Answer(200, INVOICE_FILE)


_PLACES = _places(
    (
        *ROUTES,
        Route("GET", FILE_PATH, "invoice_file", _file, str),
        Route("GET", STATEMENT_FILE, "statement_file", _file, str),
        Route("GET", FORM_FILE, "form_file", _form_file, str),
    )
)
