"""The visit as the journal tells it: what was written down, in which order."""

import json
from pathlib import Path

from kiosk.app.config import load
from kiosk.app.opening import open_vault
from offline_queue.database import Database
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox


def tell(config: Path, out: Path) -> None:
    """Write one line an event. Signed texts and keepsakes are left out."""
    loaded = load(config)
    with Database(loaded.database, seal=open_vault(loaded)) as database:
        lines = [
            f"{at[11:23]}  {stream.split('/')[0]:<8} {stream[-6:]} {number:>3}  "
            + _sentence(body)
            for stream, number, at, body in Journal(database).story()
            if not stream.startswith(("kept/", "copies/"))
        ]
        owed = len(Outbox(database).waiting())
    lines.append(f"\nStill owed to central: {owed}")
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _sentence(body: bytes) -> str:
    record = json.loads(body)
    data = {
        name: value
        for name, value in record["data"].items()
        if name not in ("key", "capture")
    }
    details = json.dumps(data, ensure_ascii=False, separators=(", ", ": "))
    return f"{record['is']:<20} {details}"
