"""Writes down what of others is in the bundle, and under which licences.

Packages of Python say it, or licence_texts/ says it for them; for the system's
libraries Debian's package database is asked. What has no licence text ends a build.
"""

import os
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePath

NAME = "THIRD-PARTY.txt"
KEPT = Path(__file__).parent / "licence_texts"
COMMON = "/usr/share/common-licenses"
# Those that say nothing themselves.
TEXTS = {
    "PySide6_Essentials": KEPT / "pyside6.txt",
    "pyserial": KEPT / "pyserial.txt",
    "shiboken6": KEPT / "pyside6.txt",
}
IS_LICENCE = re.compile(r"\.dist-info/(licenses/.*|(LICEN[CS]E|COPYING|NOTICE)[^/]*)$")
FIRST_WORDS = f"""\
The kiosk is under the Apache License 2.0, {COMMON}/Apache-2.0.
What follows are the works of others that are packaged with it, and the terms of each.

Shared libraries lie as files of their own in _internal, so that others may be put in
their place. The sources of each are to be had, by name and version, of the Python
Package Index or of the system that it is from. No text is given twice, and those of
{COMMON} stand at the end.
"""
RULE = "=" * 80


@dataclass(frozen=True, slots=True)
class Work:
    """Something of somebody else's, under terms."""

    name: str
    version: str
    texts: tuple[str, ...]
    terms: str = ""
    files: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return f"{self.name} {self.version}"


def notice(modules: Iterable[str], sources: Iterable[str]) -> str:
    """The whole file, of these modules and of the files that were copied."""
    works = [
        _python(),
        _distribution("pyinstaller"),
        *map(_distribution, sorted(distributions(modules), key=str.lower)),
        *_packages(filter(is_the_systems, sources)),
    ]
    lacking = [one.heading for one in works if not any(one.texts)]
    if lacking:
        raise SystemExit(f"no licence text: {', '.join(lacking)}")
    parts = [FIRST_WORDS, *_listed(works)]
    named = {*re.findall(rf"{COMMON}/([\w.-]*\w)", "".join(parts))}
    homes = {name: Path(COMMON, name).resolve() for name in sorted(named)}
    for name, home in homes.items():
        text = _read(home) if home.name == name else f"See {home}."
        parts.append(f"{RULE}\n{COMMON}/{name}\n\n{text}")
    return "\n".join(parts)


def headings(text: str) -> set[str]:
    """The names of the works in such a file."""
    found = re.findall(rf"^{RULE}\n(.+) \S+$", text, re.MULTILINE)
    return {*found}


def files_named(text: str) -> set[str]:
    """The libraries of the system whose licences are in it."""
    lines = re.findall(r"^Files: (.+)$", text, re.MULTILINE)
    return {name for line in lines for name in line.split(", ")}


def distributions(modules: Iterable[str]) -> set[str]:
    """The packages of Python that these modules are of."""
    owners = metadata.packages_distributions()
    tops = {name.partition(".")[0] for name in modules}
    return {owner for top in tops for owner in owners.get(top, ())} - {"hospital-kiosk"}


def _listed(works: Iterable[Work]) -> Iterator[str]:
    given: dict[str, str] = {}
    for work in works:
        lines = [RULE, work.heading]
        lines += [f"Licence: {work.terms}"] if work.terms else []
        lines += [f"Files: {', '.join(work.files)}"] if work.files else []
        for text in work.texts:
            before = given.setdefault(text, work.name)
            lines += ["", text if before == work.name else f"The same as of {before}."]
        yield "\n".join(lines) + "\n"


def is_the_systems(source: str) -> bool:
    """Whether a file is no wheel's, not Python's own and not made by the build."""
    homes = {sysconfig.get_path("purelib"), sysconfig.get_path("stdlib")}
    if sys.base_prefix != "/usr":
        homes.add(sys.base_prefix)
    return not any(Path(source).is_relative_to(home) for home in homes)


def _python() -> Work:
    text = _read(Path(os.__file__).with_name("LICENSE.txt"))
    text = text or _copyright(_package(Path(os.__file__)))
    return Work("Python", platform.python_version(), (text,))


def _distribution(name: str) -> Work:
    found = metadata.distribution(name)
    files = [one for one in found.files or () if IS_LICENCE.search(str(one))]
    paths = [Path(str(one.locate())) for one in files] or [TEXTS.get(name, KEPT)]
    said = found.metadata.json
    terms = str(said.get("license_expression") or said.get("license") or "")
    return Work(
        name,
        found.version,
        tuple(_read(one) for one in sorted(paths) if one.is_file()),
        terms.partition("\n")[0],
    )


def _packages(sources: Iterable[str]) -> Iterator[Work]:
    """Debian's, by the libraries that were taken from them."""
    taken: dict[str, set[str]] = {}
    for source in sources:
        taken.setdefault(_package(Path(source)), set()).add(PurePath(source).name)
    for package in sorted(taken):
        [version] = _told("dpkg-query", "--show", "--showformat=${Version}", package)
        files = tuple(sorted(taken[package]))
        yield Work(package, version, (_copyright(package),), files=files)


def _copyright(package: str) -> str:
    return _read(Path("/usr/share/doc", package.partition(":")[0], "copyright"))


def _package(source: Path) -> str:
    """The package that brought the file, which may have been /lib's once."""
    path = str(source.resolve())
    for one in (path, path.removeprefix("/usr")):
        owners = _told("dpkg-query", "--search", one)
        if owners:
            return owners[0].partition(": ")[0]
    raise SystemExit(f"no package of the system has {source}: its licence is not known")


def _told(*command: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
