"""People who write together in a case: comments to paragraphs, and who is at it now."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from reports.models.case import BoardCase, CaseSection


class CaseCommentQuerySet(models.QuerySet["CaseComment"]):
    def visible_to(self, person: Person) -> Self:
        """For those who work on the case; agrees with `reports.view_casecomment`."""
        return self.filter(case__in=BoardCase.objects.worked_on_by(person).values("pk"))


@tracked
class CaseComment(models.Model):
    """What somebody says to a paragraph, or to a part as a whole; replies stand under it."""

    case = models.ForeignKey(BoardCase, models.CASCADE, related_name="comments")
    # Empty with the proposal. A part that is taken out leaves its comments with the case.
    section = models.ForeignKey(
        CaseSection, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    block = models.CharField(max_length=40, blank=True)  # data-id of the paragraph
    quote = models.CharField(_("det gjelder"), max_length=300, blank=True)
    answer_to = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    text = models.TextField(_("kommentar"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CaseCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(name="reports_casecomment_says", condition=~Q(text="")),
            models.CheckConstraint(
                name="reports_casecomment_done_by_somebody",
                condition=Q(done_by=None, done_at=None)
                | Q(done_by__isnull=False, done_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """The thread by itself."""
        return reverse("reports:comment", args=[self.case_id, self.answer_to_id or self.pk])

    @property
    def place_url(self) -> str:
        """The part it is about, open in the editor."""
        if self.section_id is not None:
            return reverse("reports:section", args=[self.case_id, self.section_id])
        return reverse("reports:proposal", args=[self.case_id])


class CaseWriter(models.Model):
    """That somebody has a part open for writing; forgotten when they have not been heard of."""

    case = models.ForeignKey(BoardCase, models.CASCADE, related_name="writers")
    place = models.CharField(max_length=20)  # id of a section, or "forslag"
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("skriver nå")
        verbose_name_plural = _("skriver nå")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "place", "person"], name="reports_casewriter_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.place}"
