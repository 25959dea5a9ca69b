"""A language that was added is on every screen: nothing stays in English."""

from collections.abc import Iterator

import pytest

from kiosk.app.gallery.states import PORTRAIT, SAMPLES
from kiosk.flows.visit_states import Visit
from tests.lobby import Lobby
from tests.test_languages import german
from ui.languages import ENGLISH
from ui.speech.prompts import recordable


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lobby]:
    with german(tmp_path_factory.mktemp("catalogues")), Lobby(PORTRAIT) as house:
        yield house


@pytest.fixture
def lobby(house: Lobby) -> Lobby:
    """The same window for every screen, as the next patient finds it."""
    house.show(SAMPLES["out_of_service"])
    return house


@pytest.fixture(scope="module")
def untranslated() -> set[str]:
    return set(recordable(ENGLISH)) - {"English"}


@pytest.mark.parametrize("state", SAMPLES.values(), ids=SAMPLES)
def test_every_screen_speaks_it(
    lobby: Lobby, untranslated: set[str], state: Visit
) -> None:
    lobby.window.view_model.show(state)
    lobby.comfort.dress(language="de", large=False, contrast=False)
    lobby.settle()
    texts = [str(item.property("text")) for item in lobby.texts()]
    assert any(text.startswith("[") for text in texts)
    assert [text for text in texts if text in untranslated] == []
