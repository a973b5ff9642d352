"""Verbs on comparisons: what stands beside doing nothing new, and what was chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.models import Alternative, Comparison, Criterion, CriterionNote, Phase, Project
from portfolio.services.gate import lock_gates, say_basis_changed

WRITTEN = (
    "title",
    "description",
    "once_nok",
    "yearly_nok",
    "quality",
    "capacity",
    "risks",
)


@transaction.atomic
def start_comparison(
    project: Project,
    *,
    question: str,
    by: Person,
    phase: Phase | None = None,
    criteria: Sequence[str] = (),
) -> Comparison:
    """Begin a comparison; the zero alternative is there from the first."""
    with acting(by, "portfolio.start_comparison"):
        comparison = Comparison.objects.create(project=project, question=question, phase=phase)
        Alternative.objects.create(
            comparison=comparison, title=_("Nullalternativet: som i dag"), is_zero=True
        )
        set_criteria(comparison, criteria)
    return comparison


@transaction.atomic
def edit_comparison(
    comparison: Comparison,
    *,
    question: str,
    criteria: Sequence[str],
    version: int,
    by: Person,
    phase: Phase | None = None,
) -> Comparison:
    """Change the question or what is compared by; raises Stale or DomainError."""
    comparison = lock(comparison, version=version)
    refuse_chosen(comparison)
    with acting(by, "portfolio.edit_comparison"):
        comparison.question, comparison.phase = question, phase
        comparison.version += 1
        comparison.save(update_fields=["question", "phase", "version"])
        set_criteria(comparison, criteria)
    return comparison


def set_criteria(comparison: Comparison, names: Sequence[str]) -> None:
    """Let exactly `names` be the criteria. One that is spelt as before keeps what is said by it."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    there = {each.name: each for each in comparison.criteria.all()}
    for name in there.keys() - set(wanted):
        if there[name].notes.exclude(text="").exists():
            raise DomainError(
                _("Kriteriet «%(name)s» er brukt. Tøm vurderingene før du tar det bort.")
                % {"name": name}
            )
        there[name].delete()
    for position, name in enumerate(wanted):
        known = there.get(name)
        if known is None:
            Criterion.objects.create(comparison=comparison, name=name, position=position)
        elif known.position != position:
            known.position = position
            known.save(update_fields=["position"])


def refuse_chosen(comparison: Comparison) -> None:
    if comparison.chosen_id is not None:
        raise DomainError(_("Valget er tatt. Åpne sammenligningen igjen før du endrer den."))


@transaction.atomic
def add_alternative(
    comparison: Comparison,
    facts: Mapping[str, Any],
    *,
    by: Person,
    notes: Mapping[int, str] | None = None,
) -> Alternative:
    """Put one more way to go beside the others; `notes` maps a criterion's id to what is said."""
    comparison = lock(comparison)
    refuse_chosen(comparison)
    refuse_same_title(comparison, facts["title"])
    with acting(by, "portfolio.add_alternative"):
        alternative = Alternative.objects.create(
            comparison=comparison,
            position=comparison.alternatives.count(),
            **{name: facts[name] for name in WRITTEN if name in facts},
        )
        write_notes(alternative, notes or {})
    return alternative


@transaction.atomic
def edit_alternative(
    alternative: Alternative,
    facts: Mapping[str, Any],
    *,
    version: int,
    by: Person,
    notes: Mapping[int, str] | None = None,
) -> Alternative:
    """Describe it anew; raises Stale or DomainError."""
    comparison = lock(alternative.comparison)
    refuse_chosen(comparison)
    alternative = lock(alternative, version=version)
    fields = [name for name in WRITTEN if name in facts]
    if "title" in facts:
        refuse_same_title(comparison, facts["title"], besides=alternative)
    with acting(by, "portfolio.edit_alternative"):
        for name in fields:
            setattr(alternative, name, facts[name])
        alternative.version += 1
        alternative.save(update_fields=[*fields, "version"])
        write_notes(alternative, notes or {})
    return alternative


def refuse_same_title(
    comparison: Comparison, title: str, *, besides: Alternative | None = None
) -> None:
    others = comparison.alternatives.filter(title=title)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise DomainError(_("Det er alt et alternativ med dette navnet."))


def write_notes(alternative: Alternative, notes: Mapping[int, str]) -> None:
    mine = set(alternative.comparison.criteria.values_list("pk", flat=True))
    for criterion, text in notes.items():
        if criterion in mine:
            CriterionNote.objects.update_or_create(
                criterion_id=criterion, alternative=alternative, defaults={"text": text.strip()}
            )


@transaction.atomic
def remove_alternative(alternative: Alternative, *, by: Person) -> None:
    """Take one out; the zero alternative always stays."""
    comparison = lock(alternative.comparison)
    refuse_chosen(comparison)
    alternative = lock(alternative)
    if alternative.is_zero:
        raise DomainError(_("Nullalternativet kan ikke tas bort. Det andre måles mot det."))
    with acting(by, "portfolio.remove_alternative", reason=alternative.title):
        alternative.delete()


@transaction.atomic
def choose_alternative(
    comparison: Comparison, alternative: Alternative, *, reason: str, version: int, by: Person
) -> Comparison:
    """Say which way it will be, and why; raises Stale or DomainError."""
    gate = lock_gates(comparison.project_id)
    comparison = lock(comparison, version=version)
    refuse_chosen(comparison)
    if alternative.comparison_id != comparison.pk:
        raise DomainError(_("Velg et av alternativene i sammenligningen."))
    if comparison.alternatives.count() < 2:
        raise DomainError(_("Legg til noe å sammenligne nullalternativet med før du velger."))
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor dette er valgt."))
    with acting(by, "portfolio.choose_alternative", reason=reason):
        comparison.chosen, comparison.chosen_reason = alternative, reason.strip()
        comparison.chosen_on, comparison.chosen_by = timezone.localdate(), by
        comparison.version += 1
        comparison.save(
            update_fields=["chosen", "chosen_reason", "chosen_on", "chosen_by", "version"]
        )
        say_basis_changed(gate)
    return comparison


@transaction.atomic
def reopen_comparison(comparison: Comparison, *, version: int, by: Person) -> Comparison:
    """Take the choice back, so that the alternatives can be changed; history keeps the choice."""
    gate = lock_gates(comparison.project_id)
    comparison = lock(comparison, version=version)
    if comparison.chosen_id is None:
        raise DomainError(_("Ingenting er valgt ennå."))
    with acting(by, "portfolio.reopen_comparison", reason=comparison.chosen_reason):
        comparison.chosen, comparison.chosen_reason = None, ""
        comparison.chosen_on, comparison.chosen_by = None, None
        comparison.version += 1
        comparison.save(
            update_fields=["chosen", "chosen_reason", "chosen_on", "chosen_by", "version"]
        )
        say_basis_changed(gate)
    return comparison
