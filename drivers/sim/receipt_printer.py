"""A receipt printer on a cable. It speaks ESC/POS and fails when told to.

Like a real one it holds bytes back while it cannot print, and prints them after a
refill unless they are cleared.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from drivers.escpos.profile import load_profile
from drivers.sim.escpos_machine import EscposMachine
from drivers.sim.printer_plug import Line, Plug, PtyPlug, TcpPlug

PROFILE = "epson-tm-t88"
LINES = ("tcp", "serial", "usb")


class SimReceiptPrinter(EscposMachine):
    """The machine, its cable, and all that can go wrong with both.

    `on_slip` is called for each cut slip, in the printer's thread. `line` is "tcp",
    "serial" or "usb"; it listens at `port` or `path`, or at any if not told.
    """

    def __init__(
        self,
        on_slip: Callable[[bytes], None] = lambda slip: None,
        *,
        profile: str = PROFILE,
        line: str = "tcp",
        port: int = 0,
        path: str = "",
    ) -> None:
        super().__init__(load_profile(profile), on_slip)
        self._plug: Plug = self._plug_for(line, port, path)
        self.replug()

    @property
    def where(self) -> str:
        """What one writes into the kiosk's configuration to reach it."""
        return self._plug.where

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of a printer on the network."""
        assert isinstance(self._plug, TcpPlug)
        return "127.0.0.1", self._plug.port

    def acts(self) -> dict[str, Callable[[str], None]]:
        """All that a person at its control can do, by name."""
        plain: dict[str, Callable[[], None]] = {
            "no_answer": self.go_silent,
            "answer": self.speak_again,
            "go_away": self.unplug,
            "come_back": self.replug,
            "paper_low": self.paper_low,
            "paper_out": self.run_out_of_paper,
            "refill": self.refill,
            "jam": self.jam,
            "jam_next": self.jam_next_slip,
            "cover": self.open_cover,
            "close_cover": self.close_cover,
            "cutter": self.jam,
            "garble": self.garble,
            "late_answer": self.answer_late,
            "lie": self.lie,
            "take": self.take_slip,
            "well": self.mend,
        }
        acts = {name: _without_text(act) for name, act in plain.items()}
        return {**acts, "slow": lambda text: self.slow(int(text or "200"))}

    def open_cover(self) -> None:
        with self._changing():
            self._mechanism.cover_open = True

    def close_cover(self) -> None:
        """Close the cover after clearing a jam and tearing off what hung out."""
        with self._changing():
            self._tear_off()
            self._mechanism.cover_open = self._mechanism.cutter_stuck = False

    def run_out_of_paper(self) -> None:
        with self._changing():
            self._mechanism.paper_out = True

    def paper_low(self) -> None:
        with self._changing():
            self._mechanism.paper_low = True

    def refill(self) -> None:
        """Put in a new roll. What was held back prints now, as on a real printer."""
        with self._changing():
            self._tear_off()
            self._mechanism.paper_out = self._mechanism.paper_low = False

    def jam(self) -> None:
        """The cutter is stuck, from now until the cover was opened and closed."""
        with self._changing():
            self._mechanism.cutter_stuck = True

    def take_slip(self) -> None:
        """Take the slip that waits in the outlet."""
        with self._changing():
            self._mechanism.slip_waits = False

    def jam_next_slip(self) -> None:
        """Get stuck halfway through the next slip: the hard case for every caller."""
        self._halfway = self.jam

    def run_out_during_next_slip(self) -> None:
        self._halfway = self.run_out_of_paper

    def open_cover_during_next_slip(self) -> None:
        self._halfway = self.open_cover

    def fall_silent_during_next_slip(self) -> None:
        self._halfway = self.go_silent

    def lose_paper_and_network_during_next_slip(self) -> None:
        """Keep the rest of the next slip for later, out of everybody's reach."""

        def strand() -> None:
            self.run_out_of_paper()
            self.lose_network()

        self._halfway = strand

    def unplug_during_next_slip(self) -> None:
        self._halfway = self.unplug

    def slow(self, ms_per_line: int) -> None:
        """Take so long for every line of text from now on; 0 is at once."""
        with self._changing():
            self._stop_motor.set()
            self._s_per_line = ms_per_line / 1000
            self._start_motor()

    def garble(self) -> None:
        """Turn over one bit of every byte that is said from now on."""
        with self._lock:
            self._garbles = True

    def answer_late(self) -> None:
        """Give every answer only when the next question comes."""
        with self._lock:
            self._is_late = True

    def lie(self) -> None:
        """Say that all is well, and print and prove nothing."""
        with self._lock:
            self._lies = True

    def go_silent(self) -> None:
        """Print on, but answer nothing until `speak_again`."""
        with self._lock:
            self._silent = True

    def speak_again(self) -> None:
        """Answer again, beginning with all that was asked meanwhile."""
        with self._lock:
            self._silent = False
            answers, self._answers = self._answers, []
            for line, answer in answers:
                self._answer(line, answer)

    def mend(self) -> None:
        """All is well again, plugged in and with a new roll."""
        with self._changing():
            self._garbles = self._lies = self._is_late = False
            self._stop_motor.set()
            self._s_per_line = 0.0
            self._halfway = None
        self.speak_again()
        self.replug()
        self.close_cover()
        self.refill()

    def unplug(self) -> None:
        """Pull power and cable: what was received and not printed is lost."""
        with self._lock:
            self._powered = False
            self._stop_motor.set()
            self._received.clear()
            self._answers.clear()
            self._late = b""
            self._reported = None
        self.lose_network()

    def replug(self) -> None:
        with self._lock:
            if not self._powered:
                self._tear_off()
                self._powered = True
                self._mechanism.cutter_stuck = self._silent = False
                self._start_motor()
        self.restore_network()

    def lose_network(self) -> None:
        """Pull the cable alone: what was received stays, and prints when it can."""
        with self._lock:
            self._line = None
        self._plug.pull()

    def restore_network(self) -> None:
        with self._lock:
            self._plug.insert()

    def close(self) -> None:
        self.unplug()
        self._plug.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _plug_for(self, line: str, port: int, path: str) -> Plug:
        def receive(line: Line, tail: bytes, data: bytes) -> bytes:
            return self._receive(line, tail, data)

        if line not in LINES:
            raise ValueError(f"a printer's line is one of {', '.join(LINES)}")
        return TcpPlug(port, receive) if line == "tcp" else PtyPlug(line, path, receive)


def _without_text(act: Callable[[], None]) -> Callable[[str], None]:
    return lambda text: act()
