"""Reads about documents: what there is, what a decision may rest on, what is missing."""

from typing import Any

from django.db.models import QuerySet

from organisation.people.models import Unit
from portfolio.models import DocumentTemplate, DocumentVersion, Project, ProjectDocument


def newest_versions(project: Project) -> QuerySet[DocumentVersion]:
    """The newest version of each document of the project; one query."""
    return (
        DocumentVersion.objects.filter(document__project=project)
        .newest()
        .select_related("document", "file", "added_by")
        .order_by("document__title_key", "document")
    )


def for_record(project: Project) -> list[dict[str, Any]]:
    """What a signed decision keeps: each document's newest version, by checksum.

    A link has no checksum, since what stands behind it can change.
    """
    return [
        {
            "id": version.document_id,
            "title": version.document.title,
            "kind": version.document.kind,
            "version": version.number,
            "version_id": version.pk,
            "added_by": version.added_by.name,
            "added_at": version.added_at,
            "file": version.file.name if version.file else None,
            "sha256": version.file.sha256 if version.file else None,
            "link": version.link,
            "lacking": list(version.lacking),
        }
        for version in newest_versions(project)
    ]


def can_be_evidence(document: ProjectDocument) -> bool:
    """Whether a decision may rest on it: its newest version is a file that we keep ourselves."""
    version = document.versions.order_by("-number").first()
    return version is not None and version.file_id is not None


def evidence_of(project: Project) -> QuerySet[DocumentVersion]:
    """The newest versions that are files, to choose from as evidence at a gate."""
    return newest_versions(project).filter(file__isnull=False)


def current_templates(district: Unit) -> dict[str, DocumentTemplate]:
    """The newest template of each type the district has one for; one query."""
    templates = (
        DocumentTemplate.objects.filter(district=district)
        .current()
        .select_related("file", "added_by")
    )
    return {template.kind: template for template in templates}
