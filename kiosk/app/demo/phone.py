"""A patient's phone: whose it is, which code it shows, and where it is held."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import requests
from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from drivers.sim.phone import qr_picture
from kiosk.app.demo.errands import Errands
from kiosk.app.demo.pictures import Pictures, picture_of_dots
from kiosk.app.demo.surroundings import Surroundings
from ui.rows import Rows

QML_IMPORT_NAME = "Bench.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 200
RETRY_S = 3.0  # after a code that did not come
LOOK_EVERY_S = 2.0  # at what everybody owes
KINDS = {
    "voucher": ("医保码", "Insurance"),
    "suishen": ("随申码", "Suishen"),
    "health_card": ("电子健康卡", "Health card"),
    "wechat": ("微信", "WeChat Pay"),
    "alipay": ("支付宝", "Alipay"),
    "unionpay": ("云闪付", "UnionPay"),
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person to act as."""

    id: str
    name: str
    note: str
    due: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class KindRow:
    """One code that a phone can show."""

    key: str
    title: str
    gloss: str
    chosen: bool


@QmlElement
class PhoneViewModel(QObject):
    """Shows a code that is always fresh, as the real ones do."""

    changed = Signal()
    ticked = Signal()

    def __init__(
        self,
        scene: Surroundings,
        errands: Errands,
        pictures: Pictures,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._scene = scene
        self._errands = errands
        self._pictures = pictures
        self._now = monotonic
        self._people: list[dict[str, str]] = []
        self._person = ""
        self._kind = next(iter(KINDS))
        self._codes: dict[str, str] = {}
        self._asked = 0  # how often; an answer to an older question is dropped
        self._look_at = self._ask_at = self._fresh_until = monotonic()
        self._picture = ""
        self._held = False
        self.people_model, self._kind_model = Rows(PersonRow), Rows(KindRow)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._lay_out()

    def start(self) -> None:
        """Learn who there is, and keep the code fresh from now on."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def tick(self) -> None:
        """Look at the clock: has the code run out?"""
        if self._now() >= self._look_at:
            self.look()
        if self._person and self._now() >= self._ask_at:
            self.refresh()
        self.ticked.emit()

    @Property(Rows, constant=True)
    def people(self) -> Rows:
        return self.people_model

    @Property(Rows, constant=True)
    def kinds(self) -> Rows:
        return self._kind_model

    @Property(str, notify=changed)
    def picture(self) -> str:
        """The address of the code's picture; empty until there is one."""
        return self._picture

    @Property(str, notify=changed)
    def kind(self) -> str:
        return self._kind

    @Property(str, notify=changed)
    def title(self) -> str:
        return KINDS[self._kind][0]

    @Property(str, notify=changed)
    def owner(self) -> str:
        names = (one["name"] for one in self._people if one["id"] == self._person)
        return next(names, "")

    @Property(bool, notify=changed)
    def held(self) -> bool:
        """Whether the phone is before the camera."""
        return self._held

    @Property(int, notify=ticked)
    def left(self) -> int:
        """For how many more seconds the code is good."""
        return max(0, round(self._fresh_until - self._now()))

    @Property(float, notify=ticked)
    def freshness(self) -> float:
        """From 1 for a new code down to 0."""
        valid_s = float(self._codes.get("valid_s", 1))
        return max(0.0, min(1.0, (self._fresh_until - self._now()) / valid_s))

    @Property(str, notify=changed)
    def code(self) -> str:
        """What the picture says."""
        return self._codes.get(self._kind, "")

    @Slot(int)
    def choose(self, row: int) -> None:
        """Be this person."""
        self._person = self._people[row]["id"]
        self._codes = {}  # nobody shows another's code
        self._draw()
        self.refresh()

    @Slot(int)
    def turn(self, row: int) -> None:
        """Open the app with this code."""
        self._kind = list(KINDS)[row]
        self._draw()
        self.refresh()

    @Slot()
    def look(self) -> None:
        """See who there is and what they owe by now."""
        self._look_at = self._now() + LOOK_EVERY_S
        self._errands.run(self._scene.sandbox.people, self._take_people)

    @Slot()
    def refresh(self) -> None:
        """Ask for fresh codes."""
        self._asked += 1
        self._ask_at = self._now() + RETRY_S
        ask = partial(self._scene.sandbox.fresh_codes, self._person)
        self._errands.run(ask, partial(self._take_codes, self._asked))

    @Slot()
    def hold(self) -> None:
        """Hold the phone before the camera, until it is lowered."""
        self._held = True
        self._follow()
        self.changed.emit()

    @Slot()
    def lower(self) -> None:
        self._held = False
        self._follow()
        self.changed.emit()

    @Slot()
    def present(self) -> None:
        """Show the code to the scanner, once."""
        code = self._codes.get(self._kind)
        if code:
            self._errands.run(partial(self._scene.scanner.present, code.encode()))

    @Slot()
    def scan(self) -> None:
        """Scan the code that the kiosk shows, and pay it."""
        self._errands.run(partial(self._scan, self._person))

    def _scan(self, person: str) -> None:
        try:
            self._scene.sandbox.scan_shown(person)
        except requests.HTTPError:
            return  # there is none, so the phone finds nothing

    def _take_people(self, people: list[dict[str, str]]) -> None:
        self._people = people
        self._lay_out()
        if not self._person:
            self.choose(0)

    def _take_codes(self, asked: int, codes: dict[str, str]) -> None:
        if asked == self._asked:
            self._codes = codes
            self._fresh_until = self._ask_at = self._now() + float(codes["valid_s"])
            self._draw()
            self.ticked.emit()

    def _draw(self) -> None:
        """Put the code on the phone's screen, and before the camera if it is there."""
        self._pictures.drop(self._picture)
        self._picture = ""
        if code := self._codes.get(self._kind):
            self._picture = self._pictures.keep(picture_of_dots(qr_picture(code)))
        if self._held:
            self._follow()
        self._lay_out()
        self.changed.emit()

    def _follow(self) -> None:
        code = self._codes.get(self._kind)
        camera = self._scene.camera
        if self._held and code:
            self._errands.run(partial(camera.hold_up, qr_picture(code)))
        else:
            self._errands.run(camera.lower)

    def _lay_out(self) -> None:
        self.people_model.replace(
            [_person_row(one, self._person) for one in self._people]
        )
        self._kind_model.replace(
            [KindRow(key, *words, key == self._kind) for key, words in KINDS.items()]
        )


def _person_row(person: dict[str, str], chosen: str) -> PersonRow:
    return PersonRow(
        person["id"],
        person["name"],
        person["description"],
        f"¥{person['due']}" if person["open_bills"] else "",
        person["id"] == chosen,
    )
