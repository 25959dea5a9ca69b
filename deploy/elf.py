"""What libraries offer and what they ask of others, as binutils reads it."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path


def symbols(which: str, files: Iterable[Path]) -> set[str]:
    """The dynamic symbols of all these: `--defined-only`, or `--undefined-only`."""
    told = _told("nm", "--dynamic", "--format=posix", "--quiet", which, *files)
    lines = [line.split() for line in told.splitlines()]
    return {line[0].partition("@")[0] for line in lines if len(line) > 1}


def needs(file: Path) -> set[str]:
    """The names of the libraries it asks for, not of those that they need in turn."""
    told = _told("readelf", "--dynamic", "--wide", file)
    return {*re.findall(r"\(NEEDED\).*\[(.+)\]", told)}


def _told(*command: str | Path) -> str:
    done = subprocess.run(
        command,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
