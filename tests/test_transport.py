"""A printer's line: every act ends by its deadline, and says how."""

import contextlib
import errno
import os
import pty
import socket
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.sim.receipt_printer import SimReceiptPrinter
from drivers.transport.address import address_of
from drivers.transport.line import Deadline, HungUp, NotConnected, Silent, Transport
from drivers.transport.serial_line import Flow, SerialAddress, reason
from drivers.transport.tcp import TcpAddress
from drivers.transport.usb import UsbAddress

LINES = ("tcp", "serial", "usb")
MORE_THAN_ANY_BUFFER = b"x" * 20_000_000


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://192.168.1.50:9100", TcpAddress("192.168.1.50", 9100)),
        ("tcp://localhost/", TcpAddress("localhost", 9100)),
        ("tcp://[fe80::1]:9101", TcpAddress("fe80::1", 9101)),
        ("serial:///dev/ttyUSB0", SerialAddress("/dev/ttyUSB0", 9600, Flow.NONE)),
        (
            "serial:///dev/serial/by-id/usb-1a86-if00?baud=115200&flow=rtscts",
            SerialAddress("/dev/serial/by-id/usb-1a86-if00", 115200, Flow.RTSCTS),
        ),
        ("usb:///dev/usb/lp0", UsbAddress("/dev/usb/lp0")),
    ],
)
def test_an_address_says_which_line_it_is(text: str, address: object) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "does not begin with"),
        ("192.168.1.50:9100", "does not begin with"),
        ("http://printer", "does not begin with"),
        ("tcp://", "is not tcp://host"),
        ("tcp://:9100", "is not tcp://host"),
        ("tcp://192.0.2.1:70000", "port is a number"),
        ("tcp://192.0.2.1:x", "port is a number"),
        ("tcp://192.0.2.1:0", "port 0"),
        ("tcp://192.0.2.1:9100/queue", "is not tcp://host"),
        ("tcp://me@192.0.2.1", "is not tcp://host"),
        ("tcp://192.0.2.1?baud=9600", "unknown option 'baud'"),
        ("tcp://printer:9100", "write the number"),
        ("tcp://192.0.2.256", "write the number"),
        ("tcp://[::1", "is no address"),
        ("serial://dev/ttyUSB0", "three slashes"),
        ("serial:///", "three slashes"),
        ("serial:///dev/ttyUSB0?baud=9601", "baud is one of"),
        ("serial:///dev/ttyUSB0?flow=maybe", "flow is one of"),
        ("serial:///dev/ttyUSB0?speed=9600", "unknown option 'speed'"),
        ("serial:///dev/ttyUSB0?baud", "is no address"),
        ("usb://lp0", "three slashes"),
        ("usb:///dev/usb/lp0?flow=rtscts", "unknown option 'flow'"),
        ("usb:///dev/usb/lp0#1", "may follow a #"),
    ],
)
def test_a_wrong_address_is_refused_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        address_of(text)


@given(st.text(max_size=60) | st.text(max_size=30).map(lambda t: "serial:///" + t))
def test_no_text_whatever_breaks_the_address(text: str) -> None:
    with contextlib.suppress(ValueError):
        address_of(text)


@pytest.fixture(params=LINES)
def sim(request: pytest.FixtureRequest) -> Iterator[SimReceiptPrinter]:
    with SimReceiptPrinter(line=request.param) as sim:
        yield sim


@pytest.fixture
def line(sim: SimReceiptPrinter) -> Iterator[Transport]:
    line = address_of(sim.where).open(1)
    yield line
    line.close()


def test_a_question_goes_out_and_its_answer_comes_in(line: Transport) -> None:
    line.send(b"\x10\x04\x01", Deadline(1))
    assert line.receive(Deadline(1)) == b"\x12"


def test_silence_ends_at_the_deadline(line: Transport) -> None:
    began = time.monotonic()
    assert line.receive(Deadline(0.2)) == b""
    assert 0.15 < time.monotonic() - began < 0.5


def test_silence_costs_no_work(line: Transport) -> None:
    began = time.thread_time()
    assert line.receive(Deadline(0.3)) == b""
    assert time.thread_time() - began < 0.05


def test_a_look_without_patience_does_not_wait(line: Transport) -> None:
    began = time.monotonic()
    assert line.receive(Deadline(0)) == b""
    assert time.monotonic() - began < 0.05


def test_a_pulled_cable_ends_every_wait(
    sim: SimReceiptPrinter, line: Transport
) -> None:
    threading.Timer(0.1, sim.unplug).start()
    began = time.monotonic()
    with pytest.raises(HungUp):
        line.receive(Deadline(5))
    assert time.monotonic() - began < 1.0


def test_nothing_is_sent_into_a_pulled_cable(
    sim: SimReceiptPrinter, line: Transport
) -> None:
    sim.unplug()
    with pytest.raises(HungUp):
        line.send(MORE_THAN_ANY_BUFFER, Deadline(5))


def test_a_device_that_is_away_cannot_be_opened(sim: SimReceiptPrinter) -> None:
    sim.unplug()
    with pytest.raises(NotConnected, match="not found"):
        address_of(sim.where).open(1)


def test_a_device_that_came_back_has_the_same_address(sim: SimReceiptPrinter) -> None:
    where = sim.where
    sim.unplug()
    sim.replug()
    assert sim.where == where
    address_of(where).open(1).close()


def test_a_serial_line_is_ours_alone() -> None:
    with SimReceiptPrinter(line="serial") as sim:
        first = address_of(sim.where).open(1)
        with pytest.raises(NotConnected, match="in use"):
            address_of(sim.where).open(1)
        first.close()
        address_of(sim.where).open(1).close()


@pytest.mark.parametrize("flow", Flow)
def test_a_serial_line_opens_with_every_flow_control(flow: Flow) -> None:
    with SimReceiptPrinter(line="serial") as sim:
        line = address_of(f"{sim.where}?flow={flow}&baud=115200").open(1)
        assert line.bytes_per_second == 11520
        line.close()


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.EACCES, "no permission"),
        (errno.EBUSY, "in use"),
        (errno.ENOENT, "not found"),
        (errno.ENODEV, "not found"),
    ],
)
def test_a_technician_reads_why_a_device_cannot_be_opened(
    number: int, why: str
) -> None:
    assert reason(OSError(number, os.strerror(number))) == why


@pytest.fixture
def deaf_pty(tmp_path: Path) -> Iterator[Path]:
    """A device that is there and takes nothing."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    link = tmp_path / "deaf"
    link.symlink_to(os.ttyname(theirs))
    yield link
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize("scheme", ["serial", "usb"])
def test_a_device_that_takes_nothing_ends_at_the_deadline(
    deaf_pty: Path, scheme: str
) -> None:
    line = address_of(f"{scheme}://{deaf_pty}").open(1)
    began = time.monotonic()
    with pytest.raises(Silent):
        line.send(MORE_THAN_ANY_BUFFER, Deadline(0.3))
    line.discard()
    line.close()
    assert time.monotonic() - began < 1.5


def test_a_host_that_takes_nothing_ends_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        line = TcpAddress(*deaf.getsockname()).open(1)
        with pytest.raises(Silent):
            line.send(MORE_THAN_ANY_BUFFER, Deadline(0.3))
        line.discard()
        line.close()


def test_what_a_host_has_not_taken_does_not_come_later() -> None:
    """A job that was broken off must not trickle out of our own buffers."""
    with socket.create_server(("127.0.0.1", 0)) as slow:
        line = TcpAddress(*slow.getsockname()).open(1)
        with pytest.raises(Silent):
            line.send(MORE_THAN_ANY_BUFFER, Deadline(0.2))
        line.discard()
        line.close()
        taken, _ = slow.accept()
        with taken, pytest.raises(ConnectionResetError):
            take_all(taken)


def take_all(line: socket.socket) -> None:
    while line.recv(65536):
        pass
