"""Every locked package as a CycloneDX 1.6 bill of materials, in JSON.

Made from requirements.lock alone, so it says what any machine gets; nothing is asked
of a network, and the same lock gives the same bytes.
"""

import json
import re
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

from kiosk import __version__

ROOT = Path(__file__).parents[1]
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str) -> dict[str, Any]:
    """The whole document."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "hospital-kiosk",
                "name": "hospital-kiosk",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*_components(lock)],
    }


def _components(lock: str) -> list[dict[str, Any]]:
    found = list(LOCKED.finditer(lock))
    ends = [*(one.start() for one in found[1:]), len(lock)]
    return [
        _component(one[1], one[2], HASH.findall(lock, one.end(), end))
        for one, end in zip(found, ends, strict=True)
    ]


def _component(name: str, version: str, hashes: list[str]) -> dict[str, Any]:
    purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        # One for each file that may be installed, by platform.
        "externalReferences": [
            {
                "type": "distribution",
                "url": purl,
                "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
            }
        ],
    }
    licence = _licence(name)
    if licence:
        component["licenses"] = [{"license": {"name": licence}}]
    return component


def _licence(name: str) -> str:
    """As the package says it, where it is installed here."""
    try:
        said = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return ""
    short = str(said.get("license_expression") or said.get("license") or "")
    return short if "\n" not in short else ""


if __name__ == "__main__":
    lock_text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    print(json.dumps(bill(lock_text), indent=1, ensure_ascii=True))
