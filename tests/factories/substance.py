"""Rows of what a project is made of, each as little as it can be."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from portfolio.models import Alternative, Comparison, Project, ProjectDocument
from portfolio.services import alternative, document


def a_file(text: str = "Et referat.", name: str = "referat.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def make_document(project: Project, **details: Any) -> ProjectDocument:
    """A document with one uploaded version."""
    return document.add_document(
        project,
        **{
            "title": "Referat fra oppstart",
            "kind": "minutes",
            "upload": a_file(),
            "by": project.leader,
            **details,
        },
    )


def make_comparison(project: Project, **details: Any) -> tuple[Comparison, Alternative]:
    """A comparison with its zero alternative and one more, which is answered."""
    comparison = alternative.start_comparison(
        project,
        **{"question": "Hvem skal drive dagtilbudet?", "by": project.leader, **details},
    )
    other = alternative.add_alternative(
        comparison, {"title": "Egen drift", "yearly_nok": 2_500_000}, by=project.leader
    )
    return comparison, other
