"""Runtime hook of the bundle: the system's programs run with the system's libraries.

The bootloader points LD_LIBRARY_PATH into the bundle. This process has read it already;
the voice and the player of sounds, which it starts, must not.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _before is not None:
    os.environ["LD_LIBRARY_PATH"] = _before
