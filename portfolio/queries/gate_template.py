"""Reads about the questions of gates."""

from django.db.models import OuterRef

from organisation.people.models import Unit
from portfolio.models import GateTemplate
from portfolio.models.gate import GateQuestion, SubqueryCount
from portfolio.queries import principle


def newest_templates(district: Unit) -> dict[tuple[str, str], GateTemplate]:
    """The newest version by code and profile, each with `asked`; one query."""
    asked = GateQuestion.objects.filter(template=OuterRef("pk"))
    templates = (
        GateTemplate.objects.filter(district=district)
        .order_by("code", "profile", "-number")
        .distinct("code", "profile")
        .annotate(asked=SubqueryCount(asked))
    )
    return {(each.code, each.profile): each for each in templates}


def suggested(district: Unit, template: GateTemplate | None) -> list[str]:
    """The quality demands of the principles that no question of `template` asks for in words."""
    there = set(template.questions.values_list("text", flat=True)) if template else set()
    return [str(each) for each in principle.current_demands(district) if str(each) not in there]
