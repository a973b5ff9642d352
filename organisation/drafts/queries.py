"""A person's drafts as lines on my page."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisation.drafts.models import Draft
from organisation.people.models import Person
from organisation.registries import Row

SHOWN = 10


def newest_drafts(person: Person) -> QuerySet[Draft]:
    return Draft.objects.visible_to(person)[:SHOWN]


def draft_rows(drafts: list[Draft], person: Person) -> Iterator[Row]:
    """Those that lead nowhere are left out."""
    for draft in drafts:
        if not draft.url:
            continue
        saved = timezone.localtime(draft.updated_at)
        yield Row(
            icon="doc",
            title=draft.title,
            url=draft.url,
            facts=(
                _("Lagret %(day)s kl. %(time)s")
                % {"day": date_format(saved, "d.m.Y"), "time": date_format(saved, "H.i")},
            ),
            state=_("Utkast"),
            action=_("Skriv videre"),
        )
