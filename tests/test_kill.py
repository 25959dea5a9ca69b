"""Kill the real process anywhere; after a restart central's books agree with ours.

The kiosk, the sandbox, the scanner's pty and both printers' sockets are real. Only the
finger is made of code (tests/robot.py).
"""

import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.config import Config, load
from kiosk.app.demo.scene import Scene
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases, open_vault
from kiosk.flows.payment_states import Declined, Payment, Refunded, Settled
from offline_queue.database import Database
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Task

PATIENCE = """
[payment]
first_query_s = 0.1
query_every_s = 0.1
give_up_after_s = 0.5
reverse_not_before_s = 0.5
"""
LIMIT_S = 60.0
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


class Phone:
    """Held before the scanner until it is read, as a patient would hold it."""

    def __init__(self, scene: Scene, person: str) -> None:
        self._scene = scene
        self._person = person
        self._lowered = threading.Event()
        self._lowered.set()
        self._thread: threading.Thread | None = None

    def hold_up(self, kind: str) -> None:
        self.lower()
        self._lowered.clear()
        code = self._scene.sandbox.fresh_codes(self._person)[kind].encode()
        self._thread = threading.Thread(target=self._hold, args=(code,))
        self._thread.start()

    def lower(self) -> None:
        self._lowered.set()
        if self._thread is not None:
            self._thread.join()

    def _hold(self, code: bytes) -> None:
        while not self._lowered.is_set():
            self._scene.scanner.present(code)
            self._lowered.wait(0.5)


class Robot:
    """The process, and the phone held before its scanner."""

    def __init__(self, scene: Scene, config: Path, die_at: int = 0) -> None:
        self._scene = scene
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.robot", str(config), "--die-at", str(die_at)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )

    def visit(self, person: str, wallet: str | None = None) -> int:
        """Play the patient until the process ends; return its exit code."""
        assert self._process.stdout is not None
        watchdog = threading.Timer(LIMIT_S, self._process.kill)
        watchdog.start()
        phone = Phone(self._scene, person)
        for line in self._process.stdout:
            match line.strip():
                case "Welcome" | "AwaitingCode":
                    phone.hold_up("voucher")
                case "AwaitingPaymentCode":
                    assert wallet is not None
                    phone.hold_up(wallet)
                case _:
                    phone.lower()
        phone.lower()
        watchdog.cancel()
        return self._end()

    def recover(self, config: Config) -> None:
        """Let it work until nothing is owed any more."""
        deadline = time.monotonic() + LIMIT_S
        with opened(config) as ours:
            while Outbox(ours).waiting() or Journal(ours).open_streams():
                assert time.monotonic() < deadline, "it does not come to rest"
                assert self._process.poll() is None, "it died while recovering"
                threading.Event().wait(0.05)
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(LIMIT_S)
        self._end()

    def _end(self) -> int:
        code = self._process.wait(LIMIT_S)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        return code


def opened(config: Config) -> Database:
    return Database(config.database, seal=open_vault(config))


def payments(config: Config) -> dict[str, Payment]:
    """Every payment that our journal tells of."""
    with opened(config) as database:
        ledger = Ledger(database, secrets.token_bytes)
        assert not list(ledger.unfinished())
        return {payment.intent.key: payment for payment in ledger.payments()}


def assert_the_books_agree(scene: Scene, config: Config) -> None:
    books = scene.sandbox.books()
    kept = {c["key"]: c["kept"] for c in books["charges"] if c["kept"] != "0.00"}
    settled = {s["setl_id"] for s in books["settlements"] if not s["revoked"]}
    for key, payment in payments(config).items():
        match payment:
            case Settled(paid=paid, settlement=settlement):
                assert kept.pop(key, "0.00") == str(paid)
                assert settlement.id in settled
                settled.remove(settlement.id)
            case Declined() | Refunded():
                assert key not in kept
            case _:
                pytest.fail(f"{type(payment).__name__} is no end")
    assert books["balanced"], "central's own sums do not balance"
    assert not kept, "central keeps money that we know nothing of"
    assert not settled, "central settled what we know nothing of"


@pytest.mark.parametrize("die_at", range(1, 19))
def test_killed_on_the_way_to_a_credit_payment(
    scene: Scene, tmp_path: Path, die_at: int
) -> None:
    scene.sandbox.reset()
    config = scene.write_config(extra=PATIENCE, data=tmp_path)
    code = Robot(scene, config, die_at).visit("P1008")
    assert code in (0, -9)
    Robot(scene, config).recover(load(config))
    assert_the_books_agree(scene, load(config))


@pytest.mark.parametrize("die_at", range(1, 22, 4))
def test_killed_while_the_payer_is_typing_a_password(
    scene: Scene, tmp_path: Path, die_at: int
) -> None:
    scene.sandbox.reset()
    config = scene.write_config(extra=PATIENCE, data=tmp_path)
    Robot(scene, config, die_at).visit("P1011", "wechat")
    Robot(scene, config).recover(load(config))
    assert_the_books_agree(scene, load(config))


def test_a_visit_that_nobody_disturbs_is_paid_and_settled(
    scene: Scene, tmp_path: Path
) -> None:
    scene.sandbox.reset()
    config = scene.write_config(extra=PATIENCE, data=tmp_path)
    assert Robot(scene, config).visit("P1008") == 0
    [payment] = payments(load(config)).values()
    assert isinstance(payment, Settled)
    assert payment.invoice is not None
    assert_the_books_agree(scene, load(config))


def test_what_is_written_after_somebody_looked_at_the_outbox_is_on_the_disk(
    scene: Scene, tmp_path: Path
) -> None:
    path = scene.write_config(data=tmp_path)
    engine, outbox = open_databases(load(path), 2)  # as the kiosk has them open
    assert "nothing is owed" in owed(path)
    task = Task("Settle", "payment/1", "Settle", 2, b"")
    with engine.transaction() as transaction:
        Outbox.owe(transaction, task.stream, [task])
    assert "Settle" in owed(path)
    engine.close()
    outbox.close()


def owed(config: Path) -> str:
    """What `kiosk outbox` says, as a process of its own."""
    command = [sys.executable, "-m", "kiosk", "outbox", "--config", str(config)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
