"""Who may import whom. The architecture, as a test."""

import ast
import re
import sys
from pathlib import Path

import pytest

from kiosk.app.cli import NOT_IN_THE_BUNDLE

ROOT = Path(__file__).parents[1]
PRODUCT = ("kiosk", "drivers", "printing", "offline_queue", "ui")
FLOORS: dict[str, set[str]] = {
    "kiosk/model": set(),
    "kiosk/flows": {"kiosk.model"},
    "kiosk/central": {
        "kiosk.model",
        "cryptography",
        "pydantic",
        "requests",
        "urllib3",
    },
    "offline_queue": set(),
    "drivers": {
        "PIL",
        "cv2",
        "numpy",
        "pyipp",
        "pypdf",
        "pypdfium2",
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
        "pypdfium2",
        "reportlab",
        "segno",
    },
    "ui": {"kiosk.model", "kiosk.flows", "PySide6", "shiboken6"},
    "kiosk/sandbox": {
        "kiosk.model",
        "kiosk.central.wire",
        "kiosk.central.fleet_wire",
        "kiosk.central.national.wire",
        "kiosk.central.national.words",
        "kiosk.central.paper_wire",
        "kiosk.central.open_items_wire",
        "kiosk.central.registration_wire",
        "kiosk.central.sign_up_wire",
        "kiosk.central.standing_wire",
        "kiosk.central.stay_wire",
        "kiosk.central.port",
        "kiosk.central.guide_slips",
        "kiosk.central.signed_text",
        "kiosk.central.staff_pass",
        "kiosk.central.signing",
        "printing",
        "fastapi",
        "pydantic",
        "sqlalchemy",
        "starlette",
        "uvicorn",
    },
    "kiosk/diagnostics": {"kiosk.model", "drivers.port", "prometheus_client"},
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
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in PRODUCT
        for path in sources(folder)
        if any(within(name, "kiosk.app") for name in imported(path))
        and not path.is_relative_to(ROOT / "kiosk/app")
    }
    assert users == {"kiosk/__main__.py"}


def test_the_product_never_imports_its_simulators() -> None:
    """The command line alone does, each only when it is asked for."""
    simulators = ("drivers.sim", *NOT_IN_THE_BUNDLE)
    homes = [ROOT / name.replace(".", "/") for name in simulators]
    for folder in PRODUCT:
        for path in sources(folder):
            if any(path.is_relative_to(home) for home in homes):
                continue
            strays = {
                name
                for name in imported(path)
                for simulator in simulators
                if within(name, simulator)
            }
            is_command_line = path == ROOT / "kiosk/app/cli.py"
            assert not strays or is_command_line, f"{path.relative_to(ROOT)}: {strays}"


def test_the_command_line_loads_no_simulator_by_itself() -> None:
    tree = ast.parse((ROOT / "kiosk/app/cli.py").read_text())
    at_once = [n.module or "" for n in tree.body if isinstance(n, ast.ImportFrom)]
    assert at_once
    assert not [n for n in at_once if any(within(n, s) for s in NOT_IN_THE_BUNDLE)]


def left_out() -> set[str]:
    """What the bundle's recipe keeps out of it."""
    tree = ast.parse((ROOT / "kiosk.spec").read_text())
    [excluded] = [
        ast.literal_eval(keyword.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "excludes"
    ]
    return {*excluded}


def test_what_the_command_line_calls_unbundled_is_left_out_of_the_bundle() -> None:
    assert {"drivers.sim", *NOT_IN_THE_BUNDLE} <= left_out()
    for name in NOT_IN_THE_BUNDLE:
        assert (ROOT / name.replace(".", "/")).is_dir(), name


def test_nothing_that_the_product_imports_is_left_out_of_the_bundle() -> None:
    homes = [ROOT / name.replace(".", "/") for name in NOT_IN_THE_BUNDLE]
    missing = left_out() - {*NOT_IN_THE_BUNDLE}
    shipped = [
        path
        for folder in PRODUCT
        for path in sources(folder)
        if not any(path.is_relative_to(home) for home in homes)
    ]
    lost = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in shipped
        for name in imported(path)
        if any(within(name, one) for one in missing)
    }
    assert lost == set()


def test_the_interface_asks_for_nothing_of_icus_data() -> None:
    """The bundle leaves it out: deploy/stand_ins/icudata.c."""
    asks = re.compile(r"localeCompare|toLocale|QCollator|QTimeZone|QString(De|En)coder")
    files = [*sources("ui"), *sorted((ROOT / "ui").rglob("*.qml"))]
    assert [path.name for path in files if asks.search(path.read_text())] == []


def test_a_bug_is_caught_in_one_place_only() -> None:
    broad = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in PRODUCT
        for path in sources(folder)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) == "Exception")
    ]
    places = [place.partition(":")[0] for place in broad]
    # The simulation has no threads, so it does for them what they would do.
    assert places == ["kiosk/app/simulation/machine.py", "kiosk/app/workers.py"]
