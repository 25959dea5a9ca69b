"""`python -m tests.canary.crash CONFIG`: `kiosk run`, with a bug in every layer.

Each bug raises with somebody's words in its text and in the locals around it.
"""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch

from PySide6.QtCore import qWarning

from drivers.escpos.receipt_printer import EscposReceiptPrinter
from kiosk.app.run import run
from kiosk.app.workers import Timers
from kiosk.central.http import CentralClient
from kiosk.flows import visit
from ui import wording

CANARY = "欧阳晓明-2880123456789012345678"


class _Bug(Exception):
    pass


def in_the_flow() -> NoReturn:
    name = CANARY
    raise _Bug(f"flow: {name}")


def in_the_client() -> NoReturn:
    name = CANARY
    raise KeyError(f"client: {name}")


def in_the_driver() -> NoReturn:
    name = CANARY
    raise ValueError(f"driver: {name}")


def in_the_view_model() -> NoReturn:
    name = CANARY
    qWarning(f"complaint: {name}")
    raise RuntimeError(f"view model: {name}")


def in_the_timers() -> NoReturn:
    name = CANARY
    raise _Bug(f"timers: {name}")


LAYERS: tuple[tuple[Any, str, Callable[[], NoReturn]], ...] = (
    (visit, "step", in_the_flow),
    (CentralClient, "ping", in_the_client),
    (EscposReceiptPrinter, "condition", in_the_driver),
    (wording, "limits", in_the_view_model),
    (Timers, "_next", in_the_timers),
)


def main() -> int:
    with ExitStack() as planted:
        for owner, name, bug in LAYERS:
            broken = _broken_once(getattr(owner, name), bug)
            planted.enter_context(patch.object(owner, name, broken))
        return run(Path(sys.argv[1]))


def _broken_once(
    original: Callable[..., Any], bug: Callable[[], NoReturn]
) -> Callable[..., Any]:
    bugs = iter([bug])

    def act(*arguments: Any) -> Any:
        for one in bugs:
            one()
        return original(*arguments)

    return act


if __name__ == "__main__":
    sys.exit(main())
