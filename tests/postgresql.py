"""A PostgreSQL of our own: made, started and thrown away by the tests.

It sorts text as people do, not by its bytes, as a hospital's would. Nothing of it is
reachable but by its socket in a temporary folder.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

HOW_TO_INSTALL = "PostgreSQL is not installed: apt-get install postgresql"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "20",
}
NUMBERS = count(1)


class Server:
    """A running server, and as many empty databases as one wants."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._programs = programs

    def fresh(self) -> str:
        """The URL of a new database."""
        name = f"books_{next(NUMBERS)}"
        engine = create_engine(
            self._url("postgresql+pg8000", "postgres"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self._url("postgresql", name)

    def make(self) -> None:
        language = ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8")
        owner = ("--username=kiosk", "--auth=trust", "--no-sync", "--encoding=UTF8")
        self._run("initdb", *owner, *language)

    def start(self) -> None:
        settings = {**SETTINGS, "unix_socket_directories": str(self._folder)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = self._folder / "log"
        self._run("pg_ctl", "start", "--wait", f"--log={log}", f"--options={options}")

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def _url(self, scheme: str, name: str) -> str:
        return f"{scheme}://kiosk@/{name}?unix_sock={self._folder}/.s.PGSQL.5432"

    def _run(self, program: str, *options: str) -> None:
        data = f"--pgdata={self._folder / 'data'}"
        subprocess.run(
            [str(self._programs / program), data, *options],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=120,
            **_somebody(),
        )


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A new server, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-postgresql-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    server = Server(folder, programs)
    try:
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def programs() -> Path | None:
    """Where the newest installed server's programs are; Debian keeps them aside."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _somebody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    if os.getuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}
