"""A day in a process of its own, and the search of everything that it left."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.canary.words import found_in, quoted, quoted_in_text

ROOT = Path(__file__).parents[2]


class DayBroke(Exception):
    """A walk did not come to its end. Says what was said until then."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked for, where, and what was found."""

    walks: int
    words: int
    searched: int  # bytes
    hits: tuple[str, ...]


def search_a_day(
    folder: Path, walks: Sequence[str] = (), tell: Callable[[str], None] = print
) -> Search:
    """Live these walks, or all; every hit is a bug. `folder` must be empty."""
    temporary, said = folder / "tmp", folder / "said"
    temporary.mkdir()
    count = 0
    with said.open("wb") as ear:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.canary.day", str(folder), *walks],
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "TMPDIR": str(temporary),
            },
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=ear,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdout as names, process.stdin:
            for name in names:
                if not name.strip():
                    break
                count += 1
                tell(name.strip())
            known = _known_to_the_system(process.pid)
        process.wait()
    if process.returncode:
        raise DayBroke(said.read_text(encoding="utf-8"))
    words = json.loads((folder / "world" / "words").read_text(encoding="utf-8"))
    places = (folder / "data", folder / "alive", temporary)
    hits = [hit for place in places for hit in found_in(place, words)]
    lines = said.read_text(encoding="utf-8")
    hits += [f"it said {word}" for word in quoted_in_text(lines, words)]
    hits += [f"/proc shows {word}" for word in quoted(known, words)]
    searched = sum(
        path.stat().st_size
        for place in places
        for path in place.rglob("*")
        if path.is_file()
    )
    searched += len(known) + len(lines)
    return Search(count, len(words), searched, tuple(hits))


def _known_to_the_system(pid: int) -> bytes:
    """The environment and the command line, of a process that lives."""
    proc = Path(f"/proc/{pid}")
    try:
        return (proc / "environ").read_bytes() + (proc / "cmdline").read_bytes()
    except ProcessLookupError:
        return b""
