"""SQLite's way to a `Storage`: a VFS of apsw, for one connection at a time.

It answers as SQLite's own VFS for Unix does: sectors of 4096 bytes, and a write
changes no byte beside it. It has no shared memory, and so no wal-index in a file.
"""

import apsw
from typing_extensions import Buffer

from tests.power.storage import Storage

SECTOR_SIZE = 4096


class PowerVfs(apsw.VFS):
    """Opens the files of one storage."""

    def __init__(self, storage: Storage) -> None:
        self.name = f"power-{id(storage)}"
        self._storage = storage
        super().__init__(self.name, base="")

    def xOpen(  # noqa: N802
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> "PowerFile":
        assert name is not None, "nothing here needs a temporary file"
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path not in self._storage.files:
            if not flags[0] & apsw.SQLITE_OPEN_CREATE:
                raise apsw.CantOpenError(path)
            self._storage.create(path)
        flags[1] = flags[0]
        return PowerFile(self._storage, path)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        if syncdir:
            self._storage.delete_synced(filename)
        else:
            self._storage.delete(filename)

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return pathname in self._storage.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name


class PowerFile(apsw.VFSFile):
    """One open file. Nobody else has it open, so every lock is granted."""

    def __init__(self, storage: Storage, path: str) -> None:
        self._storage = storage
        self._path = path

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return bytes(self._content[offset : offset + amount])

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._content)

    def xWrite(self, data: Buffer, offset: int) -> None:  # noqa: N802
        self._storage.write(self._path, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._storage.truncate(self._path, newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._storage.sync(self._path)

    def xLock(self, level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, level: int) -> None:  # noqa: N802
        pass

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR_SIZE

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE

    def xClose(self) -> None:  # noqa: N802
        pass

    @property
    def _content(self) -> bytearray:
        return self._storage.files.get(self._path, bytearray())
