"""What a metric gives for one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """So much right out of so much; complaints say, for a reader, what is wrong."""

    right: float
    of: float
    complaints: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        """`right / of`; None where there was nothing to measure (never 0, never 1)."""
        return self.right / self.of if self.of else None


NOTHING = Measured(0, 0)


def share(checks: Iterable[tuple[bool, str]]) -> Measured:
    """The share of checks that hold; the text of each one that does not becomes a complaint."""
    held, of, complaints = 0, 0, []
    for holds, complaint in checks:
        of += 1
        held += holds
        if not holds:
            complaints.append(complaint)
    return Measured(held, of, tuple(complaints))


def yes(holds: bool, complaint: str) -> Measured:
    """One check."""
    return share([(holds, complaint)])
