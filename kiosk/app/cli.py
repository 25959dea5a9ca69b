"""The `kiosk` command. Each subcommand loads only what it needs."""

import argparse
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from getpass import getpass
from pathlib import Path

from kiosk import __version__
from kiosk.app.config import BadConfig
from kiosk.app.exit_codes import ATTENTION, OK, UNTRUSTED, WRONG_USE
from kiosk.diagnostics.audit import Head
from kiosk.model.staff import Role
from offline_queue.errors import StorageError

DEVICES = (
    "serial-scanner",
    "keyboard-scanner",
    "hidpos-scanner",
    "camera",
    "receipt-printer",
    "page-printer",
)
NOT_IN_THE_BUNDLE = (
    "drivers.sim",
    "kiosk.app.demo",
    "kiosk.app.gallery",
    "kiosk.app.simulation",
    "kiosk.sandbox",
)  # see kiosk.spec


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BadConfig as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return WRONG_USE
    except StorageError as error:
        print(f"kiosk: the journal: {error}", file=sys.stderr)
        return UNTRUSTED
    except ModuleNotFoundError as error:
        if error.name not in NOT_IN_THE_BUNDLE:
            raise
        print("kiosk: this build has no simulators", file=sys.stderr)
        return WRONG_USE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk", description="A self-service kiosk for hospital lobbies."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="run the kiosk on this screen")
    _add_config(run)
    run.set_defaults(run=_run)

    stand_in = commands.add_parser(
        "stand-in", help="show the page that stands beneath the kiosk's window"
    )
    _add_config(stand_in)
    stand_in.set_defaults(run=_stand_in)

    demo = commands.add_parser(
        "demo", help="run a kiosk with simulated devices, a phone and a paper tray"
    )
    demo.add_argument(
        "--headless",
        action="store_true",
        help="without a display: walk one patient through and keep every picture",
    )
    demo.add_argument(
        "--out",
        type=Path,
        default=Path("out"),
        metavar="DIR",
        help="where --headless leaves what it saw (default: out)",
    )
    demo.add_argument(
        "--landscape", action="store_true", help="a wide screen instead of a tall one"
    )
    demo.set_defaults(run=_demo)

    gallery = commands.add_parser(
        "gallery", help="leaf through every screen in every state, or draw them all"
    )
    gallery.add_argument(
        "word", nargs="?", default="", help="only where the name has it"
    )
    gallery.add_argument(
        "--out", type=Path, metavar="DIR", help="as pictures, without a display"
    )
    gallery.set_defaults(run=_gallery)

    sandbox = commands.add_parser("sandbox", help="run a central to develop against")
    sandbox.add_argument(
        "--port", type=int, default=8300, help="on loopback; 0 chooses a free one"
    )
    sandbox.add_argument(
        "--database",
        metavar="WHERE",
        help="a file or postgresql://... for its books (default: in memory)",
    )
    sandbox.set_defaults(run=_sandbox)

    check = commands.add_parser("check", help="talk to every device and to central")
    _add_config(check)
    check.set_defaults(run=_check)

    voice = commands.add_parser(
        "voice", help="record everything the kiosk says, to be replaced by a better one"
    )
    voice.add_argument("folder", type=Path, metavar="FOLDER")
    voice.set_defaults(run=_voice)

    doctor = commands.add_parser(
        "doctor", help="look at everything, and say what is well and what is to do"
    )
    _add_config(doctor)
    doctor.add_argument("--json", action="store_true", help="for a program")
    doctor.set_defaults(run=_doctor)

    staff = commands.add_parser(
        "staff", help="say who may open the diagnostics screen of this kiosk"
    )
    staff.add_argument("badge", nargs="?", help="without it, list who is known")
    staff.add_argument(
        "--role", choices=[one.value for one in Role], help="know this badge as one"
    )
    staff.add_argument(
        "--code",
        action="store_true",
        help="prove it by a number of the minute (TOTP) instead of a PIN",
    )
    staff.add_argument("--remove", action="store_true", help="forget this badge")
    _add_config(staff)
    staff.set_defaults(run=_staff)

    outbox = commands.add_parser("outbox", help="list what is owed to central, and why")
    _add_config(outbox)
    outbox.set_defaults(run=_outbox)

    settings = commands.add_parser(
        "config", help="every key, its value, and where that comes from"
    )
    _add_config(settings)
    settings.set_defaults(run=_config)

    logged = commands.add_parser("log", help="search what the kiosk logged")
    logged.add_argument("word", nargs="?", default="", help="only lines that have it")
    logged.add_argument(
        "--since", type=_age, metavar="AGE", help="such as 30min, 2h or 3d"
    )
    logged.add_argument("--level", choices=("info", "warning", "error"), default="info")
    logged.set_defaults(run=_log)

    bundle = commands.add_parser(
        "bundle", help="put all that support wants to know into one signed file"
    )
    _add_config(bundle)
    bundle.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="such as a USB stick"
    )
    bundle.set_defaults(run=_bundle)

    genuine = commands.add_parser(
        "check-bundle", help="whether such a file is as its kiosk made it"
    )
    genuine.add_argument("file", type=Path, metavar="FILE")
    genuine.add_argument(
        "--key", type=_public_key, required=True, help="the kiosk's, as central has it"
    )
    genuine.set_defaults(run=_check_bundle)

    _add_audit(commands.add_parser("audit", help="who did what at this kiosk"))

    paper = commands.add_parser(
        "paper", help="what may be on paper or not, and the numbered forms"
    )
    _add_config(paper)
    acts = paper.add_mutually_exclusive_group()
    acts.add_argument("--came", metavar="KEY", help="a person saw: it is on the paper")
    acts.add_argument("--spoiled", metavar="KEY", help="it is not, or is no good")
    acts.add_argument(
        "--load",
        nargs=3,
        metavar=("CODE", "FIRST", "LAST"),
        help="these numbered forms lie in the tray now",
    )
    paper.set_defaults(run=_paper)

    reconcile = commands.add_parser(
        "reconcile", help="compare one day's payments with central's books"
    )
    _add_config(reconcile)
    reconcile.add_argument(
        "--day",
        type=date.fromisoformat,
        required=True,
        metavar="YYYY-MM-DD",
        help="a day in Beijing",
    )
    reconcile.set_defaults(run=_reconcile)

    offline = commands.add_parser(
        "offline", help="have a running kiosk treat central as out of reach, or not"
    )
    _add_config(offline)
    offline.add_argument("switch", choices=("on", "off"))
    offline.set_defaults(run=_offline)

    salvage = commands.add_parser(
        "salvage", help="take over what a damaged journal that was set aside still says"
    )
    _add_config(salvage)
    salvage.set_defaults(run=_salvage)

    simulation = commands.add_parser(
        "simulate", help="run the kiosk through simulated days, one seed a world"
    )
    simulation.add_argument("--seeds", type=int, default=100, metavar="N")
    simulation.add_argument(
        "--from",
        type=int,
        dest="first",
        metavar="SEED",
        help="the first seed (default: a random one)",
    )
    simulation.add_argument(
        "--trace", action="store_true", help="print the whole story of one seed"
    )
    simulation.set_defaults(run=_simulate)

    day = commands.add_parser(
        "first-day",
        help="replay a hospital's first day with cardless payment, with faults",
    )
    day.add_argument("--kiosks", type=_count, default=40, metavar="N")
    day.add_argument(
        "--faults", choices=("none", "standard", "hard"), default="standard"
    )
    day.add_argument("--seed", type=int, default=1)
    day.add_argument(
        "--scale",
        type=_fraction,
        default=1.0,
        metavar="FRACTION",
        help="how much of the day's people come (default: 1.0, all of them)",
    )
    day.set_defaults(run=_first_day)

    device = commands.add_parser(
        "simulate-device",
        help="be a scanner or printer that fails when told to",
    )
    device.add_argument(
        "kind", choices=DEVICES, metavar="KIND", help=", ".join(DEVICES)
    )
    device.add_argument(
        "--listen",
        type=_port,
        default=0,
        metavar=":PORT",
        help="where on 127.0.0.1, for a device on the network (default: any port)",
    )
    device.add_argument(
        "--path",
        default="",
        help="the device file, for a device on a cable",
    )
    device.add_argument(
        "--line",
        choices=("tcp", "serial", "usb"),
        default="",
        help="of a receipt printer (default: tcp, and serial with --path)",
    )
    device.add_argument(
        "--profile", default="", help="of a receipt printer or a serial scanner"
    )
    device.add_argument(
        "--out",
        type=Path,
        default=Path("out"),
        metavar="DIR",
        help="where what comes out is kept (default: out)",
    )
    device.set_defaults(run=_simulate_device)

    version = commands.add_parser("version", help="print the version")
    version.set_defaults(run=_version)
    return parser


def _add_audit(audit: argparse.ArgumentParser) -> None:
    acts = audit.add_subparsers(required=True, metavar="ACT")
    verify = acts.add_parser(
        "verify", help="whether nobody has changed what is written"
    )
    _add_config(verify)
    verify.add_argument(
        "--head",
        type=_head,
        metavar="NUMBER:CODE",
        help="the last record that central knows of",
    )
    verify.set_defaults(run=_audit_verify)
    listed = acts.add_parser("list", help="the latest records")
    _add_config(listed)
    listed.add_argument("--last", type=_count, default=50, metavar="N")
    listed.set_defaults(run=_audit_list)


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="a TOML file"
    )


def _run(options: argparse.Namespace) -> int:
    from kiosk.app.run import run

    return run(options.config)


def _stand_in(options: argparse.Namespace) -> int:
    from kiosk.app.stand_in import run

    return run(options.config)


def _demo(options: argparse.Namespace) -> int:
    from kiosk.app.demo.scene import has_display

    if options.headless or not has_display():
        from kiosk.app.demo.headless import walk

        return walk(options.out, landscape=options.landscape)
    from kiosk.app.demo.window import open_bench

    return open_bench(landscape=options.landscape)


def _sandbox(options: argparse.Namespace) -> int:
    from kiosk.sandbox.serve import serve

    def announce(port: int) -> None:
        print(f"listening on http://127.0.0.1:{port}", flush=True)

    database = options.database or ":memory:"
    with suppress(KeyboardInterrupt):  # how a person ends it
        serve("127.0.0.1", options.port, database, announce)
    return OK


def _check(options: argparse.Namespace) -> int:
    from kiosk.app.config import load
    from kiosk.app.points import points_to_check
    from kiosk.diagnostics.checks import check, table
    from kiosk.diagnostics.sightings import read_sightings

    config = load(options.config)
    seen = read_sightings(config.sightings)
    findings = check(points_to_check(config), seen, datetime.now().astimezone())
    print(table(findings))
    return OK if all(finding.usable for finding in findings) else ATTENTION


def _doctor(options: argparse.Namespace) -> int:
    from kiosk.app.config import load
    from kiosk.app.doctor import examine
    from kiosk.diagnostics.doctor import Level, as_json, table, worst

    config = load(options.config)
    now = datetime.now().astimezone()
    verdicts = examine(config, now)
    is_told = (
        as_json(verdicts, config.kiosk.id, now) if options.json else table(verdicts)
    )
    print(is_told)
    return ATTENTION if worst(verdicts) is Level.FAIL else OK


def _gallery(options: argparse.Namespace) -> int:
    if options.out is None:
        from kiosk.app.gallery.walk import leaf_through

        leaf_through(options.word)
        return OK
    from kiosk.app.gallery.pictures import draw_all

    count = draw_all(options.out, options.word)
    print(f"{count} pictures are in {options.out}")
    return OK if count else ATTENTION


def _voice(options: argparse.Namespace) -> int:
    from drivers.port import Speechless
    from drivers.sound.espeak import EspeakVoice
    from drivers.sound.recorded import write
    from ui import languages
    from ui.speech.prompts import recordable

    try:
        for language in languages.known():
            words = recordable(language)
            count = write(options.folder, EspeakVoice(), words, language.tongue)
            print(f"{language.name}: {count} of {len(words)} recorded now")
    except Speechless as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return ATTENTION
    except ValueError as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return WRONG_USE
    return OK


def _staff(options: argparse.Namespace) -> int:
    from kiosk.app.staff_list import know, remove, staff_table

    if options.badge and options.remove:
        is_done = remove(options.config, options.badge)
        print("forgotten" if is_done else "no such badge")
        return OK if is_done else ATTENTION
    if options.badge and options.role:
        pin = "" if options.code else getpass("PIN of 8 to 16 digits: ")
        try:
            print(know(options.config, options.badge, Role(options.role), pin))
        except ValueError as error:
            print(f"kiosk: {error}", file=sys.stderr)
            return WRONG_USE
        return OK
    print(staff_table(options.config))
    return OK


def _outbox(options: argparse.Namespace) -> int:
    from kiosk.app.outbox_list import outbox_table

    text, is_overdue = outbox_table(options.config, datetime.now().astimezone())
    print(text)
    return ATTENTION if is_overdue else OK


def _config(options: argparse.Namespace) -> int:
    from kiosk.app.config import load
    from kiosk.app.config_list import table

    print(table(load(options.config)))
    return OK


def _log(options: argparse.Namespace) -> int:
    from kiosk.app.log_reading import NoLog, kept_lines, matching

    try:
        kept = kept_lines(since=options.since or "")
    except NoLog as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return ATTENTION
    for line in matching(kept, options.word, options.level):
        print(line)
    return OK


def _bundle(options: argparse.Namespace) -> int:
    from kiosk.app.bundle import make_from

    try:
        bundle = make_from(options.config, options.out, datetime.now().astimezone())
    except OSError as error:
        print(f"kiosk: {options.out}: {error.strerror}", file=sys.stderr)
        return ATTENTION
    print(bundle.file)
    if not bundle.is_signed:
        print("kiosk: not signed: its key cannot be read", file=sys.stderr)
    return OK if bundle.is_signed else ATTENTION


def _check_bundle(options: argparse.Namespace) -> int:
    from kiosk.app.bundle import is_genuine

    try:
        is_well = is_genuine(options.file, options.key)
    except OSError as error:
        print(f"kiosk: {error.filename}: {error.strerror}", file=sys.stderr)
        return WRONG_USE
    print("as its kiosk made it" if is_well else "NOT what that kiosk made")
    return OK if is_well else ATTENTION


def _age(text: str) -> str:
    """In words that journalctl knows; a ValueError is argparse's to tell."""
    if not re.fullmatch(r"[0-9]{1,6}(s|min|h|d)", text):
        raise ValueError
    return text


def _public_key(text: str) -> object:
    from kiosk.central.signing import Ed25519Verifier

    return Ed25519Verifier.parse(text)


def _audit_verify(options: argparse.Namespace) -> int:
    from kiosk.app.audit_desk import verify_chain

    text, is_whole = verify_chain(options.config, options.head)
    print(text)
    return OK if is_whole else ATTENTION


def _audit_list(options: argparse.Namespace) -> int:
    from kiosk.app.audit_desk import table

    print(table(options.config, options.last))
    return OK


def _head(text: str) -> Head:
    """A ValueError is argparse's to tell."""
    return Head.parse(text)


def _paper(options: argparse.Namespace) -> int:
    from kiosk.app.paper_desk import NothingInDoubt
    from kiosk.app.paper_list import BadStock, load_stock, look, paper_table

    try:
        if options.load:
            print(load_stock(options.config, *options.load))
            return OK
        if options.came or options.spoiled:
            key = options.came or options.spoiled
            look(options.config, key, is_good=bool(options.came))
    except (NothingInDoubt, BadStock) as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return WRONG_USE
    text, is_doubtful = paper_table(options.config)
    print(text)
    return ATTENTION if is_doubtful else OK


def _reconcile(options: argparse.Namespace) -> int:
    from kiosk.app.day_report import reconcile_day, report
    from kiosk.central.port import CentralError

    try:
        lists = reconcile_day(options.config, options.day)
    except CentralError as error:
        print(f"kiosk: no answer from central ({error})", file=sys.stderr)
        return ATTENTION
    print(report(lists, options.day))
    return OK if lists.agree else ATTENTION


def _offline(options: argparse.Namespace) -> int:
    from kiosk.app.config import load

    switch = load(options.config).offline_switch
    if options.switch == "on":
        switch.parent.mkdir(parents=True, exist_ok=True)
        switch.touch()
    else:
        switch.unlink(missing_ok=True)
    print(f"offline: {options.switch}")
    return OK


def _salvage(options: argparse.Namespace) -> int:
    from kiosk.app.salvaging import salvage_all

    text, is_whole = salvage_all(options.config)
    print(text)
    return OK if is_whole else ATTENTION


def _simulate(options: argparse.Namespace) -> int:
    from kiosk.app.simulation.run import replay, run

    if options.trace:
        is_well = replay(options.first or 0)
    else:
        is_well = run(options.seeds, options.first)
    return OK if is_well else ATTENTION


def _simulate_device(options: argparse.Namespace) -> int:
    from drivers.sim.kinds import KINDS, Out, Place
    from drivers.sim.process import Diary, serve

    def write(line: str) -> None:
        print(line, end="", flush=True)

    diary = Diary(write)
    place = Place(options.listen, options.path, options.line, options.profile)
    try:
        device = KINDS[options.kind](place, Out(options.out, diary))
    except (OSError, ValueError) as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return WRONG_USE
    try:
        with suppress(KeyboardInterrupt):
            serve(device, sys.stdin, diary)
    finally:
        device.close()
    return OK


def _port(text: str) -> int:
    """A TCP port, written ":9100"; simulators are for this machine alone."""
    host, _, port = text.rpartition(":")
    if host not in ("", "127.0.0.1", "localhost") or not port.isdecimal():
        raise argparse.ArgumentTypeError("write :PORT; it listens on 127.0.0.1 only")
    if not 0 <= int(port) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535")
    return int(port)


def _first_day(options: argparse.Namespace) -> int:
    from kiosk.app.simulation.first_day import run
    from kiosk.app.simulation.fleet_faults import Faults

    faults = Faults(options.faults)
    is_well = run(options.kiosks, faults, seed=options.seed, scale=options.scale)
    return OK if is_well else ATTENTION


def _count(text: str) -> int:
    """At least one; a ValueError is argparse's to tell."""
    if int(text) < 1:
        raise ValueError
    return int(text)


def _fraction(text: str) -> float:
    """Above nothing, and at most the whole."""
    if not 0 < float(text) <= 1:
        raise ValueError
    return float(text)


def _version(_: argparse.Namespace) -> int:
    print(f"kiosk {__version__}")
    return OK
