"""Both READMEs lead to the same places, and every place is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
LINK = re.compile(r"\]\(([^)#]+)\)")
SHELL = re.compile(r"^    (\S.*)$", re.MULTILINE)
COMMAND = re.compile(r"`((?:kiosk|script)[^`]*)`")


def text(path: Path) -> str:
    return path.read_text("utf-8")


def links(path: Path) -> set[str]:
    return set(LINK.findall(text(path))) - {ENGLISH.name, CHINESE.name}


def test_they_lead_to_the_same_places() -> None:
    assert links(ENGLISH) == links(CHINESE)


def test_every_document_is_reached() -> None:
    documents = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert documents - links(ENGLISH) == set()


@pytest.mark.parametrize("readme", [ENGLISH, CHINESE])
def test_every_place_is_there(readme: Path) -> None:
    assert [link for link in links(readme) if not (ROOT / link).exists()] == []


def test_they_name_the_same_commands() -> None:
    assert SHELL.findall(text(ENGLISH)) == SHELL.findall(text(CHINESE))
    named = [set(COMMAND.findall(text(path))) for path in (ENGLISH, CHINESE)]
    assert named[0] - named[1] == set()


def test_they_have_the_same_parts() -> None:
    parts = [
        [line for line in text(path).splitlines() if line.startswith("#")]
        for path in (ENGLISH, CHINESE)
    ]
    assert len(parts[0]) == len(parts[1])
