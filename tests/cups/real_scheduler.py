"""A real CUPS scheduler of our own, in a folder of its own, on loopback."""

import grp
import os
import pwd
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.cups.peers import Peer, free_port, listens, program

SERVER = """\
Listen 127.0.0.1:{port}
Browsing No
WebInterface No
IdleExitTimeout 0
DefaultAuthType None
LogLevel debug
MaxLogSize 0
PreserveJobHistory Yes
PreserveJobFiles No
DirtyCleanInterval 0
JobKillDelay 1
JobRetryInterval 1
<Location />
  Order allow,deny
</Location>
<Location /admin>
  Order allow,deny
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Cancel-Job Hold-Job Release-Job Restart-Job CUPS-Get-Document>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

FILES = """\
ServerRoot {folder}/etc
CacheDir {folder}/cache
DataDir /usr/share/cups
RequestRoot {folder}/spool
StateDir {folder}/state
TempDir {folder}/tmp
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
FileDevice Yes
User {user}
Group {group}
SystemGroup root
"""


# No more than a scheduler asks of one.
PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "FAIL.PPD"
*Manufacturer: "Example"
*Product: "(Failing)"
*ModelName: "Example Failing"
*ShortNickName: "Example Failing"
*NickName: "Example Failing"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*cupsFilter2: "application/pdf application/pdf 0 {filter}"
*DefaultPageSize: A4
*OpenUI *PageSize/Size: PickOne
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
"""


class RealScheduler:
    """`cupsd`, and the commands of its administrator."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.server = f"127.0.0.1:{self.port}"
        for inside in ("etc", "cache", "spool", "state", "tmp"):
            (folder / inside).mkdir()
        user, group = _user_and_group()
        config, files = folder / "etc/cupsd.conf", folder / "etc/cups-files.conf"
        config.write_text(SERVER.format(port=self.port))
        files.write_text(FILES.format(folder=folder, user=user, group=group))
        self._peer = Peer(
            [program("cupsd"), "-f", "-c", str(config), "-s", str(files)],
            folder / "cupsd.log",
        )
        self._peer.wait_until(lambda: listens(self.port), "cupsd listens")

    def queue_uri(self, queue: str) -> str:
        return f"ipp://{self.server}/printers/{queue}"

    def run(self, name: str, *arguments: str) -> None:
        """One command of the administrator or of another user, at this scheduler."""
        command = [program(name), *arguments]
        done = subprocess.run(
            command,
            env={**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C"},
            capture_output=True,
            timeout=20,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)

    def add_queue(self, queue: str, device_uri: str, *options: str) -> None:
        self.run("lpadmin", "-p", queue, "-E", "-v", device_uri, *options)

    def failing_driver(self) -> Path:
        """A PPD whose filter fails on every document."""
        failing = self._folder / "failing-filter"
        failing.write_text("#!/bin/sh\nexit 1\n")
        failing.chmod(0o755)
        description = self._folder / "failing.ppd"
        description.write_text(PPD.format(filter=failing))
        return description

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._peer.close()


def _user_and_group() -> tuple[str, str]:
    """Filters may not run as root; cupsd started by anybody else runs them as that."""
    if os.geteuid() == 0:
        return "lp", "lp"
    return pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
