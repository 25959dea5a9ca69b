"""Printing pages over IPP.

pyipp's own package file loads an HTTP client that nobody here uses: 14 MB, and a tenth
of the start. Its modules are found without it.
"""

import sys
from importlib.util import find_spec
from types import ModuleType

if "pyipp" not in sys.modules and (_spec := find_spec("pyipp")) is not None:
    _package = ModuleType("pyipp")
    _package.__path__ = list(_spec.submodule_search_locations or ())
    _package.__spec__ = _spec
    sys.modules["pyipp"] = _package
