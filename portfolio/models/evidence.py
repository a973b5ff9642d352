"""What an answer at a gate rests on: one thing of the project for each row."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle import EvidenceKind
from portfolio.models.gate import GateAnswer

KINDS = tuple(EvidenceKind.values)


def points_to(kind: str) -> Q:
    """Only the column of `kind` is filled."""
    return Q(**{f"{each}__isnull": each != kind for each in KINDS})


@tracked
class GateEvidence(models.Model):
    """That an answer points to a document, benefit, risk or goal of its own project."""

    answer = models.ForeignKey(GateAnswer, models.CASCADE, related_name="evidence_rows")
    document = models.ForeignKey(
        "portfolio.ProjectDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    benefit = models.ForeignKey(
        "portfolio.Benefit", models.CASCADE, null=True, blank=True, related_name="+"
    )
    risk = models.ForeignKey(
        "portfolio.Risk", models.CASCADE, null=True, blank=True, related_name="+"
    )
    goal = models.ForeignKey(
        "portfolio.ProjectGoal", models.CASCADE, null=True, blank=True, related_name="+"
    )
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("grunnlag for svar")
        verbose_name_plural = _("grunnlag for svar")
        ordering = ("answer", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_evidence_one_thing",
                condition=points_to("document")
                | points_to("benefit")
                | points_to("risk")
                | points_to("goal"),
            ),
            *(
                models.UniqueConstraint(
                    fields=["answer", kind], name=f"portfolio_evidence_{kind}_once"
                )
                for kind in KINDS
            ),
        )

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def kind(self) -> EvidenceKind:
        return EvidenceKind(next(kind for kind in KINDS if getattr(self, f"{kind}_id")))

    @property
    def thing(self) -> Any:
        """The document, benefit, risk or goal itself."""
        return getattr(self, self.kind)
