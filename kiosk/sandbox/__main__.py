"""`python -m kiosk.sandbox`: a little central on loopback."""

import argparse
from contextlib import suppress

from kiosk.sandbox.serve import serve
from kiosk.sandbox.settings import Settings


def main() -> None:
    """Serve until interrupted; the first line printed is the URL."""
    parser = argparse.ArgumentParser(prog="kiosk.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    parser.add_argument("--database", default=":memory:", help="a file, or :memory:")
    parser.add_argument("--crowd", type=int, default=0, help="patients for load")
    options = parser.parse_args()

    def announce(port: int) -> None:
        print(f"http://{options.host}:{port}", flush=True)

    settings = Settings(crowd=options.crowd)
    with suppress(KeyboardInterrupt):
        serve(options.host, options.port, options.database, announce, settings)


if __name__ == "__main__":
    main()
