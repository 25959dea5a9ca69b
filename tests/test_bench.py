"""The bench beside the kiosk: a phone, switches, a paper tray, and its power."""

import io
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from drivers.sim.paper import Unreadable
from drivers.sim.phone import qr_picture
from drivers.sim.receipt_printer import SimReceiptPrinter
from kiosk.app.demo.bench_view_model import BenchViewModel
from kiosk.app.demo.errands import Errands
from kiosk.app.demo.finger import find
from kiosk.app.demo.phone import LOOK_EVERY_S, RETRY_S, PhoneViewModel
from kiosk.app.demo.pictures import Pictures, images_of_slip
from kiosk.app.demo.placement import place
from kiosk.app.demo.power import Power, PowerViewModel
from kiosk.app.demo.scene import Scene
from kiosk.app.demo.switches import Switch, SwitchesViewModel, switches_of
from kiosk.app.demo.tray import MAX_SHEETS, TrayViewModel
from kiosk.app.demo.window import BenchWindow
from ui.application import make_app
from ui.rows import FIRST_ROLE, Rows

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

VALID_S = 60.0
SLIP = "\x1b@凭条\n\x1dV\x00".encode("gb18030")
GARBAGE = b"\x1b\x01\xff\xfe"
WAIT_FOR_EVER = (sys.executable, "-c", "import threading; threading.Event().wait()")
EXIT_WITH_3 = (sys.executable, "-c", "raise SystemExit(3)")


class Lobby:
    """A central that counts its codes, and devices that remember."""

    def __init__(self) -> None:
        self.sandbox = self.camera = self.scanner = self
        self.codes = 0
        self.answers = True
        self.seen: list[NDArray[np.uint8] | None] = []
        self.scanned: list[bytes] = []
        self.paid_by: list[str] = []

    def people(self) -> list[dict[str, str]]:
        if not self.answers:
            raise ConnectionRefusedError("nobody there")
        return [_person("P1001", "张伟"), _person("P1002", "李梓涵")]

    def fresh_codes(self, person: str) -> dict[str, str]:
        if not self.answers:
            raise ConnectionRefusedError("nobody there")
        self.codes += 1
        kinds = ("voucher", "suishen", "health_card", "wechat", "alipay", "unionpay")
        codes = {kind: f"{person} {kind} {self.codes}" for kind in kinds}
        return {**codes, "valid_s": str(VALID_S)}

    def scan_shown(self, person: str) -> None:
        self.paid_by.append(person)

    def hold_up(self, picture: NDArray[np.uint8]) -> None:
        self.seen.append(picture)

    def lower(self) -> None:
        self.seen.append(None)

    def present(self, code: bytes) -> None:
        self.scanned.append(code)


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _person(id: str, name: str) -> dict[str, str]:
    return {
        "id": id,
        "name": name,
        "description": "",
        "open_bills": "1",
        "due": "82.32",
    }


def column(rows: Rows, name: str) -> list[object]:
    roles = [bytes(role.data()).decode() for role in rows.roleNames().values()]
    role = FIRST_ROLE + roles.index(name)
    return [rows.data(rows.index(row), role) for row in range(rows.rowCount())]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    make_app()  # with the renderer and the fonts of the product
    return QGuiApplication


@pytest.fixture
def errands(qtbot: QtBot) -> Iterator[Errands]:
    with closing(Errands("errands")) as errands:
        yield errands


@pytest.fixture
def lobby() -> Lobby:
    return Lobby()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture
def phone(
    lobby: Lobby, errands: Errands, pictures: Pictures, clock: Clock, qtbot: QtBot
) -> Iterator[PhoneViewModel]:
    phone = PhoneViewModel(lobby, errands, pictures, clock)
    phone.start()
    qtbot.waitUntil(lambda: phone.property("code") == "P1001 voucher 1")
    yield phone
    phone.stop()


@pytest.fixture
def tray(errands: Errands, pictures: Pictures) -> TrayViewModel:
    return TrayViewModel(errands, pictures)


@pytest.fixture
def power(qtbot: QtBot) -> Iterator[PowerViewModel]:
    with closing(PowerViewModel(WAIT_FOR_EVER, back_after_s=0)) as power:
        yield power


# The phone


def test_a_fresh_code_replaces_one_that_has_run_out(
    phone: PhoneViewModel, clock: Clock, qtbot: QtBot
) -> None:
    before = phone.property("picture")
    clock.now += VALID_S
    assert phone.property("left") == 0
    qtbot.waitUntil(lambda: phone.property("code") == "P1001 voucher 2")
    assert phone.property("left") == VALID_S
    assert phone.property("picture") not in ("", before)


def test_a_code_is_kept_until_it_runs_out(
    phone: PhoneViewModel, clock: Clock, lobby: Lobby
) -> None:
    clock.now += VALID_S - 1
    phone.tick()
    assert phone.property("left") == 1
    assert lobby.codes == 1


def test_nobody_shows_the_code_of_another(phone: PhoneViewModel, qtbot: QtBot) -> None:
    phone.choose(1)
    assert phone.property("code") == ""
    phone.choose(0)
    phone.choose(1)
    qtbot.waitUntil(lambda: phone.property("code") == "P1002 voucher 4")
    assert column(phone.people_model, "chosen") == [False, True]


def test_a_phone_shows_the_code_that_was_asked_for(
    phone: PhoneViewModel, qtbot: QtBot
) -> None:
    phone.turn(3)
    qtbot.waitUntil(lambda: phone.property("code") == "P1001 wechat 2")
    assert phone.property("title") == "微信"


def test_a_phone_before_the_camera_follows_its_fresh_codes(
    phone: PhoneViewModel, lobby: Lobby, qtbot: QtBot
) -> None:
    phone.hold()
    phone.turn(4)
    qtbot.waitUntil(lambda: phone.property("code") == "P1001 alipay 2")
    phone.lower()
    qtbot.waitUntil(lambda: lobby.seen[-1] is None)
    shown = [each for each in lobby.seen if each is not None]
    assert np.array_equal(shown[0], qr_picture("P1001 voucher 1"))
    assert np.array_equal(shown[-1], qr_picture("P1001 alipay 2"))


def test_the_scanner_reads_what_the_phone_shows(
    phone: PhoneViewModel, lobby: Lobby, qtbot: QtBot
) -> None:
    phone.present()
    qtbot.waitUntil(lambda: lobby.scanned == [b"P1001 voucher 1"])


def test_the_phone_that_was_chosen_pays_what_the_kiosk_shows(
    phone: PhoneViewModel, lobby: Lobby, qtbot: QtBot
) -> None:
    phone.choose(1)
    phone.scan()
    qtbot.waitUntil(lambda: lobby.paid_by == ["P1002"])


def test_what_people_owe_is_looked_at_again(
    phone: PhoneViewModel, lobby: Lobby, clock: Clock, qtbot: QtBot
) -> None:
    lobby.people = lambda: [_person("P1001", "张伟") | {"due": "0.50"}]  # type: ignore[method-assign]  # paid meanwhile
    clock.now += LOOK_EVERY_S
    qtbot.waitUntil(lambda: column(phone.people_model, "due") == ["¥0.50"])


def test_a_central_that_does_not_answer_is_named_and_asked_again(
    phone: PhoneViewModel, lobby: Lobby, errands: Errands, clock: Clock, qtbot: QtBot
) -> None:
    lobby.answers = False
    with qtbot.waitSignal(errands.failed) as failed:
        phone.refresh()
    assert failed.args == ["nobody there"]
    lobby.answers = True
    clock.now += RETRY_S
    qtbot.waitUntil(lambda: phone.property("code") == "P1001 voucher 2")


# Switches


class Verbs:
    """Stands where the scene's parts stand and writes down every verb."""

    def __init__(self, said: list[str], name: str = "") -> None:
        self._said = said
        self._name = name

    def __getattr__(self, name: str) -> "Verbs":
        return Verbs(self._said, f"{self._name}.{name}".lstrip("."))

    def __call__(self, *positional: object, **named: object) -> None:
        words = [*map(str, positional), *map(str, named.values())]
        self._said.append(" ".join([self._name, *words]))


@pytest.mark.parametrize(
    ("row", "disturb", "mend"),
    [
        (0, "cable.pull", "cable.plug_in"),
        (1, "sandbox.fail all slow 1000000 3.0", "sandbox.behave"),
        (2, "receipt_printer.run_out_of_paper", "receipt_printer.refill"),
        (3, "receipt_printer.open_cover", "receipt_printer.close_cover"),
        (4, "page_printer.run_out_of_paper", "page_printer.refill"),
    ],
)
def test_a_switch_disturbs_one_thing_and_mends_it(
    row: int, disturb: str, mend: str, errands: Errands, qtbot: QtBot
) -> None:
    said: list[str] = []
    switches = switches_of(cast(Scene, Verbs(said)))
    model = SwitchesViewModel(switches, errands, lambda: None)
    rows = model.rows_model
    model.flip(row)
    qtbot.waitUntil(lambda: column(rows, "well")[row] is False)
    assert column(rows, "words")[row] == switches[row].trouble_words
    model.flip(row)
    qtbot.waitUntil(lambda: all(column(rows, "well")))
    assert said == [disturb, mend]


def test_a_switch_shows_what_is_true_and_not_what_was_wished(
    errands: Errands, qtbot: QtBot
) -> None:
    def refuse() -> None:
        raise ConnectionResetError("gone")

    stuck = Switch("Stuck", "well", "trouble", refuse, refuse)
    model = SwitchesViewModel((stuck,), errands, lambda: None)
    with qtbot.waitSignal(errands.failed):
        model.flip(0)
    assert column(model.rows_model, "words") == ["well"]


def test_a_reset_mends_everything_first(errands: Errands, qtbot: QtBot) -> None:
    said: list[str] = []
    scene = cast(Scene, Verbs(said))
    model = SwitchesViewModel(switches_of(scene), errands, scene.sandbox.reset)
    model.flip(0)
    qtbot.waitUntil(lambda: column(model.rows_model, "well")[0] is False)
    with qtbot.waitSignal(model.mended):
        model.reset()
    assert said == ["cable.pull", "cable.plug_in", "sandbox.reset"]


# Paper


def test_a_cut_slip_lands_in_the_tray(tray: TrayViewModel, qtbot: QtBot) -> None:
    with (
        SimReceiptPrinter(tray.slip_came) as printer,
        socket.create_connection(printer.address, timeout=5) as line,
    ):
        line.sendall(SLIP)
        qtbot.waitUntil(lambda: tray.property("count") == 1)
    assert column(tray.sheets_model, "picture") != [""]


def test_every_page_of_a_document_lands_in_the_tray(
    tray: TrayViewModel, qtbot: QtBot
) -> None:
    tray.job_came(a_document(pages=2))
    qtbot.waitUntil(lambda: tray.property("count") == 2)
    captions = column(tray.sheets_model, "caption")
    assert [str(each)[:9] for each in captions] == ["A4 1 of 2", "A4 2 of 2"]


@pytest.mark.parametrize("kind", ["slip", "page"])
def test_garbage_lands_in_the_tray_as_unreadable(
    tray: TrayViewModel, qtbot: QtBot, kind: str
) -> None:
    {"slip": tray.slip_came, "page": tray.job_came}[kind](GARBAGE)
    qtbot.waitUntil(lambda: tray.property("count") == 1)
    caption = str(column(tray.sheets_model, "caption")[0])
    assert caption.startswith(f"unreadable {kind}")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"", b"\x1b", b"\x1d", b"\x1c", b"\x1d(k", b"\x1dv0"]),
            st.binary(max_size=8).map(lambda data: bytes(b % 0x40 for b in data)),
        ),
        max_size=4,
    )
)
def test_any_bytes_are_a_picture_or_unreadable(
    parts: list[tuple[bytes, bytes]],
) -> None:
    try:
        pictures = images_of_slip(b"".join(b"".join(part) for part in parts))
    except Unreadable:
        return
    assert not pictures[0].isNull()


def test_the_newest_paper_lies_first_and_the_oldest_falls_out(
    tray: TrayViewModel, qtbot: QtBot
) -> None:
    for _ in range(MAX_SHEETS):
        tray.slip_came(SLIP)
    qtbot.waitUntil(lambda: tray.property("count") == MAX_SHEETS)
    tray.slip_came(GARBAGE)
    sheets = tray.sheets_model
    qtbot.waitUntil(lambda: column(sheets, "picture")[0] == "")
    assert all(column(sheets, "picture")[1:])
    assert sheets.rowCount() == MAX_SHEETS


def test_taken_paper_is_gone(tray: TrayViewModel, qtbot: QtBot) -> None:
    tray.slip_came(SLIP)
    qtbot.waitUntil(lambda: tray.property("count") == 1)
    tray.take()
    assert column(tray.sheets_model, "picture") == []


def a_document(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return out.getvalue()


# Power


def test_the_kiosk_comes_back_after_a_power_cut(
    power: PowerViewModel, qtbot: QtBot
) -> None:
    power.start()
    before = power.property("words")
    power.cut()
    assert power.property("state") == Power.CUT
    qtbot.waitUntil(lambda: power.property("state") == Power.RUNNING)
    assert power.property("words") != before  # another process


def test_the_bench_says_how_a_kiosk_died(qtbot: QtBot) -> None:
    with closing(PowerViewModel(EXIT_WITH_3)) as power:
        power.start()
        qtbot.waitUntil(lambda: power.property("state") == Power.DIED)
        assert power.property("words") == "kiosk died: exit code 3"


def test_a_kiosk_that_was_closed_by_hand_can_be_started_again(qtbot: QtBot) -> None:
    with closing(PowerViewModel((sys.executable, "-c", ""))) as power:
        power.start()
        qtbot.waitUntil(lambda: power.property("state") == Power.STOPPED)
        power.start()
        assert power.property("state") == Power.RUNNING


# The windows


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (2560, 1440), (1280, 800)])
def test_the_kiosk_and_the_bench_stand_side_by_side(
    size: tuple[int, int], landscape: bool
) -> None:
    desktop = QRect(0, 0, *size)
    placement = place(desktop, landscape=landscape)
    kiosk = QRect(0, 0, *placement.kiosk)
    assert desktop.contains(kiosk)
    assert desktop.contains(placement.bench)
    assert not kiosk.intersects(placement.bench)
    aspect = 1920 / 1080 if landscape else 1080 / 1920
    assert kiosk.width() / kiosk.height() == pytest.approx(aspect, rel=0.01)


def test_a_click_on_the_bench_holds_the_phone_up(
    bench: BenchWindow, lobby: Lobby, qtbot: QtBot
) -> None:
    click(bench, "hold")
    qtbot.waitUntil(lambda: [each is None for each in lobby.seen] == [False])
    click(bench, "hold")
    qtbot.waitUntil(lambda: [each is None for each in lobby.seen] == [False, True])


def test_paper_is_seen_and_taken(
    bench: BenchWindow, tray: TrayViewModel, qtbot: QtBot
) -> None:
    tray.slip_came(SLIP)
    qtbot.waitUntil(lambda: sees(bench, "open"))
    click(bench, "take")
    qtbot.waitUntil(lambda: not sees(bench, "open"))


def test_trouble_is_seen(bench: BenchWindow, errands: Errands, qtbot: QtBot) -> None:
    errands.failed.emit("nobody reads the scanner")
    qtbot.waitUntil(lambda: sees(bench, "trouble"))


@pytest.fixture
def bench(
    phone: PhoneViewModel, tray: TrayViewModel, errands: Errands, pictures: Pictures
) -> Iterator[BenchWindow]:
    switches = switches_of(cast(Scene, Verbs([])))
    model = BenchViewModel(
        PowerViewModel(WAIT_FOR_EVER),
        phone,
        SwitchesViewModel(switches, errands, lambda: None),
        tray,
    )
    errands.failed.connect(model.complain)
    with closing(BenchWindow(model, pictures, QRect(0, 0, 520, 1100))) as bench:
        yield bench
    assert bench.warnings == []


def sees(bench: BenchWindow, name: str) -> bool:
    return find(bench.root.contentItem(), name) is not None


def click(bench: BenchWindow, name: str) -> None:
    item = find(bench.root.contentItem(), name)
    assert item is not None, name
    centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    QTest.mouseClick(
        bench.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre
    )
