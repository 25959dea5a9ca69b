"""What the kiosk and central must know of each other before the network falls."""

import json
from collections.abc import Callable, Mapping

from kiosk.app import log
from kiosk.app.ledger import Ledger
from kiosk.central.port import Central, CentralError, Reason, Refused
from kiosk.central.signing import Ed25519Signer, Ed25519Verifier, Verifier
from offline_queue.errors import StorageError

SLIP_KEYS = "slip-keys"  # the keepsakes' names
ENROLLED = "enrolled-key"
REFUSED = b"refused"  # what that says where central would not have us
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
        self._is_failing = self._was_refused = False
        kept = ledger.kept(SLIP_KEYS)
        self._keys = _verifiers(json.loads(kept)) if kept else {}
        self._known = ledger.kept(ENROLLED)

    def slip_keys(self) -> Mapping[str, Verifier]:
        """The keys under guide slips, as central last sent them."""
        return self._keys

    def is_enrolled(self) -> bool:
        """Whether central knows us, and could check what we sign. Else nobody is
        served, and nothing is promised: it would end as a debt."""
        return self._known == self._signer.key_id.encode()

    def keep_up(self) -> None:
        """Introduce ourselves now and then, while central can be reached."""
        last_s = self._introduced_s
        is_due = last_s is None or self._clock() - last_s > REFRESH_S
        if is_due or not self.is_enrolled():
            self.introduce()

    def disowned(self) -> None:
        """Central says that it does not know us."""
        self._remember(REFUSED)

    def introduce(self) -> None:
        """Tell central our key, and learn its keys. What fails is tried next time."""
        verifier = self._signer.verifier
        try:
            self._central.enrol_key(verifier.algorithm, verifier.key_id, verifier.text)
            self._remember(verifier.key_id.encode())
            texts = dict(self._central.slip_keys())
            self._keys = _verifiers(texts)
            self._ledger.keep(SLIP_KEYS, json.dumps(texts, sort_keys=True).encode())
            self._introduced_s = self._clock()
            self._is_failing = self._was_refused = False
        except (CentralError, StorageError) as error:
            if not self._is_failing:  # rule D1: when it changes
                log.warning("enrolment.failed", error=type(error).__name__)
            self._is_failing = True
            if isinstance(error, Refused) and error.reason is Reason.NOT_AUTHORISED:
                # Of a kiosk that is known one such answer may be a mistake.
                if self._was_refused or not self.is_enrolled():
                    self.disowned()
                self._was_refused = True

    def _remember(self, known: bytes) -> None:
        """What central made of us, also after a restart without it. A disk that takes
        nothing is told of elsewhere."""
        if known == self._known:
            return
        self._known = known
        log.info("enrolment.changed", state="enrolled" if self.is_enrolled() else "no")
        try:
            self._ledger.keep(ENROLLED, known)
        except StorageError as error:
            log.error("enrolment.unwritten", error=type(error).__name__)


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
