"""The `kiosk` command. Each subcommand loads only what it needs.

Exit codes: 0 done, 1 something needs attention, 2 wrong use or configuration,
3 the journal cannot be trusted.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kiosk import __version__
from kiosk.app.config import BadConfig

OK, ATTENTION, WRONG_USE, UNTRUSTED = range(4)
NOT_IN_THE_BUNDLE = ("kiosk.app.demo", "kiosk.sandbox")  # see kiosk.spec


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BadConfig as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return WRONG_USE
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

    sandbox = commands.add_parser("sandbox", help="run a central to develop against")
    sandbox.add_argument(
        "--port", type=int, default=8300, help="on loopback; 0 chooses a free one"
    )
    sandbox.add_argument(
        "--database",
        type=Path,
        metavar="FILE",
        help="where its books are kept (default: in memory)",
    )
    sandbox.set_defaults(run=_sandbox)

    check = commands.add_parser("check", help="talk to every device and to central")
    _add_config(check)
    check.set_defaults(run=_check)

    version = commands.add_parser("version", help="print the version")
    version.set_defaults(run=_version)
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="a TOML file"
    )


def _run(options: argparse.Namespace) -> int:
    from kiosk.app.run import run

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

    database = str(options.database) if options.database else ":memory:"
    with suppress(KeyboardInterrupt):  # how a person ends it
        serve("127.0.0.1", options.port, database, announce)
    return OK


def _check(options: argparse.Namespace) -> int:
    from kiosk.app.compose import points_to_check
    from kiosk.app.config import load
    from kiosk.diagnostics.checks import check, table

    findings = check(points_to_check(load(options.config)))
    print(table(findings))
    return OK if all(finding.usable for finding in findings) else ATTENTION


def _version(_: argparse.Namespace) -> int:
    print(f"kiosk {__version__}")
    return OK
