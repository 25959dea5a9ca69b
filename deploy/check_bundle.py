"""Says what must not be in the bundle and is, and how large it is.

`python deploy/check_bundle.py dist/kiosk`; kiosk.spec does so after every build.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

from deploy import licences
from kiosk.app.cli import NOT_IN_THE_BUNDLE

ROOT = Path(__file__).parents[1]
MOST_MB = 305
NEVER = (
    *NOT_IN_THE_BUNDLE,
    # what only they need
    "fastapi",
    "pg8000",
    "sqlalchemy",
    "starlette",
    "uvicorn",
    # what proves and builds
    "tests",
    "setuptools",
    # another Qt
    "PyQt5",
    "PyQt6",
    "PySide2",
    "cv2.qt",
)
OURS = {"drivers", "kiosk", "offline_queue", "printing", "ui"}
QT_HOME = "PySide6/Qt/lib/"
CHINESE = "ui/translations/kiosk_zh_CN.qm"


def problems(folder: Path) -> list[str]:
    """Everything that is wrong with a bundle, one line each."""
    files = sorted(contents(folder))
    names = names_in(folder)
    found = [f"{name} is in it" for name in sorted(forbidden(names))]
    found += [f"{name} is not locked" for name in sorted(unlocked(modules(folder)))]
    found += [f"a second Qt: {name}" for name in foreign_qt(files)]
    found += [f"{name} is without its licence" for name in unlicensed(folder)]
    found += (
        [] if CHINESE in files else [f"{CHINESE} is missing: python -m ui.translate"]
    )
    if megabytes(folder) > MOST_MB:
        found.append(f"{megabytes(folder):.0f} MB, of at most {MOST_MB}")
    return found


def names_in(folder: Path) -> set[str]:
    """Every module in it, and every file as if it were one."""
    return {*modules(folder), *map(as_module, contents(folder))}


def modules(folder: Path) -> set[str]:
    """Every module in the archive that the program carries."""
    archive = CArchiveReader(str(folder / "kiosk"))
    return {*archive.open_embedded_archive("PYZ.pyz").toc}


def contents(folder: Path) -> Iterator[str]:
    """Every file beside it, as the program finds them."""
    inner = folder / "_internal"
    for path in inner.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(inner).as_posix()


def as_module(file: str) -> str:
    return file.split(".")[0].replace("/", ".")


def forbidden(names: Iterable[str]) -> set[str]:
    """Whatever of these pretends, proves or is another Qt."""
    return {
        never
        for name in names
        for never in NEVER
        if name == never or name.startswith(never + ".")
    }


def unlocked(names: Iterable[str]) -> set[str]:
    """The packages that requirements.lock does not name: no part of the kiosk."""
    lock = (ROOT / "requirements.lock").read_text()
    locked = {plain(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    owners = packages_distributions()
    tops = {name.partition(".")[0] for name in names} - OURS
    return {
        top
        for top in tops & owners.keys()
        if not locked & {plain(owner) for owner in owners[top]}
    }


def plain(name: str) -> str:
    """A distribution's name as all spellings of it have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def foreign_qt(files: Iterable[str]) -> list[str]:
    """Libraries of Qt that do not lie where PySide6 has its own."""
    return [
        file
        for file in files
        if re.search(r"(^|/)libQt\d?[A-Z]\w*[.-]", file)
        and not file.startswith(QT_HOME)
    ]


def unlicensed(folder: Path) -> list[str]:
    """The works of others and libraries of the system that the notice lacks."""
    notice = folder / licences.NAME
    text = notice.read_text(encoding="utf-8") if notice.is_file() else ""
    works = {"Python", "pyinstaller", *licences.distributions(names_in(folder))}
    libraries = {
        file
        for file in contents(folder)
        if re.fullmatch(r"lib(?!python)[^/]+\.so[.\d]*", file)
    }
    named = licences.headings(text) | licences.files_named(text)
    return sorted((works | libraries) - named)


def megabytes(folder: Path) -> float:
    sizes = (p.stat().st_size for p in folder.rglob("*") if not p.is_symlink())
    return sum(sizes) / 1e6


def main(folder: Path) -> int:
    """Print what was found; return the exit code."""
    found = problems(folder)
    for problem in found:
        print(f"kiosk: the bundle: {problem}", file=sys.stderr)
    print(f"{folder}: {megabytes(folder):.0f} MB")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
