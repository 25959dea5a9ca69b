"""The simulators themselves: a slip looks like its bytes, a fault like the real one."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from escpos.printer import Dummy
from PIL import Image

from drivers.camera.decoding import QrDecoder
from drivers.escpos.connection import CLEAR
from drivers.sim.camera import SimCamera
from drivers.sim.escpos import UnknownCommand
from drivers.sim.glyphs import NoGlyph, draw_glyph
from drivers.sim.receipt_printer import SimReceiptPrinter
from drivers.sim.serial_scanner import SimSerialScanner
from drivers.sim.slip_picture import WIDTH_DOTS, draw_slip
from drivers.transport.address import address_of
from drivers.transport.line import Deadline

INK_BELOW = 150
CUT = b"\x1dV\x42\x00"


def ink(slip: bytes) -> tuple[int, int, int, int]:
    """Where the ink is: left, top, right, bottom; the whole must be on the paper."""
    paper = draw_slip(slip)
    assert paper.width == WIDTH_DOTS
    box = paper.convert("L").point(lambda grey: 255 * (grey < INK_BELOW)).getbbox()
    assert box is not None
    return box


def size(slip: bytes) -> tuple[int, int]:
    left, top, right, bottom = ink(slip)
    return right - left, bottom - top


def gb(text: str) -> bytes:
    return text.encode("gb18030")


@pytest.fixture
def sim() -> Iterator[SimReceiptPrinter]:
    with SimReceiptPrinter() as sim:
        yield sim


@pytest.fixture
def line(sim: SimReceiptPrinter) -> Iterator[socket.socket]:
    with closing(socket.create_connection(sim.address, 2)) as line:
        line.settimeout(2)
        yield line


def test_chinese_is_twice_as_wide_as_latin() -> None:
    assert draw_glyph("医").width == 2 * draw_glyph("H").width == 24


def test_double_size_doubles_what_is_drawn() -> None:
    wide, tall = size(gb("医院\n"))
    assert size(b"\x1d!\x11" + gb("医院\n")) == (2 * wide, 2 * tall)


def test_chinese_double_size_leaves_latin_alone() -> None:
    assert size(b"\x1c!\x0c" + gb("Hx\n")) == size(b"Hx\n")
    assert size(b"\x1c!\x0c" + gb("医\n")) == size(b"\x1d!\x11" + gb("医\n"))


def test_initialise_undoes_every_setting() -> None:
    settings = b"\x1ba\x02\x1bE\x01\x1b!\x30\x1d!\x33\x1c!\x0c\x1b3\x60"
    assert ink(settings + b"\x1b@" + gb("医\n")) == ink(gb("医\n"))


def test_alignment_moves_the_line() -> None:
    left = ink(gb("医\n"))[0]
    middle = ink(b"\x1ba\x01" + gb("医\n"))[0]
    right = ink(b"\x1ba\x02" + gb("医\n"))[0]
    assert (middle - left, right - left) == (276, 552)


def test_bold_has_more_ink() -> None:
    def darkness(slip: bytes) -> int:
        return int((np.asarray(draw_slip(slip).convert("L")) < INK_BELOW).sum())

    assert darkness(b"\x1bE\x01" + gb("医\n")) > darkness(gb("医\n"))


def test_a_line_too_long_goes_on_below() -> None:
    one, two = ink(gb("医" * 24 + "\n")), ink(gb("医" * 25 + "\n"))
    assert one[2] == two[2]
    assert two[3] - one[3] == 30


def test_every_character_of_a_rare_name_is_drawn() -> None:
    for character in "𠮷㝄䶮𬱖𡐓":
        assert draw_glyph(character).getbbox() is not None


def test_a_character_that_no_font_has_is_an_error_not_a_box() -> None:
    with pytest.raises(NoGlyph):
        draw_glyph("\U000ffffe")


@pytest.mark.parametrize("level", [48, 49, 50, 51])
def test_a_printed_qr_code_reads_as_the_bytes_stored(level: int) -> None:
    payload = gb("发票代码：𠮷")
    stored = b"\x1d(k" + (len(payload) + 3).to_bytes(2, "little") + b"1P0" + payload
    settings = b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E"
    slip = settings + bytes([level]) + stored + b"\x1d(k\x03\x001Q0"
    grey = np.asarray(draw_slip(slip).convert("L"))
    with QrDecoder() as decoder:
        assert decoder.decode(grey) == [payload]


def test_a_raster_stands_on_the_paper_dot_by_dot() -> None:
    raster = b"\x1dv0\x00\x02\x00\x03\x00" + b"\xff\x0f" * 3
    assert size(raster) == (16, 3)
    assert size(b"\x1dv0\x03\x02\x00\x03\x00" + b"\xff\x0f" * 3) == (32, 6)


def test_what_the_escpos_library_emits_is_understood() -> None:
    printer = Dummy(profile="TM-T20II")
    printer.set(align="center", bold=True, double_height=True, double_width=True)
    printer.text("中文 with Latin\n")
    printer.qr("https://example.cn/1", native=True, size=6)
    printer.image(Image.new("1", (64, 8), 0))
    printer.line_spacing(40)
    printer.ln(2)
    printer.cut()
    assert draw_slip(printer.output).height > 200


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00",
        b"\x07",
        b"\x1bZ\x01",
        b"\x1d!",  # ends within a command
        b"\x1dv0\x00\x02\x00\x03\x00\xff",  # a raster that ends too early
        b"\x1dv0\x00\x49\x00\x01\x00" + b"\xff" * 73,  # wider than the paper
        b"\x1ba\x07",
        b"\x1dV\x09",
        b"\x1d(k\x03\x001Q0",  # no QR code stored
        b"\x1d(k\x03\x002Q0",  # another symbol
        b"\x1c." + "中文".encode("gb18030"),  # Chinese while it is off
        b"\xd6",  # half a character
    ],
)
def test_garbage_is_named_and_never_drawn(garbage: bytes) -> None:
    with pytest.raises(UnknownCommand):
        draw_slip(b"\x1b@" + garbage)


def test_utf8_is_garbage_to_this_printer() -> None:
    with pytest.raises((UnknownCommand, NoGlyph)):
        draw_slip("中文".encode())


def test_bytes_are_held_back_without_paper_and_print_after_a_refill(
    sim: SimReceiptPrinter, line: socket.socket
) -> None:
    sim.run_out_of_paper()
    line.sendall(b"held back\n" + CUT + b"\x10\x04\x04")
    assert line.recv(1) == b"\x7e"  # answered at once, and nothing printed
    assert sim.slips == []
    sim.refill()
    assert sim.slips == [b"held back\n" + CUT]


def test_clearing_drops_what_was_held_back(
    sim: SimReceiptPrinter, line: socket.socket
) -> None:
    sim.run_out_of_paper()
    line.sendall(b"held back\n" + CUT + b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")
    assert line.recv(3) == b"\x37\x25\x00"
    sim.refill()
    assert sim.slips == []


def test_proof_comes_after_all_that_stands_before_it(
    sim: SimReceiptPrinter, line: socket.socket
) -> None:
    line.sendall(b"slip\n" + CUT + b"\x1d(H\x06\x0000ABCD")
    assert line.recv(7) == b"\x37\x22ABCD\x00"
    assert sim.slips == [b"slip\n" + CUT]


def test_a_command_may_arrive_in_pieces(
    sim: SimReceiptPrinter, line: socket.socket
) -> None:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in b"slip\n" + CUT + b"\x10\x04\x01":
        line.sendall(bytes([byte]))
    assert line.recv(1) == b"\x12"
    assert sim.slips == [b"slip\n" + CUT]


def test_a_jam_keeps_the_torn_part_as_evidence(
    sim: SimReceiptPrinter, line: socket.socket
) -> None:
    sim.jam_next_slip()
    line.sendall(b"upper half\nlower half\n" + CUT + b"\x10\x04\x03")
    assert line.recv(1) == b"\x1a"
    sim.open_cover()
    sim.unplug()  # power off: the rest is forgotten
    sim.close_cover()
    assert (sim.slips, sim.torn) == ([], [b"upper half\n"])


def test_a_replugged_device_keeps_its_address(sim: SimReceiptPrinter) -> None:
    address = sim.address
    sim.unplug()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, 1)
    sim.replug()
    socket.create_connection(address, 1).close()
    assert sim.address == address


COMMON_ACTS = {
    *("no_answer", "answer", "go_away", "come_back", "paper_low", "paper_out"),
    *("refill", "jam", "jam_next", "cover", "close_cover", "cutter", "slow"),
    *("garble", "late_answer", "lie", "well"),
}


def test_all_that_can_happen_to_a_receipt_printer_has_a_name(
    sim: SimReceiptPrinter,
) -> None:
    assert set(sim.acts()) == {*COMMON_ACTS, "take"}


@pytest.mark.parametrize("line", ["tcp", "serial", "usb"])
def test_everything_that_happened_can_be_mended(line: str) -> None:
    with SimReceiptPrinter(line=line) as sim:
        for name, act in sim.acts().items():
            act("")
            assert sim.where.startswith(f"{line}://"), name
        sim.acts()["well"]("")
        answer, asked = sim.where, Deadline(2)
        with closing(address_of(answer).open(1)) as cable:
            cable.send(b"\x10\x04\x01", asked)
            assert cable.receive(asked) == b"\x12"


def test_a_printer_listens_where_it_is_told_to(tmp_path: Path) -> None:
    path = str(tmp_path / "receipts")
    with SimReceiptPrinter(line="serial", path=path) as sim:
        assert sim.where == f"serial://{path}"
        with SimReceiptPrinter(port=free_port()) as other:
            assert other.where == f"tcp://127.0.0.1:{other.address[1]}"
    assert not list(tmp_path.iterdir())


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


def test_a_line_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="one of tcp, serial, usb"):
        SimReceiptPrinter(line="parallel")


def test_a_printer_puts_on_paper_what_it_does_not_know() -> None:
    """Else a driver could send what only another model understands."""
    with (
        SimReceiptPrinter(profile="pos58") as sim,
        closing(socket.create_connection(sim.address, 2)) as line,
    ):
        line.sendall(b"\x1da\x0e" + CLEAR + b"\x1bd\x06\x10\x04\x01")
        assert line.recv(10) == b"\x12"
        assert sim.slips == [b"\x1da\x0e" + CLEAR + b"\x1bd\x06"]


def test_a_printer_asked_to_report_says_what_changes(
    sim: SimReceiptPrinter, line: socket.socket
) -> None:
    line.sendall(b"\x1da\x0e")
    assert line.recv(4) == b"\x10\x00\x00\x0f"
    sim.open_cover()
    assert line.recv(4) == b"\x38\x00\x00\x0f"
    sim.open_cover()  # no change
    sim.close_cover()
    assert line.recv(4) == b"\x10\x00\x00\x0f"


def test_a_slow_printer_takes_its_time_for_every_line(
    sim: SimReceiptPrinter, line: socket.socket
) -> None:
    sim.slow(30)
    began = time.monotonic()
    line.sendall(b"line\n" * 5 + CUT + b"\x1d(H\x06\x0000ABCD")
    assert line.recv(7) == b"\x37\x22ABCD\x00"
    assert time.monotonic() - began > 0.15


def test_narrow_paper_is_narrow() -> None:
    assert draw_slip(gb("医\n"), 384).width == 384
    with pytest.raises(UnknownCommand, match="do not fit"):
        draw_slip(b"\x1dv0\x00\x31\x00\x01\x00" + b"\xff" * 49, 384)


def test_an_unplugged_scanner_cannot_scan() -> None:
    with SimSerialScanner() as scanner:
        scanner.unplug()
        with pytest.raises(RuntimeError, match="unplugged"):
            scanner.present(b"code")


def test_only_pictures_can_be_held_up() -> None:
    with SimCamera() as camera, pytest.raises(ValueError, match="picture"):
        camera.hold_up(b"no png")
