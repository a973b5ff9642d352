"""Verbs on the documents of a project, and on the templates they begin with."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.files.models import StoredFile
from organisation.files.services import store
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.models import (
    DocumentTemplate,
    DocumentVersion,
    GateDecision,
    GateEvidence,
    Phase,
    Project,
    ProjectDocument,
)
from portfolio.services.gate import lock_gates, say_basis_changed


@transaction.atomic
def add_document(
    project: Project,
    *,
    title: str,
    kind: str,
    by: Person,
    upload: UploadedFile | None = None,
    file: StoredFile | None = None,
    link: str = "",
    phase: Phase | None = None,
    comment: str = "",
    lacking: Sequence[str] = (),
) -> ProjectDocument:
    """Register a document with its first version: an upload, a file we keep already, or a link."""
    with acting(by, "portfolio.add_document"):
        document = ProjectDocument.objects.create(
            project=project, title=title, kind=kind, phase=phase
        )
        add_version(
            document,
            upload=upload,
            file=file,
            link=link,
            comment=comment,
            lacking=lacking,
            by=by,
        )
    return document


@transaction.atomic
def add_version(
    document: ProjectDocument,
    *,
    by: Person,
    upload: UploadedFile | None = None,
    file: StoredFile | None = None,
    link: str = "",
    comment: str = "",
    lacking: Sequence[str] = (),
) -> DocumentVersion:
    """The next version; raises DomainError when it is neither or both of a file and a link.

    `lacking` are the parts that documents of this type must have and this one has not.
    """
    gate = lock_gates(document.project_id)
    document = lock(document)
    if (upload is not None) + (file is not None) + bool(link) != 1:
        raise DomainError(_("Velg en fil eller skriv en lenke, ikke begge deler."))
    with acting(by, "portfolio.add_version", reason=comment):
        kept = store(upload, by=by) if upload is not None else file
        last = document.versions.aggregate(last=Max("number"))["last"] or 0
        newest = document.versions.filter(number=last).select_related("file").first()
        if kept and newest and newest.file and newest.file.sha256 == kept.sha256:
            raise DomainError(_("Filen er den samme som i forrige versjon."))
        version = DocumentVersion.objects.create(
            document=document,
            number=last + 1,
            file=kept,
            link=link,
            comment=comment,
            lacking=list(lacking),
            added_by=by,
        )
        say_basis_changed(gate)
    return version


@transaction.atomic
def edit_document(
    document: ProjectDocument,
    *,
    title: str,
    kind: str,
    phase: Phase | None,
    version: int,
    by: Person,
) -> ProjectDocument:
    """Change what it is called and where it belongs; raises Stale."""
    document = lock(document, version=version)
    with acting(by, "portfolio.edit_document"):
        document.title, document.kind, document.phase = title, kind, phase
        document.version += 1
        document.save(update_fields=["title", "kind", "phase", "version"])
    return document


def frozen_versions(document: ProjectDocument) -> list[DocumentVersion]:
    """The versions that a signed decision rests on: its record names them by checksum."""
    versions = document.versions.filter(file__isnull=False).select_related("file")
    records = list(
        GateDecision.objects.filter(gate__project=document.project_id).values_list(
            "record", flat=True
        )
    )
    return [
        version
        for version in versions
        if version.file and any(version.file.sha256 in record for record in records)
    ]


@transaction.atomic
def remove_document(document: ProjectDocument, *, by: Person) -> None:
    """Take a document out with all its versions; refused when a signed decision rests on one."""
    gate = lock_gates(document.project_id)
    document = lock(document)
    if frozen_versions(document):
        raise DomainError(_("En signert beslutning bygger på dokumentet. Det kan ikke tas bort."))
    if GateEvidence.objects.filter(document=document).exists():
        raise DomainError(_("Et svar ved et beslutningspunkt viser til dokumentet."))
    if document.deliverables.exists():
        raise DomainError(_("En leveranse viser til dokumentet. Ta bort visningen der først."))
    with acting(by, "portfolio.remove_document", reason=document.title):
        document.delete()
        say_basis_changed(gate)


@transaction.atomic
def publish_document_template(
    district: Unit,
    kind: str,
    *,
    by: Person | None,
    upload: UploadedFile | None = None,
    parts: Sequence[str] = (),
    keep_file: bool = True,
) -> DocumentTemplate:
    """Make the next version of the template of one type; documents that are there stay as they are.

    Without an upload the file of the version before goes on, unless `keep_file` is false.
    """
    lock(district)
    before = (
        DocumentTemplate.objects.filter(district=district, kind=kind).order_by("-number").first()
    )
    with acting(by, "portfolio.publish_document_template"):
        file = store(upload, by=by) if upload is not None else None
        if file is None and keep_file and before is not None:
            file = before.file
        wanted = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
        if file is None and not wanted:
            raise DomainError(_("Last opp en mal, eller skriv hvilke deler som må med."))
        return DocumentTemplate.objects.create(
            district=district,
            kind=kind,
            number=before.number + 1 if before else 1,
            file=file,
            parts=wanted,
            added_by=by,
        )
