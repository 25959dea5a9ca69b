"""`python -m tests.canary.day FOLDER [WALK ...]`: a day at the kiosk, in this process.

What the kiosk keeps goes to FOLDER/data; how that was while the kiosk ran, what it
counted and what a support bundle said, to FOLDER/alive; everybody's words to
FOLDER/world/words, which is not the kiosk's. Names each walk when it has ended, then
waits to be let go.
"""

import json
import shutil
import sys
import zipfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from kiosk.app import last_words, log
from kiosk.app.bundle import make_bundle
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.sandbox.store import Store
from tests.canary.walks import Walk, every_walk
from tests.canary.words import personal_words
from tests.leavings.census import Facts, in_memory
from tests.live import standing_before
from tests.openmetrics import Reader, free_port
from ui.complaints import hear

KNOWLEDGE = ("kiosk.model.", "kiosk.flows.")
OF_NOBODY = "kiosk.flows.abilities."  # what works may change while she stands there


class Day:
    """One walk after the other, each at a kiosk that central has never seen."""

    def __init__(self, folder: Path, scene: Scene) -> None:
        self._folder = folder
        self._scene = scene
        self._numbers = count(1)
        self._present = scene.scanner.present
        self.words: set[str] = set()
        self.remembered = Facts()
        scene.scanner.present = self._note  # type: ignore[method-assign]

    def live(self, name: str, walk: Walk) -> None:
        data = self._folder / "data" / name
        page = Reader(free_port())
        config = self._scene.write_config(
            data=data,
            kiosk_id=f"CANARY-{next(self._numbers):02}",
            extra=f"\n[metrics]\nport = {page.port}\n",
        )
        for printer in (self._scene.page_printer, self._scene.form_printer):
            printer.pages.clear()
        self._scene.receipt_printer.slips.clear()
        with standing_before(self._scene, config) as patient:
            before = _known()
            walk(patient, self._scene, config)
            patient.goes_away(lambda: self._has_forgotten(before))
            alive = self._folder / "alive" / name
            shutil.copytree(data, alive)
            self._bundle(config, alive)
            (alive / "metrics").write_text(page.text(), encoding="utf-8")
            self._learn()
        self._scene.sandbox.behave()

    def _bundle(self, config: Path, alive: Path) -> None:
        """What support would be sent, unpacked."""
        bundle = make_bundle(load(config), alive, datetime.now(UTC), actor="canary")
        assert bundle.is_signed
        with zipfile.ZipFile(bundle.file) as archive:
            archive.extractall(alive / "bundle")

    def _has_forgotten(self, before: Facts) -> bool:
        self.remembered = _known() - before
        return not self.remembered

    def _learn(self) -> None:
        """Before the next morning, when central has forgotten this one."""
        store = Store(self._scene.folder / "central.sqlite")
        with store.opened() as books:
            self.words |= personal_words(books)
        store.close()

    def _note(self, code: bytes) -> None:
        self.words.add(code.decode())
        self._present(code)


def _known() -> Facts:
    """How many values and states there are that may be about somebody."""
    return Facts(
        {
            name: number
            for name, number in in_memory().items()
            if name.startswith(KNOWLEDGE) and not name.startswith(OF_NOBODY)
        }
    )


def main() -> None:
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    log.start()
    last_words.speak_little()
    world = folder / "world"
    world.mkdir()
    walks = every_walk()
    with Scene(world) as scene:
        hear(last_words.complained)
        day = Day(folder, scene)
        for name in names or walks:
            try:
                day.live(name, walks[name])
            except AssertionError as error:
                raise SystemExit(f"{name}: {error} {day.remembered}") from error
            print(name, flush=True)
        (world / "words").write_text(json.dumps(sorted(day.words)), encoding="utf-8")
        print(flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
