"""换开: a form is used once, an invoice is paper or it is not, a doubt stays one."""

from itertools import product

import pytest

from kiosk.app.gallery.values import INVOICE, KEY
from kiosk.flows import exchange
from kiosk.flows.exchange import (
    ConfirmExchange,
    Confirming,
    Doubtful,
    ExchangeConfirmed,
    Exchanged,
    ExchangeEvent,
    ExchangeFailed,
    ExchangeOpened,
    ExchangeState,
    ExchangeVoided,
    FetchForm,
    FormFetched,
    FormPrinted,
    FormRefused,
    FormReserved,
    FormSpoiled,
    FormUnproved,
    OnForm,
    PrintForm,
    Reserved,
    ReserveForm,
    Reserving,
    Voided,
    VoidExchange,
    Voiding,
    step,
    uses_form,
)
from kiosk.flows.recovery import on_waking, replay_exchange
from kiosk.model.invoice import Exchange, PaperForm

THIS = Exchange(KEY, "P1", INVOICE, PaperForm("31060199", "0000000001"))
STATES: list[ExchangeState] = [
    Reserving(THIS),
    Reserved(THIS),
    OnForm(THIS),
    Doubtful(THIS),
    Confirming(THIS),
    Exchanged(THIS),
    Voiding(THIS),
    Voiding(THIS, spoiled=True),
    Voided(THIS),
]
EVENTS: list[ExchangeEvent] = [
    ExchangeOpened(THIS),
    FormReserved(KEY),
    FormRefused(KEY),
    ExchangeFailed(KEY),
    FormFetched(KEY, b"%PDF"),
    FormPrinted(KEY),
    FormUnproved(KEY),
    FormSpoiled(KEY),
    ExchangeConfirmed(KEY),
    ExchangeVoided(KEY),
]
OPENED = ExchangeOpened(THIS)


def after(*events: ExchangeEvent) -> ExchangeState:
    return replay_exchange([OPENED, *events])


def test_the_number_is_reserved_before_anything_is_printed() -> None:
    state, effects = exchange.begin(OPENED)
    assert effects == (ReserveForm(THIS),)
    state, effects = step(state, FormReserved(KEY))
    assert effects == (FetchForm(THIS),)
    state, effects = step(state, FormFetched(KEY, b"%PDF"))
    assert effects == (PrintForm(THIS, b"%PDF"),)
    state, effects = step(state, FormPrinted(KEY))
    assert (state, exchange.owed(state)) == (Confirming(THIS), (ConfirmExchange(KEY),))
    assert step(state, ExchangeConfirmed(KEY)).state == Exchanged(THIS)


def test_a_refusal_leaves_the_invoice_as_it_was_and_owes_nothing() -> None:
    refused = after(FormRefused(KEY))
    assert refused == Voided(THIS)
    assert exchange.owed(refused) == ()


@pytest.mark.parametrize("before", [(), (FormReserved(KEY),)])
def test_silence_is_ended_by_voiding(before: tuple[ExchangeEvent, ...]) -> None:
    state = after(*before, ExchangeFailed(KEY))
    assert exchange.owed(state) == (VoidExchange(KEY, spoiled=False),)
    assert not uses_form(state)


def test_what_the_printer_says_it_did_not_do_gives_the_form_back() -> None:
    state = after(FormReserved(KEY), FormFetched(KEY), ExchangeFailed(KEY))
    assert state == Voiding(THIS, spoiled=False)


def test_a_form_in_doubt_is_nobodys_to_use_until_a_person_has_looked() -> None:
    doubtful = after(FormReserved(KEY), FormFetched(KEY), FormUnproved(KEY))
    assert doubtful == Doubtful(THIS)
    assert exchange.is_open(doubtful)
    assert exchange.owed(doubtful) == ()
    assert step(doubtful, FormPrinted(KEY)).state == Confirming(THIS)
    assert step(doubtful, FormSpoiled(KEY)).state == Voiding(THIS, spoiled=True)


def test_a_power_cut_before_the_printing_voids_and_in_it_is_a_doubt() -> None:
    early, late = Reserved(THIS), OnForm(THIS)
    assert list(on_waking([early])) == [ExchangeFailed(KEY)]
    assert list(on_waking([late])) == [FormUnproved(KEY)]
    for at_rest in (Doubtful(THIS), Confirming(THIS), Voiding(THIS), Exchanged(THIS)):
        assert list(on_waking([at_rest])) == []


def test_what_was_fetched_before_a_power_cut_is_not_printed_after_it() -> None:
    """The file is volatile, so a replayed event has none."""
    assert step(Reserved(THIS), FormFetched(KEY)).effects == ()


@pytest.mark.parametrize(("state", "event"), [*product(STATES, EVENTS)])
def test_bytes_go_to_a_form_only_once_it_is_reserved(
    state: ExchangeState, event: ExchangeEvent
) -> None:
    effects = step(state, event).effects
    if any(isinstance(effect, PrintForm) for effect in effects):
        assert state == Reserved(THIS)


@pytest.mark.parametrize(("state", "event"), [*product(STATES, EVENTS)])
def test_an_end_is_an_end(state: ExchangeState, event: ExchangeEvent) -> None:
    after = step(state, event).state
    if isinstance(state, Exchanged | Voided):
        assert after == state
    if isinstance(state, Confirming):
        assert isinstance(after, Confirming | Exchanged)
    if uses_form(state):
        assert uses_form(after)
