"""The notes of an interface that must know its payments after a power cut."""

import threading

from kiosk.app.ledger import Ledger
from kiosk.central.port import NotSent
from offline_queue.errors import StorageError


class LedgerNotebook:
    """Notes in the ledger: sealed, and forgotten with the payment. Any thread."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()

    def read(self, key: str) -> bytes | None:
        try:
            with self._lock:
                return self._ledger.noted(key)
        except StorageError as error:
            raise NotSent("its note cannot be read") from error

    def write(self, key: str, note: bytes) -> None:
        try:
            with self._lock:
                self._ledger.note(key, note)
        except StorageError as error:
            raise NotSent("its note cannot be written") from error
