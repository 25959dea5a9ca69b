"""Everything around a kiosk, made of software: a central, a cable and the devices.

The simulators speak the devices' own protocols over ptys and sockets; the kiosk cannot
tell, and nothing in it knows.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zlib import crc32

import requests

from drivers.sim.camera import SimCamera
from drivers.sim.page_printer import SimPagePrinter
from drivers.sim.receipt_printer import SimReceiptPrinter
from drivers.sim.serial_scanner import SimSerialScanner
from kiosk.app.demo.cable import Cable

HOSPITAL = "上海示例医院"
WINDOW = "1号收费窗口"
PORTRAIT = (1080, 1920, 336.0, 597.0)
LANDSCAPE = (1920, 1080, 597.0, 336.0)


def has_display() -> bool:
    """Whether a window can be opened here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class SandboxProcess:
    """The sandbox central in a process of its own, with its books in a file."""

    def __init__(self, folder: Path) -> None:
        self._database = folder / "central.sqlite"
        self._session = requests.Session()
        self._session.trust_env = False
        self.url = ""
        self._start(0)

    def cut_power(self) -> None:
        """Kill it, as a power cut would."""
        self._process.kill()
        self._wait()

    def restore_power(self) -> None:
        """Start it again at the same port, with the same books."""
        self._start(self.port)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def people(self) -> list[dict[str, str]]:
        """Who there is: id, name and what is special."""
        reply: list[dict[str, str]] = self._ask("GET", "/sandbox/people")
        return reply

    def person(self, id: str) -> dict[str, str]:
        """One of them; LookupError if there is no such person."""
        found = [one for one in self.people() if one["id"] == id]
        if not found:
            raise LookupError(id)
        return found[0]

    def order_bill(self, person: str) -> None:
        """Have a doctor order more for somebody."""
        self._ask("POST", f"/sandbox/people/{person}/bills")

    def guide_slip(self, person: str) -> str:
        """What the QR code says on the slip that the doctor prints now."""
        reply: dict[str, str] = self._ask(
            "POST", f"/sandbox/people/{person}/guide-slip"
        )
        return reply["text"]

    def staff_pass(self, kiosk_id: str, role: str, badge: str = "B-0001") -> str:
        """What the QR code says that central shows to somebody who works there."""
        order = {"kiosk_id": kiosk_id, "badge": badge, "role": role}
        reply: dict[str, str] = self._ask("POST", "/sandbox/staff-passes", order)
        return reply["text"]

    def fresh_codes(self, person: str) -> dict[str, str]:
        """What a person's phone shows now."""
        reply: dict[str, str] = self._ask("POST", f"/sandbox/people/{person}/codes")
        return reply

    def scan_shown(self, person: str) -> None:
        """Have somebody's phone scan the code that a kiosk showed last."""
        self._ask("POST", f"/sandbox/people/{person}/scan")

    def books(self) -> dict[str, Any]:
        """What central believes to be true: a list a kind, sums, and `balanced`."""
        reply: dict[str, Any] = self._ask("GET", "/sandbox/books")
        return reply

    def fail(self, where: str, what: str, times: int = 1, seconds: float = 0) -> None:
        """Have the next requests of a kind go wrong."""
        fault = {"where": where, "what": what, "times": times, "seconds": seconds}
        self._ask("POST", "/sandbox/faults", fault)

    def behave(self) -> None:
        """No more faults."""
        self._ask("DELETE", "/sandbox/faults")

    def reset(self) -> None:
        """Everybody has fresh bills again."""
        self._ask("POST", "/sandbox/reset")

    def stop(self) -> None:
        self._session.close()
        self._process.terminate()
        self._wait()

    def _start(self, port: int) -> None:
        command = [sys.executable, "-m", "kiosk", "sandbox", "--port", str(port)]
        self._process = subprocess.Popen(
            [*command, "--database", str(self._database)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.startswith("listening on "):
            raise RuntimeError("the sandbox did not start")
        self.url = line.split()[-1]

    def _wait(self) -> None:
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        reply = self._session.request(method, self.url + path, json=body, timeout=10)
        reply.raise_for_status()
        return json.loads(reply.content) if reply.content else None


class Scene:
    """A lobby corner. Enter it, and everything a kiosk needs is there.

    `on_slip` and `on_job` are handed each paper, in the printers' threads.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        on_slip: Callable[[bytes], None] = lambda slip: None,
        on_job: Callable[[bytes], None] = lambda pdf: None,
    ) -> None:
        self._stack = ExitStack()
        self._folder = folder
        self._on_slip = on_slip
        self._on_job = on_job

    def __enter__(self) -> Self:
        with self._stack as stack:
            if self._folder is None:
                temporary = tempfile.TemporaryDirectory(prefix="kiosk-")
                self._folder = Path(stack.enter_context(temporary))
            self.folder = self._folder
            self.sandbox = SandboxProcess(self.folder)
            stack.callback(self.sandbox.stop)
            self.cable = stack.enter_context(Cable(self.sandbox.port))
            self.scanner = stack.enter_context(SimSerialScanner())
            self.camera = stack.enter_context(SimCamera())
            self.receipt_printer = stack.enter_context(SimReceiptPrinter(self._on_slip))
            self.page_printer = stack.enter_context(SimPagePrinter(self._on_job))
            self.form_printer = stack.enter_context(SimPagePrinter(self._on_job))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def write_config(
        self,
        *,
        landscape: bool = False,
        data: Path | None = None,
        extra: str = "",
        screen_px: tuple[int, int] | None = None,
        kiosk_id: str = "",
    ) -> Path:
        """Write the configuration of a kiosk that stands in this scene.

        `screen_px` draws the same glass with other pixels, for a smaller desktop.
        Central knows a kiosk by one key: with other data it is another kiosk, and goes
        by another id unless one is given.
        """
        width_px, height_px, width_mm, height_mm = LANDSCAPE if landscape else PORTRAIT
        width_px, height_px = screen_px or (width_px, height_px)
        kiosk_id = kiosk_id or (f"DEMO-{crc32(bytes(data)):08x}" if data else "DEMO-01")
        path = self.folder / "kiosk.toml"
        path.write_text(
            f"""\
[kiosk]
id = "{kiosk_id}"
hospital = "{HOSPITAL}"
window = "{WINDOW}"
environment = "demo"

[central]
url = "http://127.0.0.1:{self.cable.port}"
token = "sandbox"

[data]
directory = "{data or self.folder / "data"}"
key = "file"

[deferral]
enabled = true

[registration]
enabled = true

[stay]
enabled = true

[after_visit]
enabled = true
entitlements = true
claims = true

[sound]

[shown]
wallets = ["wechat", "alipay", "unionpay"]

[screen]
width_px = {width_px}
height_px = {height_px}
width_mm = {width_mm}
height_mm = {height_mm}
fullscreen = false

[serial_scanner]
path = "{self.scanner.path}"

[camera]
source = "{self.camera.url}"

[receipt_printer]
address = "{self.receipt_printer.where}"
profile = "{self.receipt_printer.profile.name}"

[page_printer]
uri = "{self.page_printer.uri}"

[form_printer]
uri = "{self.form_printer.uri}"
{extra}""",
            encoding="utf-8",
        )
        return path
