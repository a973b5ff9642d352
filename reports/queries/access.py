"""What the public may read of a case, for agendas and lists, and what a request is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.files.models import Document, DocumentFormat, StoredFile
from organisation.people.models import Person
from portfolio.models import PhaseReport, Project, SteeringMeeting
from portfolio.models.document import DocumentVersion
from portfolio.models.project import Access
from reports.models import (
    AccessRequest,
    BoardCase,
    CaseDocument,
    CaseExtract,
    LegalBasis,
    MeetingPaper,
)
from reports.shielding import public_title

MOST = 1000  # documents of one request


@dataclass(frozen=True)
class PublicWords:
    """How a case stands where anybody may read: on the public agenda, in a list of documents."""

    title: str
    is_exempt: bool
    basis: str  # the law it is kept back by; empty when it is public


def public_words(case: BoardCase) -> PublicWords:
    """What the public agenda says of `case`: a neutral title and the law when it is exempt."""
    return PublicWords(
        title=public_title(case),
        is_exempt=case.is_exempt,
        basis=case.legal_basis if case.is_exempt else "",
    )


@dataclass(frozen=True)
class Found:
    """A document the request is about, with the mark it carries where it is kept.

    `title` is for the one who asks as well, so it says nothing that is exempt.
    """

    file: StoredFile
    title: str
    dated: date
    basis_words: str = ""  # why it is exempt; empty when anybody may have it
    basis: LegalBasis | None = None
    public_file: StoredFile | None = None  # the version anybody may have

    @property
    def is_exempt(self) -> bool:
        return bool(self.basis_words)


def documents_for(request: AccessRequest, person: Person) -> list[Found]:
    """Every file the request is about that `person` may see, oldest first, each once."""
    cases, projects = scope_of(request, person)
    found = [*of_cases(cases), *of_projects(projects)]
    if request.period_from and request.period_to:
        found += of_meetings(person)
        found = [each for each in found if request.period_from <= each.dated <= request.period_to]
    once = {each.file.pk: each for each in found}
    return sorted(once.values(), key=lambda each: (each.dated, each.file.pk))[:MOST]


def scope_of(
    request: AccessRequest, person: Person
) -> tuple[QuerySet[BoardCase], QuerySet[Project]]:
    """Cases and projects of the request; of a period all in the district, narrowed by day later."""
    cases = BoardCase.objects.visible_to(person).filter(district=request.district_id)
    projects = Project.objects.visible_to(person).filter(district=request.district_id)
    if request.case_id:
        return cases.filter(pk=request.case_id), projects.none()
    if request.project_id:
        return cases.filter(project=request.project_id), projects.filter(pk=request.project_id)
    return cases, projects


def of_cases(cases: QuerySet[BoardCase]) -> Iterator[Found]:
    """The approved text as a document, the attachments and the protocols of each case."""
    rows = {
        case.pk: case
        for case in cases.select_related("basis").prefetch_related(
            "redactions__basis",
            "attachments__file",
            "attachments__basis",
            Prefetch("stops__extracts", CaseExtract.objects.select_related("file")),
            "stops__committee",
        )
        if case.is_frozen
    }
    newest = newest_versions(rows)
    for case in rows.values():
        whole, public = newest.get((case.pk, False)), newest.get((case.pk, True))
        words, basis = mark_of(case)
        called = public_title(case)
        made_on = timezone.localdate(whole.created_at) if whole else None
        if whole and whole.file and made_on:
            copy = public.file if public and words else None
            yield Found(whole.file, called, made_on, words, basis, copy)
        for each in case.numbered_attachments():
            if each.file is None:
                continue
            law = each.basis if each.is_exempt else case.basis if case.is_exempt else None
            why = str(law) if each.is_exempt else case.legal_basis if case.is_exempt else ""
            title = _("Vedlegg %(n)s") % {"n": each.number}
            title = f"{title}: {called if why else each.title}"
            yield Found(each.file, title, timezone.localdate(each.file.created_at), why, law)
        for stop in case.saksgang():
            for extract in stop.extracts.all():
                title = _("Saksprotokoll, %(committee)s: %(title)s")
                values = {"committee": stop.committee.name, "title": called}
                on = timezone.localdate(extract.attached_at)
                why = case.legal_basis if case.is_exempt else ""
                law = case.basis if case.is_exempt else None
                yield Found(extract.file, title % values, on, why, law)


def mark_of(case: BoardCase) -> tuple[str, LegalBasis | None]:
    """Why the case, or something in it, is exempt."""
    if case.is_exempt:
        return case.legal_basis, case.basis
    kept: list[Any] = [*case.redactions.all(), *case.attachments.all()]
    laws = [each.basis for each in kept if each.basis is not None]
    if not laws:
        return "", None
    return ", ".join(dict.fromkeys(map(str, laws)))[:250], laws[0]


def newest_versions(cases: Iterable[int]) -> dict[tuple[int, bool], Document]:
    """By case and whether it is the public copy: the newest PDF of an approved text."""
    versions = {
        version.pk: version
        for version in CaseDocument.objects.filter(
            case__in=list(cases), approved_text__isnull=False, format=DocumentFormat.PDF
        )
    }
    documents = made_of(CaseDocument, versions).order_by("holder_id", "pk")
    return {
        (version.case_id, version.is_public_copy): document
        for document in documents
        if document.holder_id
        for version in [versions[document.holder_id]]
    }


def made_of(model: type[Any], ids: Iterable[int]) -> QuerySet[Document]:
    """The finished documents whose holder is one of these."""
    holder = ContentType.objects.get_for_model(model)
    return Document.objects.filter(
        holder_type=holder, holder_id__in=list(ids), file__isnull=False
    ).select_related("file")


def of_projects(projects: QuerySet[Project]) -> Iterator[Found]:
    """The newest version of each document, and the papers that were made of reports and meetings.

    What belongs to a restricted project is exempt by the law the project is restricted by.
    """
    rows = {project.pk: project for project in projects}
    if not rows:
        return
    neutral = _("Dokument i et skjermet prosjekt")
    kept = DocumentVersion.objects.newest().filter(document__project__in=rows, file__isnull=False)
    for version in kept.select_related("file", "document"):
        assert version.file is not None
        words = law_of(rows[version.document.project_id])
        title = neutral if words else version.document.title
        yield Found(version.file, title, timezone.localdate(version.added_at), words)
    for model in (PhaseReport, SteeringMeeting):
        held: Any = model._default_manager.filter(project__in=rows)
        holders = dict(held.values_list("pk", "project"))
        for document in made_of(model, holders):
            assert document.file is not None
            assert document.holder_id is not None
            words = law_of(rows[holders[document.holder_id]])
            on = timezone.localdate(document.created_at)
            yield Found(document.file, neutral if words else document.title, on, words)


def law_of(project: Project) -> str:
    return project.legal_basis if project.access == Access.RESTRICTED else ""


def exports_of(request: AccessRequest) -> QuerySet[Document]:
    """Each export, newest first, with who ordered it."""
    holder = ContentType.objects.get_for_model(AccessRequest)
    rows = Document.objects.filter(holder_type=holder, holder_id=request.pk)
    return rows.select_related("file", "created_by").order_by("-created_at", "-pk")


def of_meetings(person: Person) -> Iterator[Found]:
    """What is public of the meetings' own papers."""
    papers = MeetingPaper.objects.visible_to(person).filter(is_public=True)
    for document in made_of(MeetingPaper, papers.values_list("pk", flat=True)):
        assert document.file is not None
        yield Found(document.file, document.title, timezone.localdate(document.created_at))
