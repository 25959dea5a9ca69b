"""What the kiosk and central must know of each other before the network falls."""

import json
from collections.abc import Callable, Mapping

from kiosk.app import log
from kiosk.app.ledger import Ledger
from kiosk.central.port import Central, CentralError
from kiosk.central.signing import Ed25519Signer, Ed25519Verifier, Verifier
from offline_queue.errors import StorageError

SLIP_KEYS = "slip-keys"  # the keepsakes' names
ENROLLED = "enrolled-key"
DEVICE_KEY = "device-key"
REFRESH_S = 3600.0


class Enrolment:
    """Central's public keys, kept for the hour when it is out of reach, and whether it
    knows ours. `keep_up` runs on one thread; the rest may be read on any."""

    def __init__(
        self,
        ledger: Ledger,
        central: Central,
        signer: Ed25519Signer,
        clock: Callable[[], float],
    ) -> None:
        """`clock` counts seconds and never runs backwards."""
        self._ledger = ledger
        self._central = central
        self._signer = signer
        self._clock = clock
        self._introduced_s: float | None = None
        kept = ledger.kept(SLIP_KEYS)
        self._keys = _verifiers(json.loads(kept)) if kept else {}
        self._is_enrolled = ledger.kept(ENROLLED) == signer.key_id.encode()

    def slip_keys(self) -> Mapping[str, Verifier]:
        """The keys under guide slips, as central last sent them."""
        return self._keys

    def is_enrolled(self) -> bool:
        """Whether central could check what we sign. Else it would end as a debt."""
        return self._is_enrolled

    def keep_up(self) -> None:
        """Introduce ourselves now and then, while central can be reached."""
        last_s = self._introduced_s
        if last_s is None or self._clock() - last_s > REFRESH_S:
            self.introduce()

    def introduce(self) -> None:
        """Tell central our key, and learn its keys. What fails is tried next time."""
        verifier = self._signer.verifier
        try:
            self._central.enrol_key(verifier.algorithm, verifier.key_id, verifier.text)
            self._ledger.keep(ENROLLED, verifier.key_id.encode())
            self._is_enrolled = True
            texts = dict(self._central.slip_keys())
            self._keys = _verifiers(texts)
            self._ledger.keep(SLIP_KEYS, json.dumps(texts, sort_keys=True).encode())
            self._introduced_s = self._clock()
        except (CentralError, StorageError) as error:
            log.warning("enrolment.failed", error=type(error).__name__)


def _verifiers(texts: Mapping[str, str]) -> dict[str, Verifier]:
    """Keys that cannot be read, or go by another name, are left out."""
    known: dict[str, Verifier] = {}
    for key_id, text in texts.items():
        try:
            verifier = Ed25519Verifier.parse(text)
        except ValueError:
            log.error("slip_key.refused", key=key_id)
            continue
        if verifier.key_id == key_id:
            known[key_id] = verifier
    return known
