"""What an answer at a gate rests on: one thing of the project for each row."""

from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle import EvidenceKind
from portfolio.models.document import DocumentVersion
from portfolio.models.gate import GateAnswer

KINDS = tuple(EvidenceKind.values)


def points_to(kind: str) -> Q:
    """Only the column of `kind` is filled."""
    return Q(**{f"{each}__isnull": each != kind for each in KINDS})


class GateEvidenceQuerySet(models.QuerySet["GateEvidence"]):
    def with_things(self) -> Self:
        """Each with what it points to, and for documents `kept_file` of the newest version."""
        newest = DocumentVersion.objects.filter(document=OuterRef("document")).order_by("-number")
        return self.select_related(
            "document__project", "benefit__project", "risk", "goal"
        ).annotate(kept_file=Subquery(newest.values("file")[:1]))


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

    objects = GateEvidenceQuerySet.as_manager()

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
            models.UniqueConstraint(
                fields=["answer", "document"], name="portfolio_evidence_document_once"
            ),
            models.UniqueConstraint(
                fields=["answer", "benefit"], name="portfolio_evidence_benefit_once"
            ),
            models.UniqueConstraint(fields=["answer", "risk"], name="portfolio_evidence_risk_once"),
            models.UniqueConstraint(fields=["answer", "goal"], name="portfolio_evidence_goal_once"),
        )

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def kind(self) -> EvidenceKind:
        return EvidenceKind(next(kind for kind in KINDS if getattr(self, f"{kind}_id")))

    @property
    def thing_id(self) -> int:
        pk: int = getattr(self, f"{self.kind}_id")
        return pk

    @property
    def is_kept(self) -> bool:
        """What it points to stays here; a document that is only a link may change or go away."""
        return self.kind != EvidenceKind.DOCUMENT or self.kept_file is not None  # type: ignore[attr-defined]

    @property
    def thing(self) -> Any:
        """The document, benefit, risk or goal itself."""
        return getattr(self, self.kind)
