"""How a bug is planted, and taken out again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType
from unittest.mock import patch

from kiosk.flows import payment
from kiosk.flows.payment import Step
from kiosk.flows.payment_effects import Duty
from kiosk.flows.payment_events import PaymentEvent
from kiosk.flows.payment_states import Payment

Mutant = Callable[[], AbstractContextManager[None]]
_mutants: dict[str, Mutant] = {}


def mutant(plant: Callable[[], Iterator[None]]) -> Mutant:
    """Make a mutant of a generator that yields while the bug is planted."""
    made = contextmanager(plant)
    _mutants[f"{plant.__module__}.{plant.__name__}"] = made
    return made


def planted(module: ModuleType) -> Iterator[tuple[str, Mutant]]:
    """All mutants of a module, by name."""
    for path, made in _mutants.items():
        place, _, name = path.rpartition(".")
        if place == module.__name__:
            yield name, made


def other_step(
    change: Callable[[Payment, PaymentEvent, Step], Step],
) -> AbstractContextManager[object]:
    """The payment machine, with some of its answers changed."""
    original = payment.step

    def changed(state: Payment, event: PaymentEvent) -> Step:
        return change(state, event, original(state, event))

    return patch.object(payment, "step", changed)


def without_duty(*kinds: type) -> AbstractContextManager[object]:
    """Payments never owe this."""
    original = payment.owed

    def owed(state: Payment) -> tuple[Duty, ...]:
        return tuple(duty for duty in original(state) if type(duty) not in kinds)

    return patch.object(payment, "owed", owed)
