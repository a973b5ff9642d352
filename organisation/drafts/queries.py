"""A person's drafts as lines on my page."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisation.drafts.models import Draft
from organisation.people.models import Person
from organisation.registries import Row

SHOWN = 10


def draft_rows(person: Person) -> Iterator[Row]:
    """The newest drafts of `person`; those that lead nowhere are left out."""
    for draft in Draft.objects.visible_to(person)[:SHOWN]:
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
