"""`deploy/fleet/start`: five kiosks, a Prometheus and its Alertmanager on this machine.

One kiosk is cut off, one runs low on paper, at one somebody walks away, at one nobody
answers for the money, and one is well. The alerts that stand for the first four fire
within a minute: the rules are `deploy/fleet/alerts.yml` with `SHORTER` times.
"""

import argparse
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

from drivers.sim.page_printer import SimPagePrinter
from drivers.sim.receipt_printer import SimReceiptPrinter
from drivers.sim.serial_scanner import SimSerialScanner
from kiosk.app.demo.scene import HOSPITAL, WINDOW, SandboxProcess

RULES = Path(__file__).parents[3] / "deploy" / "fleet"
LIMIT_S = 120.0  # for what takes a minute on a slow machine
LOOK_EVERY_S = 0.5
AGAIN_S = 1.0  # a phone is held up until it is read
# What a hospital waits minutes for is shown in seconds.
SHORTER = (
    ("_interval: 15s", "_interval: 1s"),
    ("interval: 5m", "interval: 1s"),
    ("for: 3m", "for: 5s"),
    ("> 420", "> 10"),
    ("group_wait: 10s", "group_wait: 0s"),
)
# Which alert is shown at which kiosk.
SHOWN = {
    ("KioskDown", "LOBBY-1"),
    ("KioskPaperLow", "LOBBY-2"),
    ("KioskStuck", "LOBBY-3"),
    ("KioskPaymentsUnknown", "LOBBY-4"),
}
READY = 'kiosk_can{what="pay"} 1'
PAYS = "P1008"  # on credit, so that she needs no second code


class NotShown(Exception):
    """Something did not come about in time."""


class Stand:
    """One kiosk and its devices."""

    def __init__(self, name: str, folder: Path, sandbox: SandboxProcess) -> None:
        self.name = name
        self.port = free_port()
        self._sandbox = sandbox
        self._stack = ExitStack()
        with self._stack as stack:
            self._scanner = stack.enter_context(SimSerialScanner())
            self.receipt_printer = stack.enter_context(SimReceiptPrinter())
            page_printer = stack.enter_context(SimPagePrinter())
            self._config = folder / f"{name}.toml"
            self._config.write_text(
                f"""\
[kiosk]
id = "{name}"
hospital = "{HOSPITAL}"
window = "{WINDOW}"
environment = "demo"

[central]
url = "{sandbox.url}"
token = "sandbox"

[data]
directory = "{folder / name}"
key = "file"

[serial_scanner]
path = "{self._scanner.path}"

[receipt_printer]
address = "{self.receipt_printer.where}"
profile = "{self.receipt_printer.profile.name}"

[page_printer]
uri = "{page_printer.uri}"

[metrics]
port = {self.port}
""",
                encoding="utf-8",
            )
            self._stack = stack.pop_all()

    def start(self, *options: str) -> None:
        """Have it run in a process of its own, which ends with ours."""
        command = [sys.executable, "-m", "kiosk.app.demo.lone", str(self._config)]
        self._process = subprocess.Popen(
            [*command, *options], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._stack.callback(self.cut_power)

    def cut_power(self) -> None:
        """Kill it, as a power cut would."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        self._process.stdin.close()

    def has_seen(self, line: str) -> bool:
        """Whether this stands on its page of numbers."""
        try:
            page = ask(f"http://127.0.0.1:{self.port}/metrics").text
        except requests.RequestException:
            return False
        return any(one.startswith(line) for one in page.splitlines())

    def serve(self, until: str) -> None:
        """Have somebody show her code until this stands on the page."""
        self._sandbox.order_bill(PAYS)
        code = self._sandbox.fresh_codes(PAYS)["voucher"].encode()
        again_s = 0.0

        def is_served() -> bool:
            nonlocal again_s
            if time.monotonic() >= again_s:
                again_s = time.monotonic() + AGAIN_S
                self._scanner.present(code)
            return self.has_seen(until)

        wait_until(f"{until} at {self.name}", is_served)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()


class Watchers:
    """A Prometheus and its Alertmanager, with shorter times."""

    def __init__(self, folder: Path, targets: dict[str, int]) -> None:
        self._stack = ExitStack()
        self.prometheus, self.alertmanager = free_port(), free_port()
        render(folder, self.alertmanager, targets)
        self._run(
            "prometheus",
            f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'prometheus'}",
            f"--web.listen-address=127.0.0.1:{self.prometheus}",
        )
        self._run(
            "prometheus-alertmanager",
            f"--config.file={folder / 'alertmanager.yml'}",
            f"--storage.path={folder / 'alertmanager'}",
            f"--web.listen-address=127.0.0.1:{self.alertmanager}",
            "--cluster.listen-address=",
        )

    def firing(self) -> set[tuple[str, str]]:
        """The alerts that the Alertmanager has, each with its kiosk."""
        try:
            url = f"http://127.0.0.1:{self.alertmanager}/api/v2/alerts"
            alerts: list[Any] = ask(url).json()
        except requests.RequestException:
            return set()
        labels = [one["labels"] for one in alerts]
        return {(one["alertname"], one.get("kiosk", "")) for one in labels}

    def _run(self, *command: str) -> None:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.terminate)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()


def render(folder: Path, alertmanager: int, targets: dict[str, int]) -> None:
    """Copy the files of `deploy/fleet` with shorter times, and name the kiosks."""
    for name in ("prometheus.yml", "alerts.yml", "alertmanager.yml"):
        text = (RULES / name).read_text(encoding="utf-8")
        for usual, short in (*SHORTER, ("127.0.0.1:9093", f"127.0.0.1:{alertmanager}")):
            text = text.replace(usual, short)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "kiosks").mkdir()
    kiosks = [
        {"targets": [f"127.0.0.1:{port}"], "labels": {"kiosk": name}}
        for name, port in targets.items()
    ]
    (folder / "kiosks" / "all.json").write_text(json.dumps(kiosks), encoding="utf-8")


def run(folder: Path, *, once: bool) -> None:
    """Show the alerts; raise NotShown. Unless `once`, stay until interrupted."""
    with ExitStack() as stack:
        sandbox = SandboxProcess(folder)
        stack.callback(sandbox.stop)
        stands = [
            stack.enter_context(Stand(f"LOBBY-{number}", folder, sandbox))
            for number in range(1, 6)
        ]
        for stand in stands:
            stand.start(*(["--leaves"] if stand.name == "LOBBY-3" else []))
        targets = {stand.name: stand.port for stand in stands}
        watchers = stack.enter_context(Watchers(folder, targets))
        for stand in stands:
            wait_until(stand.name, partial(stand.has_seen, READY))
        print(
            f"Prometheus    http://127.0.0.1:{watchers.prometheus}/alerts", flush=True
        )
        print(f"Alertmanager  http://127.0.0.1:{watchers.alertmanager}", flush=True)
        spoil(stands, sandbox, watchers)
        show(watchers)
        while not once:
            time.sleep(LOOK_EVERY_S)


def spoil(stands: list[Stand], sandbox: SandboxProcess, watchers: Watchers) -> None:
    """Have four of them go wrong, each in its way."""
    down, low, stuck, unknown, well = stands
    wait_until("a first look at all", lambda: _all_seen(watchers, len(stands)))
    well.serve('kiosk_sessions_total{result="paid"} 1')
    sandbox.fail("charge", "drop_after")
    unknown.serve("kiosk_payment_unknown_total 1")
    stuck.serve("kiosk_session_open 1")
    low.receipt_printer.paper_low()
    down.cut_power()


def show(watchers: Watchers) -> None:
    """Print each alert when it fires."""
    seen: set[tuple[str, str]] = set()

    def all_fire() -> bool:
        for name, kiosk in sorted(watchers.firing() & SHOWN - seen):
            seen.add((name, kiosk))
            print(f"{kiosk}  {name}", flush=True)
        return seen == SHOWN

    wait_until("all alerts", all_fire)
    quiet = not any(kiosk == "LOBBY-5" for _, kiosk in watchers.firing())
    print(f"LOBBY-5  {'nothing' if quiet else 'NOT WELL'}", flush=True)


def _all_seen(watchers: Watchers, count: int) -> bool:
    url = f"http://127.0.0.1:{watchers.prometheus}/api/v1/query"
    query = {"query": "sum(up) and min(count_over_time(kiosk_payment_total[1m])) > 2"}
    try:
        result = ask(url, query).json()["data"]["result"]
    except requests.RequestException:
        return False
    return bool(result) and float(result[0]["value"][1]) == count


def ask(url: str, query: dict[str, str] | None = None) -> requests.Response:
    """Without proxies: all of it is on this machine."""
    with requests.Session() as session:
        session.trust_env = False
        reply = session.get(url, params=query, timeout=5)
    reply.raise_for_status()
    return reply


def wait_until(what: str, happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not happened():
        if time.monotonic() > deadline:
            raise NotShown(what)
        time.sleep(LOOK_EVERY_S)


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> int:
    parser = argparse.ArgumentParser(prog="deploy/fleet/start", description=__doc__)
    parser.add_argument(
        "--once", action="store_true", help="end when all alerts have fired"
    )
    options = parser.parse_args()
    missing = [
        name
        for name in ("prometheus", "prometheus-alertmanager")
        if shutil.which(name) is None
    ]
    if missing:
        print(f"kiosk: install {' and '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="kiosk-fleet-") as folder:
        try:
            run(Path(folder), once=options.once)
        except NotShown as error:
            print(f"kiosk: {error} did not come about", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
