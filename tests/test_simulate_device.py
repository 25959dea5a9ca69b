"""`kiosk simulate-device`: a peer for anybody, as a process that speaks protocols."""

from pathlib import Path

import pytest
from PIL import Image

from drivers.escpos.profile import load_profile
from drivers.escpos.receipt_printer import EscposReceiptPrinter
from drivers.ipp.page_printer import IppPagePrinter
from drivers.sim.kinds import KINDS
from kiosk.app.cli import DEVICES, main
from printing.slip import Slip
from tests.peer import Peer, PeerFailed
from tests.test_invoice_file import pdf

PROFILE = "epson-tm-t88"


def test_the_command_line_knows_every_simulator() -> None:
    assert [*KINDS] == [*DEVICES]


@pytest.mark.parametrize("kind", KINDS)
def test_a_device_says_where_it_is_and_what_it_can_do(
    kind: str, tmp_path: Path
) -> None:
    with Peer(kind, "--out", str(tmp_path)) as peer:
        assert peer.where
        assert {"go_away", "come_back", "well"} <= peer.can
        for act in ("go_away", "come_back", "go_away", "go_away", "come_back", "well"):
            peer.do(act)
        with pytest.raises(PeerFailed, match="unknown"):
            peer.do("make_coffee")


@pytest.mark.parametrize("kind", ["serial-scanner", "keyboard-scanner"])
def test_a_code_before_a_scanner_that_is_away_is_refused(kind: str) -> None:
    with Peer(kind) as peer:
        peer.do("go_away")
        with pytest.raises(PeerFailed, match="failed present"):
            peer.do("present", "4241234567890123456789012345")


def test_a_slip_lies_in_the_folder_with_its_picture(tmp_path: Path) -> None:
    slip = Slip()
    slip.line("示例医院")
    slip.cut()
    with Peer("receipt-printer", "--out", str(tmp_path), "--profile", PROFILE) as peer:
        EscposReceiptPrinter(peer.where, load_profile(PROFILE)).print_slip(bytes(slip))
        path = peer.came.get(timeout=10)
    assert "示例医院".encode("gbk") in path.read_bytes()
    with Image.open(tmp_path / "slip-0001-1.png") as picture:
        assert picture.width > 300


def test_a_page_lies_in_the_folder_with_its_pictures(tmp_path: Path) -> None:
    two = pdf(pages=2)
    with Peer("page-printer", "--out", str(tmp_path)) as peer:
        IppPagePrinter(peer.where, owner="test").print_pages(two, "two")
        path = peer.came.get(timeout=10)
    assert path.read_bytes() == two
    assert {"job-0001-1.png", "job-0001-2.png"} <= {p.name for p in tmp_path.iterdir()}


def test_a_device_that_lost_power_comes_back_at_the_same_place(tmp_path: Path) -> None:
    at = str(tmp_path / "usb-scanner")
    with Peer("serial-scanner", "--path", at) as peer:
        peer.lose_power()
        assert peer.where == at
        peer.do("go_away")


def test_a_printer_that_lost_power_leaves_what_it_printed_alone(
    tmp_path: Path,
) -> None:
    at = ("--path", str(tmp_path / "lp0"), "--out", str(tmp_path), "--line", "usb")
    with Peer("receipt-printer", "--profile", PROFILE, *at) as peer:
        for slip in (b"first\n", b"second\n"):
            printer = EscposReceiptPrinter(peer.where, load_profile(PROFILE))
            printer.print_slip(slip + b"\x1dV\x00")
            peer.lose_power()
        paths = [peer.came.get(timeout=10) for _ in range(2)]
    assert [b"first" in paths[0].read_bytes(), b"second" in paths[1].read_bytes()] == [
        True,
        True,
    ]


@pytest.mark.parametrize("address", ["0.0.0.0:9100", "9100x", ":70000", "host:1"])
def test_a_simulator_serves_this_machine_alone(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["simulate-device", "camera", "--listen", address])
    assert end.value.code == 2
    assert "port" in capsys.readouterr().err.lower()
