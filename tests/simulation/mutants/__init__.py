"""Planted bugs. Each is one that a careful person could make; each must be found.

A mutant is a context in which the product is wrong in one place. The simulation knows
none of them: what finds a mutant is an invariant that it breaks.
"""

from tests.simulation.mutants import money, offline, paper, people, services, storage
from tests.simulation.mutants.planting import Mutant, planted

MUTANTS: dict[str, Mutant] = {
    name: mutant
    for module in (money, offline, paper, people, services, storage)
    for name, mutant in planted(module)
}
