"""The lobby corner that the figures are measured in."""

from kiosk.app.demo.scene import Scene

UNHURRIED = "[scanning]\nlookups = 1000\n"  # one visit follows the other at once


def configure(scene: Scene) -> str:
    """Write the configuration; the cable that can be pulled is left out of the way."""
    path = scene.write_config(extra=UNHURRIED)
    text = path.read_text(encoding="utf-8")
    assert str(scene.cable.port) in text
    direct = text.replace(f":{scene.cable.port}", f":{scene.sandbox.port}")
    path.write_text(direct, encoding="utf-8")
    return str(path)
