"""The audit chain: whatever is done to it is found."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk import __version__
from kiosk.app import audit_trail
from kiosk.app.audit_desk import rows
from kiosk.app.audit_trail import AuditTrail
from kiosk.app.cli import main
from kiosk.app.compose import compose
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.opening import open_databases
from kiosk.app.vault import Algorithm, Key, Vault
from kiosk.diagnostics.audit import (
    BEGINNING,
    PURPOSE,
    Action,
    Entry,
    Head,
    Record,
    mac_of,
    verify,
)
from offline_queue.chain import Chain
from offline_queue.database import Database
from offline_queue.errors import StorageError
from offline_queue.salvage import set_aside
from tests import at_central

KEY, OLD_KEY = b"k" * 32, b"o" * 32
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def chain_of(count: int, key: bytes = KEY, actor: str = "B-0001") -> list[Entry]:
    made: list[Entry] = []
    before = BEGINNING
    for sequence in range(1, count + 1):
        at = (NOON + timedelta(seconds=sequence)).isoformat()
        action = [*Action][sequence % len(Action)]
        body = Record(sequence, "boot", sequence, at, action, actor).body
        before = mac_of(key, before, body)
        made.append(Entry(sequence, body, before))
    return made


def a_record(entry: Entry) -> Record:
    record = Record.read(entry.body or b"")
    assert record is not None
    return record


def edited(entry: Entry) -> Entry:
    assert entry.body is not None
    return replace(entry, body=entry.body.replace(b"B-0001", b"B-0002"))


def renumbered(entries: list[Entry]) -> list[Entry]:
    """As somebody would who wants no gap to be seen."""
    return [
        Entry(
            number,
            entry.body and replace(a_record(entry), sequence=number).body,
            entry.mac,
        )
        for number, entry in enumerate(entries, 1)
    ]


Mutation = Callable[[list[Entry], int], list[Entry]]
MUTATIONS: dict[str, Mutation] = {
    "edit": lambda chain, at: [*chain[:at], edited(chain[at]), *chain[at + 1 :]],
    "edit the code": lambda chain, at: [
        *chain[:at],
        replace(chain[at], mac=bytes(32)),
        *chain[at + 1 :],
    ],
    "delete": lambda chain, at: [*chain[:at], *chain[at + 1 :]],
    "delete and renumber": lambda chain, at: renumbered(
        [*chain[:at], *chain[at + 1 :]]
    ),
    "insert": lambda chain, at: [*chain[:at], edited(chain[at]), *chain[at:]],
    "insert and renumber": lambda chain, at: renumbered(
        [*chain[:at], edited(chain[at]), *chain[at:]]
    ),
    "say twice": lambda chain, at: [*chain[:at], chain[at], *chain[at:]],
    "swap": lambda chain, at: [
        *chain[:at],
        *reversed(chain[at : at + 2]),
        *chain[at + 2 :],
    ],
    "make unreadable": lambda chain, at: [
        *chain[:at],
        replace(chain[at], body=None),
        *chain[at + 1 :],
    ],
    "cut off the end": lambda chain, at: chain[:at],
    "put in one that was written after the journal was set back": lambda chain, at: [
        *chain[:at],
        chain_of(at + 1, actor="B-0002")[at],
        *chain[at + 1 :],
    ],
    "write the end anew under another key": lambda chain, at: [
        *chain[:at],
        *chain_of(len(chain), OLD_KEY)[at:],
    ],
}
every_mutation = pytest.mark.parametrize("name", MUTATIONS)


def is_found(name: str, chain: list[Entry], at: int, head: Head) -> bool:
    mutated = MUTATIONS[name](chain, at)
    return mutated == chain or bool(verify(mutated, [KEY], head))


def test_a_chain_that_nobody_touched_holds() -> None:
    chain = chain_of(200)
    assert verify(chain, [KEY], Head(200, chain[-1].mac)) == []
    assert verify(chain, [KEY], Head(150, chain[149].mac)) == [], "central is behind"
    assert verify([], [KEY], Head()) == []


@every_mutation
def test_whatever_is_done_anywhere_is_found(name: str) -> None:
    chain = chain_of(200)
    head = Head(200, chain[-1].mac)
    assert all(is_found(name, chain, at, head) for at in range(200))


@every_mutation
def test_in_ten_thousand_records_too(name: str) -> None:
    chain = chain_of(10_000)
    head = Head(10_000, chain[-1].mac)
    dice = random.Random(70)
    assert all(is_found(name, chain, dice.randrange(9_999), head) for _ in range(10))


def test_the_fault_is_told_where_it_is() -> None:
    chain = chain_of(20)
    [fault] = verify(MUTATIONS["edit"](chain, 6), [KEY])
    assert str(fault).startswith("record 7: changed")
    [fault] = verify(MUTATIONS["delete"](chain, 6), [KEY])
    assert str(fault) == "record 7: missing, and all before 8"


def test_what_was_cut_off_is_missed_by_who_remembers_the_head() -> None:
    chain = chain_of(20)
    assert verify(chain[:15], [KEY]) == [], "nothing in it tells"
    [fault] = verify(chain[:15], [KEY], Head(20, chain[-1].mac))
    assert str(fault) == "record 16: missing, and all up to 20"


def test_records_made_under_an_earlier_key_still_hold() -> None:
    chain = chain_of(5, OLD_KEY)
    body = Record(6, "boot", 6, "", Action.STAFF_LEFT).body
    chain.append(Entry(6, body, mac_of(KEY, chain[-1].mac, body)))
    assert verify(chain, [KEY, OLD_KEY]) == []
    assert len(verify(chain, [KEY])) == 5


def test_a_head_is_written_and_read_alike() -> None:
    head = Head(12, chain_of(12)[-1].mac)
    assert Head.parse(str(head)) == head
    for text in ("", "12", "12:ab", f"-1:{'0' * 64}", f"1:{'g' * 64}"):
        with pytest.raises(ValueError, match="head"):
            Head.parse(text)


# In the kiosk's database.


class Clocks:
    """The machine's own, and the one on the wall."""

    def __init__(self) -> None:
        self.up_s, self.wall = 100.0, NOON

    def pass_s(self, seconds: float) -> None:
        self.up_s += seconds
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    vault = Vault([Key(Algorithm.AES_256_GCM, KEY)])
    with Database(tmp_path / "ledger.sqlite", seal=vault) as database:
        yield database


@pytest.fixture
def trail(database: Database, clocks: Clocks) -> AuditTrail:
    return AuditTrail(
        database,
        [KEY],
        boot="boot-1",
        clock=lambda: clocks.up_s,
        now=lambda: clocks.wall,
    )


def records(database: Database) -> list[Record]:
    found = audit_trail.entries(database)
    assert verify(found, [KEY]) == []
    return [a_record(entry) for entry in found if entry.body is not None]


def test_what_was_done_stands_there_with_both_times(
    trail: AuditTrail, database: Database
) -> None:
    trail.record("staff.admitted", "B-0001", "technician", "by PIN")
    [record] = records(database)
    assert record == Record(
        1,
        "boot-1",
        100.0,
        "2026-11-22T04:00:00.000+00:00",
        Action.STAFF_ADMITTED,
        "B-0001",
        "technician",
        "by PIN",
    )
    assert trail.head() == Head(1, audit_trail.entries(database)[0].mac)


def test_an_action_that_nobody_listed_is_a_bug(
    trail: AuditTrail, database: Database
) -> None:
    with pytest.raises(ValueError, match=r"staff\.tickled"):
        trail.record("staff.tickled")
    assert records(database) == []


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b"7", b'{"sequence": 2}', b'{"boot": "boot-1"}']
)
def test_a_record_that_cannot_be_read_stops_nobody(
    trail: AuditTrail, database: Database, body: bytes
) -> None:
    trail.record("staff.admitted")
    Chain(database).append(lambda _, before: (body, mac_of(KEY, before, body)))
    trail.record("staff.left")
    found = audit_trail.entries(database)
    assert verify(found, [KEY]) == []
    actions = ["staff.admitted", "cannot be read", "staff.left"]
    assert [one for one in actions if one in rows(found)] == actions


def test_what_a_later_version_says_besides_is_left_out() -> None:
    record = Record(1, "boot", 1.0, NOON.isoformat(), Action.STAFF_LEFT, "B-0001")
    body = record.body.replace(b'{"action"', b'{"a_new_field":[1],"action"')
    assert Record.read(body) == record


def test_what_is_done_at_the_machine_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = at_central.write_config(tmp_path, "http://127.0.0.1:1")
    monkeypatch.setattr("kiosk.app.cli.getpass", lambda prompt: "48210973")
    main(["offline", "--config", str(config), "off"])
    assert not load(config).database.exists(), "a kiosk that never ran has no journal"
    for database in open_databases(load(config), 1):
        database.close()
    for words in (
        ["offline", "on"],
        ["offline", "off"],
        ["staff", "N-0001", "--role", "nurse"],
        ["staff", "N-0001", "--remove"],
        ["staff", "N-0001", "--remove"],  # there is none any more
        ["paper", "--load", "31060199", "0000000007", "0000000106"],
        ["paper"],
    ):
        main([words[0], "--config", str(config), *words[1:]])
    [database] = open_databases(load(config), 1)
    with database:
        done = [a_record(one) for one in audit_trail.entries(database)]
    assert [(one.action, one.outcome, one.detail) for one in done] == [
        ("offline.switched", "on", ""),
        ("offline.switched", "off", ""),
        ("badge.added", "nurse", "N-0001"),
        ("badge.removed", "", "N-0001"),
        ("forms.loaded", "", "31060199 0000000007 to 0000000106"),
    ]
    assert {one.actor for one in done} == {"command line"}


def test_a_text_without_end_is_cut(trail: AuditTrail, database: Database) -> None:
    trail.record("device.tried", "x" * 1000, "y" * 1000, "z" * 1000)
    [record] = records(database)
    assert len(record.body) < 500


@pytest.mark.parametrize("jump_s", [-600, 600])
def test_a_clock_that_was_set_is_written_down(
    trail: AuditTrail, database: Database, clocks: Clocks, jump_s: int
) -> None:
    trail.record("staff.admitted")
    clocks.pass_s(3_600)
    trail.record("staff.left")
    clocks.wall += timedelta(seconds=jump_s)
    trail.record("staff.admitted")
    trail.record("staff.left")
    jumps = [one for one in records(database) if one.action == Action.CLOCK_CHANGED]
    assert [one.detail for one in jumps] == [f"{jump_s:+d} s"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM chain",
        "UPDATE chain SET body = x'00'",
        "INSERT OR REPLACE INTO chain VALUES (1, x'00', x'00')",
        "INSERT OR REPLACE INTO chain VALUES (2, x'00', x'00')",
        "INSERT INTO chain VALUES (0, x'00', x'00')",
    ],
)
def test_a_link_can_be_neither_changed_nor_taken_away(
    trail: AuditTrail, database: Database, statement: str
) -> None:
    trail.record("staff.admitted")
    trail.record("staff.left")
    before = Chain(database).read()
    with (
        pytest.raises(StorageError, match="only added to"),
        database.transaction() as transaction,
    ):
        transaction.rows(statement)
    assert Chain(database).read() == before


def test_two_processes_write_one_chain(tmp_path: Path, clocks: Clocks) -> None:
    path = tmp_path / "ledger.sqlite"
    with Database(path) as one, Database(path) as other:
        trails = [
            AuditTrail(
                each,
                [KEY],
                boot="b",
                clock=lambda: clocks.up_s,
                now=lambda: clocks.wall,
            )
            for each in (one, other)
        ]
        for trail in trails * 3:
            trail.record("staff.left")
        assert [record.sequence for record in records(one)] == [1, 2, 3, 4, 5, 6]


def test_a_journal_of_the_version_before_gets_a_chain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Database(path).close()
    old = sqlite3.connect(path)
    old.executescript("DROP TABLE chain; PRAGMA user_version = 2")
    old.close()
    for _ in range(2):
        with Database(path) as database:
            assert Chain(database).read() == []


# The kiosk and its commands.


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def config(scene: Scene, tmp_path: Path) -> Path:
    return scene.write_config(data=tmp_path)


def runs_once(config: Path) -> Head:
    kiosk = compose(load(config), lambda state: None)
    kiosk.start()
    head = kiosk.audit.head()
    kiosk.stop()
    return head


def tampers(config: Path, statement: str) -> None:
    """Write into the file past the kiosk."""
    file = sqlite3.connect(load(config).database)
    for trigger in ("chain_links_stay", "chain_links_stay_as_they_are"):
        file.execute(f"DROP TRIGGER {trigger}")
    file.execute(statement)
    file.commit()
    file.close()


def says(
    capsys: pytest.CaptureFixture[str], config: Path, act: str, *options: Any
) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["audit", act, "--config", str(config), *map(str, options)])
    return code, capsys.readouterr().out


def test_a_kiosk_writes_down_that_it_came_and_went(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = runs_once(config)
    code, listed = says(capsys, config, "list")
    assert code == 0
    assert [line.split()[2] for line in listed.splitlines()] == [
        "action",
        "kiosk.started",
        "configuration.loaded",
        "kiosk.stopped",
    ]
    assert __version__ in listed
    code, told = says(capsys, config, "verify", "--head", head)
    assert code == 0
    assert told.startswith("3 records, all in place\nhead 3:")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE chain SET body = CAST(body || 'x' AS BLOB) WHERE sequence = 1",
        "UPDATE chain SET tag = zeroblob(32) WHERE sequence = 3",
        "DELETE FROM chain WHERE sequence = 2",
        "UPDATE chain SET sequence = 9 WHERE sequence = 3",
        "INSERT INTO chain SELECT 4, body, tag FROM chain WHERE sequence = 3",
    ],
)
def test_who_writes_past_the_kiosk_is_found_out(
    config: Path, statement: str, capsys: pytest.CaptureFixture[str]
) -> None:
    runs_once(config)
    tampers(config, statement)
    code, told = says(capsys, config, "verify")
    assert code == 1
    assert "record " in told
    main(["doctor", "--config", str(config)])
    assert "call security" in capsys.readouterr().out


def test_the_end_that_was_cut_off_is_missed(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs_once(config)
    head = runs_once(config)
    tampers(config, "DELETE FROM chain WHERE sequence > 3")
    assert says(capsys, config, "verify")[0] == 0
    code, told = says(capsys, config, "verify", "--head", head)
    assert code == 1
    assert f"missing, and all up to {head.sequence}" in told


def test_a_journal_that_is_gone_took_the_chain_with_it(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says(capsys, config, "verify")[0] == 0, "it never ran"
    code, told = says(capsys, config, "verify", "--head", f"7:{'0' * 64}")
    assert code == 1
    assert "all up to 7" in told


def test_the_chain_is_salvaged_with_the_journal(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = runs_once(config)
    set_aside(load(config).database)
    assert main(["audit", "verify", "--config", str(config)]) == 3
    main(["salvage", "--config", str(config)])
    assert says(capsys, config, "verify", "--head", head)[0] == 0


def test_the_chain_has_a_key_of_its_own(config: Path, tmp_path: Path) -> None:
    runs_once(config)
    [database] = open_databases(load(config), 1)
    with database:
        found = audit_trail.entries(database)
    [secret] = [bytes.fromhex(file.read_text()) for file in tmp_path.glob("*.key")]
    vault = Vault([Key(Algorithm.AES_256_GCM, secret)])
    assert verify(found, [secret])
    assert verify(found, vault.derived(PURPOSE)) == []


def test_the_configuration_is_known_by_its_fingerprint_and_secrets_are_not(
    scene: Scene, config: Path
) -> None:
    plain = load(config)
    other = replace(plain, central=replace(plain.central, token="another"))
    slower = replace(plain, central=replace(plain.central, answer_s=11.0))
    assert audit_trail.fingerprint(plain) == audit_trail.fingerprint(other)
    assert audit_trail.fingerprint(plain) != audit_trail.fingerprint(slower)
