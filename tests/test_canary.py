"""No word of a person stands in anything that lasts. `python -m tests.canary` lives a
longer day."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.demo.scene import Scene
from tests.canary.crash import CANARY, LAYERS
from tests.canary.crashes import crash
from tests.canary.run import search_a_day
from tests.canary.words import quoted, quoted_in_text

WALKS = (
    "test_the_slip_and_the_invoice_come_out_on_paper",
    "test_without_a_network_a_promise_is_written_and_kept",
    "she_goes_away_before_paying",
)


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


def test_a_bug_in_any_layer_is_located_and_quotes_nobody(
    scene: Scene, tmp_path: Path
) -> None:
    heard = crash(scene.write_config(data=tmp_path, kiosk_id="CRASH-1"))
    assert len(heard.places) == len(LAYERS)
    assert not any(word in heard.said for word in CANARY.split("-"))
    [cores] = [line for line in heard.limits.splitlines() if "core file" in line]
    assert cores.split()[4:6] == ["0", "0"]


def test_after_a_day_nobodys_words_are_anywhere(tmp_path: Path) -> None:
    found = search_a_day(tmp_path, WALKS)
    assert found.hits == ()
    assert found.walks == len(WALKS)
    assert found.words > 100


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_word_is_found_however_it_is_written(encoding: str) -> None:
    content = b"\x00\xff" + "买买提江".encode(encoding) + b"\xfe"
    assert [*quoted(content, ["欧阳晓明", "买买提江"])] == ["买买提江"]


def test_a_word_is_found_in_a_log_line() -> None:
    assert [*quoted_in_text('{"x": "\\u5f20*"}', ["张*", "李*"])] == ["张*"]
