"""The lobby: one patient after another before one kiosk after another."""

import random
import time
from contextlib import suppress
from queue import Empty

import requests

from kiosk.app.demo.scene import Scene
from kiosk.flows.visit_events import Tap
from tests.storm.life import Life
from tests.storm.patient import GUIDE_SLIP, Hold, Patient
from tests.storm.shown import Shown
from tests.storm.weather import Weather

PEOPLE = tuple(f"P10{number:02}" for number in range(1, 16))
LOOK_S = 0.05
TIRES_S = 0.3  # without anything new on the screen
STAYS = 0.8  # of those whose kiosk goes dark


class Lobby:
    """Who is there, and what they hold in their hands."""

    def __init__(self, scene: Scene, weather: Weather, dice: random.Random) -> None:
        self.visits = 0
        self.read: dict[str, str] = {}  # the last word about each payment (rule M11)
        self._scene = scene
        self._weather = weather
        self._dice = dice
        self._patient: Patient | None = None
        self._code = b""

    def go_on(self, life: Life) -> None:
        """Serve until this kiosk is dead."""
        shown: Shown | None = None
        since_s = time.monotonic()
        while True:
            with suppress(requests.RequestException):
                self._weather.blow()
            try:
                new = life.look(LOOK_S)
            except Empty:
                if shown and time.monotonic() - since_s > TIRES_S:
                    since_s = time.monotonic()
                    self._wait(life, shown)
                continue
            if new is None:
                break
            shown, since_s = new, time.monotonic()
            self._see(life, shown)
        self._code = b""
        if self._dice.random() > STAYS:
            self._patient = None

    def _see(self, life: Life, shown: Shown) -> None:
        self._code = b""
        patient = self._patient or self._arrive()
        self._act(life, patient.sees(shown))
        self._leave_if_over(patient, shown)

    def _wait(self, life: Life, shown: Shown) -> None:
        if self._code:
            self._present()
        elif self._patient is None:
            self._see(life, shown)
        else:
            self._act(life, self._patient.tires(shown))
            self._leave_if_over(self._patient, shown)

    def _leave_if_over(self, patient: Patient, shown: Shown) -> None:
        if patient.is_over:
            self._patient = None
            if shown.payment:
                self.read[shown.payment] = shown.word

    def _arrive(self) -> Patient:
        self.visits += 1
        person = self._dice.choice(PEOPLE)
        with suppress(requests.RequestException):
            self._see_a_doctor(person)
        self._patient = Patient(person, self._dice)
        return self._patient

    def _see_a_doctor(self, person: str) -> None:
        """Who owes nothing gets something to pay."""
        owing = {one["id"]: one["open_bills"] for one in self._scene.sandbox.people()}
        if not owing[person]:
            self._scene.sandbox.order_bill(person)

    def _act(self, life: Life, act: Hold | Tap | None) -> None:
        match act:
            case Hold(kind):
                with suppress(requests.RequestException):  # a phone without network
                    self._code = self._fresh(kind)
                    self._present()
            case Tap():
                life.tap(act.name)

    def _fresh(self, kind: str) -> bytes:
        assert self._patient is not None
        person = self._patient.person
        if kind == GUIDE_SLIP:
            return self._scene.sandbox.guide_slip(person).encode()
        return self._scene.sandbox.fresh_codes(person)[kind].encode()

    def _present(self) -> None:
        with suppress(TimeoutError):  # nobody reads: the kiosk is dead
            self._scene.scanner.present(self._code)
