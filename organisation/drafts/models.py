"""What somebody has typed and not yet saved."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.drafts.registry import draft_forms

if TYPE_CHECKING:
    from organisation.people.models import Person


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, person: "Person") -> Self:
        """One's own drafts; nobody else's exist."""
        return self.filter(person=person.pk) if person.is_active else self.none()


class Draft(models.Model):
    """The whole of a form as it stood in somebody's browser.

    `payload` maps each field's name to the list of its values, as the browser sends them.
    `object_ref` says which thing is edited, empty for a new one, and `base_version` which version
    of it the person had before them. Not audited; gone when the form is sent, or after 90 days.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=60)
    object_ref = models.CharField(max_length=60, blank=True)
    base_version = models.PositiveIntegerField(null=True)
    payload = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("utkast")
        verbose_name_plural = _("utkast")
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["updated_at"], name="draft_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "form", "object_ref"], name="draft_one_per_form"
            ),
            models.CheckConstraint(condition=~Q(form=""), name="draft_has_form"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the person would call it."""
        return draft_forms[self.form].title(self) if self.is_known else self.form

    @property
    def url(self) -> str:
        """Where the form is; empty for a form, or a thing, that no address is of."""
        with suppress(NoReverseMatch):
            return draft_forms[self.form].url(self) if self.is_known else ""
        return ""

    @property
    def is_known(self) -> bool:
        return self.form in draft_forms.names()

    def first(self, name: str) -> str:
        """The field's value as it stands in the draft; empty when there is none."""
        return next(iter(self.payload.get(name, [])), "")

    def as_data(self) -> QueryDict:
        """The draft as a form's `data`: for formsets, whose names `initial` cannot say."""
        data = QueryDict(mutable=True)
        for name, values in self.payload.items():
            data.setlist(name, values)
        return data

    def over(self, base: dict[str, Any]) -> dict[str, Any]:
        """`base` as the draft has changed it, for a form's `initial`.

        A browser leaves out a box that is not ticked, so what is missing here is switched off.
        """
        off: dict[str, Any] = {
            name: False if isinstance(value, bool) else []
            for name, value in base.items()
            if name not in self.payload and isinstance(value, bool | list | tuple | set)
        }
        typed = {
            name: values[0] if len(values) == 1 else values for name, values in self.payload.items()
        }
        return {**base, **off, **typed}
