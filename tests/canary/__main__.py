"""`python -m tests.canary`: exit code 0 says that no word of anybody was found."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.canary.run import search_a_day


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.canary", description=__doc__)
    parser.add_argument("walks", nargs="*", help="only these (default: all)")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="kiosk-canary-") as folder:
        found = search_a_day(Path(folder), options.walks)
    for hit in found.hits:
        print(hit)
    print(
        f"{found.walks} walks, {found.words} words of people, "
        f"{found.searched} bytes searched, {len(found.hits)} hits"
    )
    return 1 if found.hits else 0


if __name__ == "__main__":
    sys.exit(main())
