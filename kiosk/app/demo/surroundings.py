"""What a phone needs around it: a central that knows its owner, a camera, a scanner."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Issuer(Protocol):
    """Who knows the people and makes their codes."""

    def people(self) -> list[dict[str, str]]:
        """Everyone, with what they owe now."""

    def fresh_codes(self, person: str) -> dict[str, str]:
        """One code of each kind, and for how many seconds they are good."""

    def scan_shown(self, person: str) -> None:
        """Have somebody's phone scan the code that a kiosk showed last."""


class Camera(Protocol):
    """What a phone can be held up to."""

    def hold_up(self, picture: NDArray[np.uint8]) -> None:
        """Show the picture until it is lowered."""

    def lower(self) -> None:
        """Take the phone away."""


class Scanner(Protocol):
    """What a code can be shown to once."""

    def present(self, code: bytes) -> None:
        """Read the code and send it on."""


class Surroundings(Protocol):
    """Where a phone can be used."""

    @property
    def sandbox(self) -> Issuer:
        """The central that everybody is known at."""

    @property
    def camera(self) -> Camera:
        """The kiosk's camera."""

    @property
    def scanner(self) -> Scanner:
        """The kiosk's scanner."""
