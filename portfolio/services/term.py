"""Verbs on the word list."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.models import Term


@transaction.atomic
def save_term(
    district: Unit,
    *,
    name: str,
    explanation: str,
    by: Person | None,
    term: Term | None = None,
    version: int | None = None,
) -> Term:
    """Add a word, or change `term`; raises Stale or DomainError."""
    lock(district)
    word, words = " ".join(name.split()), explanation.strip()
    if not word or not words:
        raise DomainError(_("Skriv både ordet og forklaringen."))
    same = Term.objects.filter(district=district, name__iexact=word)
    if (same.exclude(pk=term.pk) if term else same).exists():
        raise DomainError(_("Ordet står alt i ordlisten."))
    with acting(by, "portfolio.save_term"):
        if term is None:
            return Term.objects.create(district=district, name=word, explanation=words)
        term = lock(term, version=version)
        term.name, term.explanation, term.version = word, words, term.version + 1
        term.save(update_fields=["name", "explanation", "version"])
    return term


@transaction.atomic
def remove_term(term: Term, *, by: Person) -> None:
    """Take a word out; history keeps it."""
    term = lock(term)
    with acting(by, "portfolio.remove_term", reason=term.name):
        term.delete()
