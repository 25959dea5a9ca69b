"""How this kiosk says who it is. The token never appears in a repr or a log."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KioskIdentity:
    """The kiosk's name at central, and the secret that proves it."""

    kiosk_id: str
    token: str = field(repr=False)

    def headers(self) -> dict[str, str]:
        return {
            "X-Kiosk-Id": self.kiosk_id,
            "Authorization": f"Bearer {self.token}",
        }
