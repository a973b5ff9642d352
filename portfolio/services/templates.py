"""Verbs on the templates of gates."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.gate_questions import PROFILES, QUESTIONS, Asked, questions_for
from portfolio.lifecycle import GateCode, Profile
from portfolio.models import GateQuestion, GateTemplate
from portfolio.services.phase_model import install_phase_models


@transaction.atomic
def install_templates(district: Unit, *, by: Person | None = None) -> None:
    """Give `district` the questions and phase models we ship, where it has none; safe twice."""
    lock(district)  # two first projects at once
    install_phase_models(district, by=by)
    there = set(GateTemplate.objects.filter(district=district).values_list("code", "profile"))
    for code in sorted({gate for gate, *_rest in QUESTIONS}):
        for profile in PROFILES:
            if (code, profile) not in there:
                publish_template(district, code, profile, questions_for(code, profile), by=by)


@transaction.atomic
def publish_template(
    district: Unit,
    code: GateCode,
    profile: Profile,
    questions: Iterable[Asked],
    *,
    number: int | None = None,
    by: Person | None,
) -> GateTemplate:
    """Make the next version of a template. Gates that are opened already keep theirs.

    `number` is the newest version the person saw (0 for none). Raises DomainError.
    """
    asked = list(questions)
    if not asked:
        raise DomainError(_("En mal må ha minst ett spørsmål."))
    lock(district)
    newest = GateTemplate.objects.newest(district.pk, code, profile)
    if number is not None and number != (newest.number if newest else 0):
        raise DomainError(_("Noen har tatt i bruk en ny versjon mens du skrev. Se på den først."))
    with acting(by, "portfolio.publish_template"):
        template = GateTemplate.objects.create(
            district=district,
            code=code,
            profile=profile,
            number=newest.number + 1 if newest else 1,
            published_by=by,
            published_at=timezone.now(),
        )
        GateQuestion.objects.bulk_create(
            GateQuestion(
                template=template,
                key=each.key,
                text=each.text,
                help=each.help,
                is_must=each.is_must,
                evidence_kinds=list(each.evidence_kinds),
                position=nth,
            )
            for nth, each in enumerate(asked, start=1)
        )
    return template
