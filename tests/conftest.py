"""What tests of several files stand on: databases for the books, a language."""

from collections.abc import Iterator

import pytest

from tests.postgresql import HOW_TO_INSTALL, Server, programs, running
from ui.languages import ENGLISH, Tongue

EITHER = ("sqlite", "postgresql")
# The files that take longest, which are begun first: at the end no core waits for one.
LONG = (
    "test_fixed_seeds.py",
    "test_visits_end_to_end.py",
    "test_kill.py",
    "test_packaged.py",
    "test_screens.py",
    "test_measures.py",
    "test_fleet.py",
    "test_fresh_seeds.py",
    "test_faces.py",
    "test_first_day.py",
    "test_canary.py",
    "test_leavings.py",
    "test_translated_screens.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`--no-loadscope-reorder` keeps this order where there are several workers."""
    ranks = {name: rank for rank, name in enumerate(LONG)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(LONG)))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server of its own for this run."""
    found = programs()
    if found is None:
        pytest.skip(HOW_TO_INSTALL)
    with running(found) as server:
        yield server


@pytest.fixture
def english() -> Iterator[None]:
    """English is spoken: its texts, its days and months."""
    tongue = Tongue()
    tongue.speak(ENGLISH)
    yield
    tongue.silence()


@pytest.fixture(scope="module", params=EITHER)
def database(request: pytest.FixtureRequest) -> str:
    """Empty books for all tests of a module: once in SQLite, once in PostgreSQL."""
    return _empty(request, ":memory:")


@pytest.fixture(params=EITHER)
def own_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Empty books for one test, which may close and open them again."""
    return _empty(request, str(tmp_path_factory.mktemp("central") / "books"))


def _empty(request: pytest.FixtureRequest, sqlite: str) -> str:
    if request.param == "sqlite":
        return sqlite
    server: Server = request.getfixturevalue("postgresql")
    return server.fresh()
