"""Reads about the principles of innovation leadership."""

from django.db.models import Prefetch, QuerySet

from organisation.people.models import Unit
from portfolio.models import PrincipleVersion, QualityDemand


def current(district: Unit) -> PrincipleVersion | None:
    """The principles that hold now, with their demands; two queries."""
    return versions(district).first()


def versions(district: Unit) -> QuerySet[PrincipleVersion]:
    """All that were published, newest first."""
    return (
        PrincipleVersion.objects.filter(district=district)
        .select_related("published_by")
        .prefetch_related(Prefetch("demands", QualityDemand.objects.order_by("position")))
        .order_by("-number")
    )


def current_demands(district: Unit) -> list[QualityDemand]:
    """The quality demands that hold now, in order, for whoever writes the questions of a gate."""
    newest = PrincipleVersion.objects.filter(district=district).current()
    return list(QualityDemand.objects.filter(principles__in=newest).order_by("position"))
