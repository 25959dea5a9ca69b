"""Durable commits: the ledger as the engine uses it, and the disk itself."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count, islice
from pathlib import Path

from kiosk.app import records
from kiosk.app.gallery.values import INVOICE, SETTLEMENT, SPLIT, intent
from kiosk.app.ledger import Ledger
from kiosk.app.vault import Algorithm, Key, Vault
from kiosk.flows import payment
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    InvoiceIssued,
    Opened,
    PaymentEvent,
    SettlementConfirmed,
)
from kiosk.flows.payment_states import Payment
from offline_queue.database import Database
from tests.bench.figure import Aim, Figure, median

AIM = Aim(0.85, at_least=True)
COMMITS_A_BLOCK = 200


def figures(folder: Path, blocks: int) -> Iterator[Figure]:
    """Blocks of whole payments, one commit an event, in turns with the bare disk."""
    facts = _facts()
    ledger_rates, disk_rates = [], []
    with (
        Database(folder / "ledger.sqlite", seal=_vault()) as database,
        open(folder / "plain", "wb", buffering=0) as plain,
    ):
        ledger = Ledger(database, os.urandom)
        for _ in range(blocks):
            block = list(islice(facts, COMMITS_A_BLOCK))
            bodies = [(_written(*fact),) for fact in block]
            ledger_rates.append(_rate(ledger.record_payment, block))
            disk_rates.append(_rate(partial(_append, plain.fileno()), bodies))
    yield Figure(
        "durable commits, journal and outbox",
        median(ledger_rates[1:], "/s"),
        "write and fdatasync",
        median(disk_rates[1:], "/s"),
        AIM,
    )


def _vault() -> Vault:
    """Sealed as in a lobby."""
    return Vault([Key(Algorithm.AES_256_GCM, os.urandom(32))])


def _facts() -> Iterator[tuple[PaymentEvent, Payment]]:
    """Payments by credit contract, without end: each event, and what it leads to."""
    for number in count():
        opened = Opened(replace(intent(), key=f"019aa000-0000-7000-8000-{number:012}"))
        state = payment.begin(opened).state
        yield opened, state
        for event in (
            ChargeConfirmed(opened.key, SPLIT.self_pay),
            SettlementConfirmed(opened.key, SETTLEMENT),
            InvoiceIssued(opened.key, INVOICE),
        ):
            state = payment.step(state, event).state
            yield event, state


def _written(event: PaymentEvent, state: Payment) -> bytes:
    """The bytes of the fact and of what it leaves owing."""
    return b"".join(map(records.encode, (event, *payment.owed(state))))


def _append(file: int, body: bytes) -> None:
    os.write(file, body)
    os.fdatasync(file)


def _rate(commit: Callable[..., None], facts: Sequence[tuple[object, ...]]) -> float:
    """Commits a second."""
    began = time.perf_counter()
    for fact in facts:
        commit(*fact)
    return len(facts) / (time.perf_counter() - began)
