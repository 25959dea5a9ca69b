"""Write central's description: `python -m kiosk.sandbox.openapi FILE`."""

import json
import sys
from pathlib import Path

from kiosk.sandbox.face import create_app
from kiosk.sandbox.serve import wall_clock
from kiosk.sandbox.store import Store


def description() -> str:
    """The OpenAPI document, as it is kept in docs/central-api."""
    store = Store()
    try:
        document = create_app(store, wall_clock).openapi()
    finally:
        store.close()
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(description(), encoding="utf-8")
