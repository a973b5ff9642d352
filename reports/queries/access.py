"""What the public may read of a case, for agendas and lists, and what a request is about."""

from dataclasses import dataclass

from reports.models import BoardCase
from reports.shielding import public_title


@dataclass(frozen=True)
class PublicWords:
    """How a case stands where anybody may read: on the public agenda, in a list of documents."""

    title: str
    is_exempt: bool
    basis: str  # the law it is kept back by; empty when it is public


def public_words(case: BoardCase) -> PublicWords:
    """What the public agenda says of `case`: a neutral title and the law when it is exempt."""
    return PublicWords(
        title=public_title(case),
        is_exempt=case.is_exempt,
        basis=case.legal_basis if case.is_exempt else "",
    )
