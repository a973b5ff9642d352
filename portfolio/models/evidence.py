"""What an answer at a gate rests on: one thing of the project for each row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
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


@dataclass(frozen=True)
class Shown:
    """One thing an answer points to, as a page and a record need it."""

    kind: EvidenceKind
    pk: int
    title: str
    is_kept: bool  # a document that is only a link may change or go away
    address: tuple[Any, ...]  # what its page is known by

    @property
    def key(self) -> str:
        return f"{self.kind.value}-{self.pk}"

    @property
    def url(self) -> str:
        """Its own page; a goal stands on the project's."""
        name = "project" if self.kind == EvidenceKind.GOAL else self.kind.value
        return reverse(f"portfolio:{name}", args=self.address)


class GateEvidenceQuerySet(models.QuerySet["GateEvidence"]):
    def as_facts(self) -> Any:
        """Rows of one dict, `row`, for a subquery; read them with `shown_from`."""
        newest = DocumentVersion.objects.filter(document=OuterRef("document")).order_by("-number")
        return self.order_by("pk").values(
            row=JSONObject(
                **{kind: kind for kind in KINDS},
                title=Coalesce("document__title", "benefit__title", "risk__event", "goal__text"),
                file=Subquery(newest.values("file")[:1]),
                slug="answer__gate__project__slug",
                number="risk__number",
            )
        )


def shown_from(facts: Iterable[dict[str, Any]]) -> tuple[Shown, ...]:
    shown = []
    for row in facts:
        kind = next(EvidenceKind(kind) for kind in KINDS if row[kind])
        is_kept = kind != EvidenceKind.DOCUMENT or row["file"] is not None
        address = {
            EvidenceKind.GOAL: (row["slug"],),
            EvidenceKind.RISK: (row["slug"], row["number"]),
        }.get(kind, (row["slug"], row[kind]))
        shown.append(Shown(kind, row[kind], row["title"], is_kept, address))
    return tuple(shown)


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
    def thing(self) -> Any:
        """The document, benefit, risk or goal itself."""
        return getattr(self, self.kind)
