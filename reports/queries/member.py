"""Reads of committees and their members."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from organisation.people.models import Person, Role, Unit
from reports.lifecycle.meeting import MeetingState, MemberFunction
from reports.models import Committee, Meeting


def committees(person: Person) -> QuerySet[Committee]:
    """Those of the person's districts, with how many sit there and when they meet next."""
    today = timezone.localdate()
    sits = Q(members__from_day__lte=today) & (
        Q(members__until_day=None) | Q(members__until_day__gte=today)
    )
    deputy = Q(members__function=MemberFunction.DEPUTY)
    return (
        Committee.objects.visible_to(person)
        .annotate(
            seats=Count("members", filter=sits & ~deputy, distinct=True),
            deputies=Count("members", filter=sits & deputy, distinct=True),
            next_meeting=next_day(),
        )
        .order_by(F("is_active").desc(), "name_key", "pk")
    )


def next_day() -> Subquery:
    """The committee's next meeting in the calendar."""
    coming = Meeting.objects.filter(
        committee=OuterRef("pk"),
        held_on__gte=timezone.localdate(),
        state__in=[MeetingState.PLANNED, MeetingState.CALLED],
    )
    return Subquery(coming.order_by("held_on").values("held_on")[:1])


def district_to_open_in(person: Person) -> Unit | None:
    """The district a new committee would be of; the person's own before others."""
    units = person.grants.units_as(Role.SECRETARIAT) | person.grants.units_as(Role.ADMINISTRATOR)
    districts = list(Unit.objects.filter(pk__in=units, kind=Unit.Kind.BYDEL).order_by("pk"))
    return min(districts, key=lambda each: each.pk != person.district_id, default=None)
