#!/usr/bin/python3
"""Makes a signed package of a built kiosk, for `update install`.

    sign FOLDER VERSION KEY.pem PACKAGE.tar

KEY.pem is an Ed25519 private key (`openssl genpkey -algorithm ed25519`), which stays
where releases are made; its public half (`openssl pkey -pubout`) lies on every machine:
/etc/kiosk/update.pub.
"""

import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_private_key


def sign(folder: Path, version: str, key: bytes, package: Path) -> None:
    """Write the package. The manifest comes first, so that it is read first."""
    everything = sorted(folder.rglob("*"))
    links = [one for one in everything if one.is_symlink()]
    files = [one for one in everything if one.is_file() and not one.is_symlink()]
    manifest = json.dumps(
        {
            "version": version,
            "files": {_name(folder, one): _described(one) for one in files},
            "links": {_name(folder, one): str(one.readlink()) for one in links},
        }
    ).encode()
    signer: Any = load_pem_private_key(key, None)
    with tarfile.open(package, "w") as archive:
        _add(archive, "manifest.json", manifest)
        _add(archive, "manifest.sig", signer.sign(manifest))
        for one in files:
            archive.add(one, f"files/{_name(folder, one)}", recursive=False)


def _name(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()


def _described(file: Path) -> dict[str, object]:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return {"sha256": digest, "mode": file.stat().st_mode & 0o777}


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    source, number, secret, target = sys.argv[1:]
    sign(Path(source), number, Path(secret).read_bytes(), Path(target))
