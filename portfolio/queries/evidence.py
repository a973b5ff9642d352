"""Reads about what an answer at a gate can point to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast

from portfolio.lifecycle import EvidenceKind
from portfolio.models import Benefit, DocumentVersion, Project, ProjectDocument, ProjectGoal, Risk

ORDER = list(EvidenceKind.values)


@dataclass(frozen=True)
class Offered:
    """One thing of the project that may be pointed to; `key` is its kind and id."""

    key: str
    words: str


def offered(project: Project, asked_for: tuple[str, ...] = ()) -> list[Offered]:
    """What an answer may rest on, the kinds the question asks for first; one query.

    Documents that are only links are left out: what stands behind a link can change.
    """
    newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    kept = ProjectDocument.objects.annotate(kept=Subquery(newest.values("file")[:1]))
    rows = named(kept.filter(project=project, kept__isnull=False), "title", "document").union(
        named(Benefit.objects.filter(project=project), "title", "benefit"),
        named(Risk.objects.filter(project=project), "event", "risk"),
        named(ProjectGoal.objects.filter(project=project), "text", "goal"),
        all=True,
    )
    found = sorted(
        rows, key=lambda row: (row["sort"] not in asked_for, ORDER.index(row["sort"]), row["pk"])
    )
    return [
        Offered(f"{row['sort']}-{row['pk']}", f"{EvidenceKind(row['sort']).label}: {row['words']}")
        for row in found
    ]


def named(things: Any, field: str, kind: str) -> Any:
    return things.order_by().values(
        "pk", words=Cast(F(field), CharField()), sort=Value(kind, output_field=CharField())
    )


def chosen_from(keys: list[str]) -> list[tuple[str, int]]:
    """`document-7` as the kind and the id."""
    pairs = (key.rpartition("-") for key in keys)
    return [(kind, int(pk)) for kind, _dash, pk in pairs if pk.isdecimal()]
