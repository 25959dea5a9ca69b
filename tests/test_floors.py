"""Who may import whom. The architecture, as a test."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS: dict[str, set[str]] = {
    "kiosk/model": set(),
    "kiosk/flows": {"kiosk.model"},
    "kiosk/central": {"kiosk.model", "requests", "urllib3", "pydantic"},
    "offline_queue": set(),
    "drivers": {
        "PIL",
        "cv2",
        "numpy",
        "pyipp",
        "pyzbar",
        "requests",
        "segno",
        "serial",
        "urllib3",
        "zxingcpp",
    },
    "printing": {
        "kiosk.model",
        "drivers.port",
        "PIL",
        "escpos",
        "pypdf",
        "reportlab",
        "segno",
    },
    "ui": {"kiosk.model", "kiosk.flows", "PySide6", "shiboken6"},
    "kiosk/sandbox": {
        "kiosk.model",
        "kiosk.central.wire",
        "kiosk.central.port",
        "printing",
        "fastapi",
        "pydantic",
        "sqlalchemy",
        "starlette",
        "uvicorn",
    },
    "kiosk/diagnostics": {"kiosk.model", "drivers.port"},
}
# A pure flow knows no time, no chance, no threads and no files.
IMPURE = {"time", "random", "uuid", "socket", "threading", "os", "pathlib", "secrets"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add(node.module or "")
    return names


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_leans_only_on_the_floors_below(floor: str) -> None:
    allowed = {floor.replace("/", "."), "kiosk.__version__", *FLOORS[floor]}
    for path in sources(floor):
        foreign = {
            name
            for name in imported(path)
            if name.partition(".")[0] not in sys.stdlib_module_names
        }
        strays = {n for n in foreign if not any(within(n, a) for a in allowed)}
        assert not strays, f"{path.relative_to(ROOT)} may not import {strays}"


@pytest.mark.parametrize("floor", ["kiosk/model", "kiosk/flows"])
def test_the_core_is_pure(floor: str) -> None:
    for path in sources(floor):
        assert not imported(path) & IMPURE, path.relative_to(ROOT)


def test_only_the_entry_point_imports_the_app() -> None:
    folders = ["kiosk", "drivers", "printing", "offline_queue", "ui"]
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in sources(folder)
        if any(within(name, "kiosk.app") for name in imported(path))
        and not path.is_relative_to(ROOT / "kiosk/app")
    }
    assert users == {"kiosk/__main__.py"}


def test_the_product_never_imports_its_simulators() -> None:
    allowed = ROOT / "kiosk/app/demo"
    for folder in ["kiosk", "printing", "offline_queue", "ui", "drivers"]:
        for path in sources(folder):
            if path.is_relative_to(allowed) or path.is_relative_to(
                ROOT / "drivers/sim"
            ):
                continue
            strays = {name for name in imported(path) if within(name, "drivers.sim")}
            assert not strays, f"{path.relative_to(ROOT)} imports {strays}"


def test_a_bug_is_caught_in_one_place_only() -> None:
    broad = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ["kiosk", "drivers", "printing", "offline_queue", "ui"]
        for path in sources(folder)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) == "Exception")
    ]
    assert len(broad) == 1
    assert broad[0].startswith("kiosk/app/workers.py")
