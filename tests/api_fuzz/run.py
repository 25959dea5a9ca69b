"""Send every verb what its description allows, and what it does not; hold each reply
against the same description.

Half of the ids that are made up and allowed give way to ids that central knows, or
nothing would ever be found. A request that the description allows may still be refused
with 400: not every string is a code.
"""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

load_all_checks()
HEADERS = {"Authorization": "Bearer sandbox"}
KNOWN = {
    "id": "P1001",
    "psn_no": "P1001",
    "dept_code": "D03",
    "bill_ids": ["B1001-1"],
    "kiosk": "K-07",
    "X-Kiosk-Id": "K-07",
    "charge_key": "fuzz",
    "payment_key": "fuzz",
    "exchange_key": "fuzz",
    "job_key": "fuzz",
    "case_id": "fuzz",
    "Idempotency-Key": "fuzz",
}


def feed(operation: Any, examples: int, number: int | None = None) -> Iterator[str]:
    """Yield what is wrong with the replies of one verb. Without a number it is fed the
    same requests each time."""
    for mode in GenerationMode:
        try:
            _try(operation, mode, examples, number)
        except Unsatisfiable:
            pass  # there is no wrong way to ask for this
        except FailureGroup as failures:
            yield from (f"{operation.label}: {one}" for one in failures.exceptions)


def _try(
    operation: Any, mode: GenerationMode, examples: int, number: int | None
) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=number is None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        if mode is GenerationMode.POSITIVE:
            for part in ("path_parameters", "headers", "body"):
                setattr(case, part, _seldom_unknown(getattr(case, part)))
        case.call_and_validate(
            headers=HEADERS, excluded_checks=[positive_data_acceptance]
        )

    asked: Callable[[], None] = ask if number is None else seed(number)(ask)
    asked()


def _seldom_unknown(found: Any) -> Any:
    if not isinstance(found, dict):
        return found
    return {
        name: KNOWN[name] if name in KNOWN and len(str(value)) % 2 else value
        for name, value in found.items()
    }
