"""`kiosk paper`: what may be on paper or not, how much numbered stock is left, and what
a person says of it. It names nobody."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.app import paper_desk
from kiosk.app.config import Config, load
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_vault
from kiosk.app.outbox_list import aligned
from kiosk.app.paper_desk import Doubt
from kiosk.flows.printing import InDoubt
from kiosk.model.invoice import Stock
from offline_queue.database import Database
from offline_queue.errors import Damaged
from offline_queue.salvage import set_aside_files

_CODE = re.compile("[0-9]{8}")
_NUMBER = re.compile("[0-9]{10}")


class BadStock(ValueError):
    """These cannot be the numbers of a pile of forms."""


def paper_table(path: Path) -> tuple[str, bool]:
    """The table, and whether a person must look. Raise BadConfig or StorageError."""
    doubts: list[Doubt] = []
    stock = None
    if _journal(path).database.exists():  # looking makes none
        with opened(path) as ledger:
            doubts, stock = list(paper_desk.doubts(ledger)), ledger.stock()
    lines = [stock_line(stock), *rows_of(doubts)]
    return "\n".join(lines), bool(doubts)


def look(path: Path, key: str, *, is_good: bool) -> None:
    """Say what a person saw. Raise NothingInDoubt, BadConfig or StorageError."""
    with opened(path) as ledger:
        paper_desk.look(ledger, key, is_good=is_good)


def load_stock(path: Path, code: str, first: str, last: str) -> str:
    """Say which forms lie in the tray. Raise BadStock, BadConfig or StorageError."""
    if not _CODE.fullmatch(code):
        raise BadStock("the code of a form has 8 digits")
    if not _NUMBER.fullmatch(first) or not _NUMBER.fullmatch(last) or last < first:
        raise BadStock("the numbers of forms have 10 digits, the lowest first")
    stock = Stock(code, int(first), int(last))
    with opened(path) as ledger:
        ledger.load_stock(stock)
    return stock_line(stock)


@contextmanager
def opened(path: Path) -> Iterator[Ledger]:
    """The journal of a kiosk that may be running. Raise BadConfig or StorageError."""
    config = _journal(path)
    config.database.parent.mkdir(parents=True, exist_ok=True)
    with Database(config.database, seal=open_vault(config)) as database:
        yield Ledger(database, secrets.token_bytes)


def _journal(path: Path) -> Config:
    config = load(path)
    if config.database.parent.exists() and set_aside_files(config.database):
        raise Damaged("what was printed stands in a damaged file: see kiosk salvage")
    return config


def stock_line(stock: Stock | None) -> str:
    if stock is None:
        return "numbered forms: none were ever loaded"
    if stock.top is None:
        return "numbered forms: used up"
    last = f"{stock.last:010d}"
    count = stock.remaining
    return f"numbered forms: {count} left, {stock.code} {stock.top.number} to {last}"


def rows_of(doubts: list[Doubt]) -> list[str]:
    """One line a doubt."""
    if not doubts:
        return ["nothing is in doubt"]
    head = ("key", "document", "number", "copy")
    return aligned([head, *map(_row, doubts)])


def _row(doubt: Doubt) -> tuple[str, str, str, str]:
    key = paper_desk.key_of(doubt)
    if isinstance(doubt, InDoubt):
        job = doubt.job
        number = job.invoice.number if job.invoice else "-"
        return key, job.document.value, number, str(job.copy)
    return key, "form", doubt.exchange.form.number, "-"
