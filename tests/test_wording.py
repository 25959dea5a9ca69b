"""The words: complete, short, in every language, and never wrong about money."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest

from kiosk.app.gallery.invoices import COLLECTING
from kiosk.app.gallery.states import (
    DEBTS,
    DOWN,
    LATER,
    PAYMENTS,
    PROMISES,
    SAMPLES,
    SETTLEMENTS,
    finished,
)
from kiosk.flows.abilities import Abilities
from kiosk.flows.invoice_states import Collected, Exchanging, PuttingOut
from kiosk.flows.payment_states import Indebted
from kiosk.flows.visit_states import Problem
from kiosk.model.charge import Refusal
from kiosk.model.codes import CodeKind, ScanStep
from kiosk.model.document import Document
from kiosk.model.intent import Method
from kiosk.model.receipt import MoneyWord
from tests.lobby import offscreen_app
from ui import invoice_wording, languages, paper_wording, payment_wording, wording
from ui.message import Message
from ui.reasons import problems, refusals
from ui.translate import compile_translations

CATALOGUES = sorted(languages.FOLDER.glob("*.ts"))
CHINESE = languages.FOLDER / "kiosk_zh_CN.ts"
in_each_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES)
CLAIMS = re.compile("未扣款|已扣款|正在确认|[Cc]harged")
SPOKEN = (
    *PAYMENTS.values(),
    *PROMISES.values(),
    *SETTLEMENTS.values(),
    *(Indebted(LATER, reason) for reason in DEBTS),
)
PRINTED = [
    state
    for state in COLLECTING.values()
    if isinstance(state, PuttingOut | Collected | Exchanging)
]
SENTENCE_END = re.compile(r"[。！？]|[.!?](?:\s|$)")


@pytest.fixture(params=["en", *(one.stem.removeprefix("kiosk_") for one in CATALOGUES)])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    offscreen_app()
    compile_translations()
    tongue = languages.Tongue()
    tongue.speak(next(one for one in languages.known() if one.code == request.param))
    yield request.param
    tongue.silence()


def messages() -> list[Message]:
    return [
        *problems().values(),
        *refusals().values(),
        *map(payment_wording.payment_message, SPOKEN),
        *map(payment_wording.farewell, SPOKEN),
        *map(invoice_wording.message_of, PRINTED),
        wording.cut_off(),
        *(wording.closed(SAMPLES[name].abilities) for name in ("out_of_service",)),
    ]


def test_every_problem_and_every_refusal_has_words() -> None:
    assert set(problems()) == set(Problem)
    assert set(refusals()) == set(Refusal)
    assert set(payment_wording.methods()) == set(Method)


def test_the_money_sentences_are_the_three_of_the_rule(language: str) -> None:
    said = [wording.money(word) for word in MoneyWord]
    assert len(set(said)) == 3
    if language == "zh_CN":
        assert said == [word.value for word in MoneyWord]


def test_a_promise_reads_exactly_like_this(language: str) -> None:
    said = wording.money_of(finished(PROMISES["deferred"], abilities=DOWN))
    if language == "zh_CN":
        assert said == "未扣款，已登记，网络恢复后自动结算"
    else:
        assert said.startswith("Not charged.")


def test_the_promise_is_withdrawn_once_money_may_move(language: str) -> None:
    said = wording.money_of(finished(PROMISES["carrying_out"]))
    assert said == wording.money(MoneyWord.UNCERTAIN)


def test_what_is_registered_already_is_not_called_untouched() -> None:
    state = SAMPLES["trouble_already_registered"]
    assert wording.word_of(state) is MoneyWord.UNCERTAIN


def test_some_of_the_bills_are_counted_and_the_rest_of_the_money_is_named(
    language: str,
) -> None:
    partly = payment_wording.payment_message(SETTLEMENTS["partly"])
    assert "1" in partly.happened
    assert "3" in partly.happened
    [owing] = SETTLEMENTS["partly"].owing
    assert str(owing.amount) in partly.todo
    returned = payment_wording.payment_message(SETTLEMENTS["partly_returned"])
    assert str(owing.amount) in returned.todo
    assert returned.todo != partly.todo


def test_a_debt_names_where_it_can_be_paid(language: str) -> None:
    for reason in DEBTS:
        assert (
            "{window}" in payment_wording.payment_message(Indebted(LATER, reason)).todo
        )


def test_without_network_the_welcome_says_what_works_and_what_does_not(
    language: str,
) -> None:
    assert len(wording.possible(DOWN)) == 1
    assert any("{window}" in text for text in wording.limits(DOWN))
    assert wording.possible(Abilities()) == []
    assert wording.possible(Abilities(central=False)) == []


def test_nothing_is_called_as_usual_while_the_network_is_down() -> None:
    [*_, last] = wording.limits(Abilities(central=False, receipts=False))
    assert "as usual" not in last


def test_every_message_says_what_happened_and_what_to_do(language: str) -> None:
    for message in messages():
        assert all(astuple(message)), message


def test_no_message_makes_a_claim_about_money_of_its_own(language: str) -> None:
    for message in messages():
        for text in astuple(message):
            assert not CLAIMS.search(text), text


def test_two_sentences_at_most(language: str) -> None:
    for message in messages():
        assert len(SENTENCE_END.findall(message.title)) == 0, message
        assert len(SENTENCE_END.findall(message.happened)) <= 1, message
        assert len(SENTENCE_END.findall(message.todo)) <= 1, message


def test_titles_fit_a_glance() -> None:
    titles = [
        text for source, text in translations(CHINESE) if source in english_titles()
    ]
    assert titles
    assert [title for title in titles if len(title) > 14] == []


def test_a_wrong_code_is_named(language: str) -> None:
    names = wording.code_names()
    for kind in CodeKind:
        for step in ScanStep:
            text = wording.wrong_code(kind, step)
            assert text
            assert kind not in names or names[kind] in text


def test_the_window_is_the_only_thing_filled_in(language: str) -> None:
    texts = [text for message in messages() for text in astuple(message)]
    texts += wording.limits(Abilities(central=False, receipts=False, invoices=False))
    texts += [*wording.limits(DOWN), *wording.possible(DOWN)]
    holes = {hole for text in texts for hole in re.findall(r"\{.*?\}", text)}
    assert holes == {"{window}"}


def test_every_paper_state_has_words(language: str) -> None:
    for name in SAMPLES:
        match SAMPLES[name]:
            case state if name.startswith("settled"):
                for document in Document:
                    paper = state.paper(document)  # type: ignore[union-attr]  # settled
                    assert paper_wording.status(document, paper, issued=True, able=True)


@in_each_catalogue
def test_nothing_is_left_untranslated(catalogue: Path) -> None:
    assert [source for source, text in translations(catalogue) if not text] == []
    assert "unfinished" not in catalogue.read_text("utf-8")
    assert 'type="vanished"' not in catalogue.read_text("utf-8")


@in_each_catalogue
def test_every_word_in_the_program_is_translated_where_it_is_said(
    catalogue: Path,
) -> None:
    """Qt looks a text up under its context: a QML file's name, or the first argument
    of `translate`. Under another one it is not found, and English is shown."""
    known = {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(catalogue).getroot().iter("context")
        for message in context.iter("message")
    }
    assert spoken() - known == set()


@in_each_catalogue
def test_placeholders_survive_translation(catalogue: Path) -> None:
    for source, text in translations(catalogue):
        holes = re.compile(r"%\d|\{\w+\}")
        assert sorted(holes.findall(source)) == sorted(holes.findall(text)), source


def test_compiling_again_does_nothing() -> None:
    compile_translations()
    assert compile_translations() == []


def translations(catalogue: Path) -> list[tuple[str, str]]:
    root = ET.parse(catalogue).getroot()
    return [
        (message.findtext("source", ""), message.findtext("translation", ""))
        for message in root.iter("message")
    ]


def english_titles() -> set[str]:
    """Titles in the source language; needs no translator installed."""
    return {message.title for message in messages()}


def spoken() -> set[tuple[str, str]]:
    """Every text that a source file marks for translation, under its context."""
    ui = Path(wording.__file__).parent
    found = {
        (path.stem, text)
        for path in ui.rglob("*.qml")
        for text in re.findall(r'qsTr\("(.*?)"\)', path.read_text())
    }
    call = re.compile(r'translate\(\s*"(\w+)",\s*((?:"[^"]*"\s*)+)')
    for path in ui.glob("*.py"):
        for context, text in call.findall(path.read_text()):
            joined = re.sub(r'"\s*"', "", text).strip(" \n")
            found.add((context, joined.strip('"')))
    return found
