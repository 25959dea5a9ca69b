"""The packaged program, from a picture of a code to a printed invoice.

It is built, and runs where there is no Python: its environment is an empty PATH. The
sandbox and the devices run outside it; who touches it is an AT-SPI client.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.check_bundle import CHINESE, problems
from deploy.licences import NAME
from drivers.sim.keyboard_scanner import SimKeyboardScanner
from drivers.sim.phone import qr_picture
from kiosk.app.demo.scene import Scene
from kiosk.app.exit_codes import OK, WRONG_USE
from tests.at_spi.desk import HOW_TO_INSTALL, Reader, desk, is_missing
from tests.enrolling import enrol
from tests.pdf_reading import text_of

SIZE = (540, 960)
ROOT = Path(__file__).parents[1]
LIMIT_S = 40.0
BUILD_LIMIT_S = 500


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as script/package builds it, beside whatever lies in dist/."""
    home = tmp_path_factory.mktemp("bundle")
    build = ["--distpath", str(home / "dist"), "--workpath", str(home / "build")]
    command = [sys.executable, "-m", "PyInstaller", *build, str(ROOT / "kiosk.spec")]
    done = subprocess.run(
        [*command, "--log-level", "ERROR"],
        capture_output=True,
        text=True,
        timeout=BUILD_LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return home / "dist" / "kiosk"


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def nothing(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has no programs, Python neither."""
    empty = tmp_path / "empty"
    empty.mkdir()
    return {"PATH": str(empty), "LC_ALL": "C.UTF-8"}


def said(
    bundle: Path, environment: dict[str, str], *arguments: str
) -> "subprocess.CompletedProcess[str]":
    """What the packaged program answers on the command line."""
    return subprocess.run(
        [str(bundle / "kiosk"), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


@pytest.mark.skipif(is_missing(), reason=HOW_TO_INSTALL)
def test_a_code_held_up_to_the_packaged_program_becomes_an_invoice_on_paper(
    bundle: Path, scene: Scene, nothing: dict[str, str], tmp_path: Path
) -> None:
    config = scene.write_config(data=tmp_path / "data", screen_px=SIZE)
    log = tmp_path / "log"
    quiet = {"QT_LOGGING_RULES": "qt.accessibility.atspi=false"}  # of the client's ways
    command = [str(bundle / "kiosk"), "run", "--config", str(config)]
    logged = ["/bin/sh", "-c", f'exec "$@" 2>{log}', "sh", *command]
    with desk(logged, "{}x{}x24".format(*SIZE), nothing | quiet) as reader:
        pays_and_takes_the_slip(reader, scene)
        prints_the_invoice(reader, scene)
    lines = log.read_text().splitlines()
    assert [line for line in lines if not line.startswith("{")] == []
    events = [json.loads(line)["event"] for line in lines]
    assert not {"bug.found", "window.complained"} & {*events}
    assert events[-1] == "kiosk.stopped"
    books = scene.sandbox.books()
    assert len(books["settlements"]) == len(books["invoices"]) == 1
    assert books["balanced"]


def pays_and_takes_the_slip(reader: Reader, scene: Scene) -> None:
    reader.hears("您好", "缴费", "打印发票")
    holds_up(scene, "voucher")
    reader.hears("请选择要缴的费用", "欧阳*明")
    scene.camera.lower()
    reader.presses("下一步")
    reader.hears("请核对金额", "未扣款")
    reader.presses("一键支付")
    reader.hears("缴费成功", "已扣款")
    reader.touches("打印凭条")
    reader.hears("已打好，请取走凭条")
    [slip] = scene.receipt_printer.slips
    assert slip.startswith(b"\x1b@")
    assert "缴费凭条".encode("gb18030") in slip
    reader.presses("完成")


def prints_the_invoice(reader: Reader, scene: Scene) -> None:
    reader.presses("打印发票")
    holds_up(scene, "suishen")
    reader.hears("请选择要打印的发票")
    scene.camera.lower()
    reader.presses("先看一看")
    reader.presses("打印")
    reader.hears("您选的都已打印好。")
    [invoice] = scene.page_printer.pages
    assert "医疗" in text_of(invoice)


def holds_up(scene: Scene, kind: str) -> None:
    """A phone before the camera: its pixels, and nothing but them, are what is read."""
    code = scene.sandbox.fresh_codes("P1008")[kind]
    scene.camera.hold_up(qr_picture(code))


def test_the_packaged_program_looks_at_everything_and_says_so(
    bundle: Path, scene: Scene, nothing: dict[str, str], tmp_path: Path
) -> None:
    config = scene.write_config(data=tmp_path / "data")
    enrol(config)
    told = said(bundle, nothing, "doctor", "--json", "--config", str(config))
    assert told.returncode == OK, told.stderr
    levels = {one["name"]: one["level"] for one in json.loads(told.stdout)["checks"]}
    devices = ("serial_scanner", "camera", "receipt_printer", "page_printer")
    assert {levels[name] for name in ("central", *devices)} == {"ok"}


@pytest.mark.parametrize(
    "command",
    [
        ("demo", "--headless"),
        ("gallery",),
        ("sandbox",),
        ("simulate",),
        ("first-day",),
        ("simulate-device", "camera"),
    ],
)
def test_the_packaged_program_cannot_pretend(
    bundle: Path, nothing: dict[str, str], command: tuple[str, ...]
) -> None:
    told = said(bundle, nothing, *command)
    assert told.returncode == WRONG_USE
    assert told.stderr == "kiosk: this build has no simulators\n"
    assert told.stdout == ""


def test_the_packaged_program_takes_no_sandbox_into_production(
    bundle: Path, scene: Scene, nothing: dict[str, str], tmp_path: Path
) -> None:
    path = scene.write_config(data=tmp_path / "data")
    path.write_text(path.read_text().replace('"demo"', '"production"'))
    told = said(bundle, nothing, "run", "--config", str(path))
    assert told.returncode == WRONG_USE
    assert told.stderr == "kiosk: central.url: production needs https\n"


@pytest.mark.parametrize(
    ("environment", "found"),
    [("demo", "ok"), ("production", "not grabbed")],
)
def test_the_packaged_program_takes_no_simulated_scanner_into_production(
    bundle: Path,
    scene: Scene,
    nothing: dict[str, str],
    tmp_path: Path,
    environment: str,
    found: str,
) -> None:
    path = scene.write_config(data=tmp_path / "data")
    text = path.read_text().replace('"demo"', f'"{environment}"')
    text = text.replace('key = "file"', 'key = "credential"')
    text = text.replace(f"http://127.0.0.1:{scene.cable.port}", "https://127.0.0.1:1")
    with SimKeyboardScanner() as scanner:
        path.write_text(f'{text}\n[keyboard_scanner]\npath = "{scanner.where}"\n')
        told = said(bundle, nothing, "doctor", "--json", "--config", str(path))
    checks = {one["name"]: one["found"] for one in json.loads(told.stdout)["checks"]}
    assert checks["keyboard_scanner"].startswith(found)


def test_the_build_check_names_what_was_planted(bundle: Path) -> None:
    assert problems(bundle) == []
    planted = {
        "tests/test_money.py": "tests is in it",
        "kiosk/app/demo/qml/Bench.qml": "kiosk.app.demo is in it",
        "cv2/qt/plugins/libqxcb.so": "cv2.qt is in it",
        "opencv.libs/libQt5Core-1a2b.so.5": (
            "a second Qt: opencv.libs/libQt5Core-1a2b.so.5"
        ),
        "libnobodys.so.1": "libnobodys.so.1 is without its licence",
    }
    for name, problem in planted.items():
        path = bundle / "_internal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        assert problems(bundle) == [problem]
        path.unlink()


def test_the_build_check_misses_a_licence_and_a_language(bundle: Path) -> None:
    notice, language = bundle / NAME, bundle / "_internal" / CHINESE
    text, compiled = notice.read_text(), language.read_bytes()
    notice.write_text(text.replace("\nnumpy ", "\nscipy "))
    language.unlink()
    assert problems(bundle) == [
        "numpy is without its licence",
        f"{CHINESE} is missing: python -m ui.translate",
    ]
    notice.unlink()
    language.write_bytes(compiled)
    missed = {line.partition(" ")[0] for line in problems(bundle)}
    assert {"Python", "PySide6_Essentials", "libzbar.so.0", "pyserial"} <= missed
    notice.write_text(text)


def test_what_the_packaged_program_starts_has_the_systems_libraries(
    bundle: Path, nothing: dict[str, str], tmp_path: Path
) -> None:
    voice = Path(nothing["PATH"]) / "espeak-ng"
    heard = tmp_path / "heard"
    voice.write_text(f'#!/bin/sh\necho "<$LD_LIBRARY_PATH>" >{heard}\nexit 1\n')
    voice.chmod(0o755)
    said(bundle, nothing, "voice", str(tmp_path / "recordings"))
    assert heard.read_text() == "<>\n"
