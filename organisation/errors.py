"""What can go wrong in the domain, said in words that a user may read."""

from collections.abc import Sequence
from typing import Any


class DomainError(Exception):
    """A rule of the domain says no; `message` may be shown to the person as it stands."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = str(message)


class StepRefused(DomainError):
    """A move of a state that cannot be taken now; `reasons` says why, one sentence each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class Stale(DomainError):
    """Somebody else saved first; `current` is the row as it stands now."""

    def __init__(self, message: Any, *, current: Any) -> None:
        super().__init__(message)
        self.current = current
