"""Lessons, documents and what else a project is made of, in search, drafts, files and the rest."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person, Role
from organisation.registries import DocumentKind, Lines, Row, SearchKind, Start
from organisation.search.queries import ranked
from organisation.search.words import PublicWords, public_words
from portfolio import record_parts
from portfolio.models import (
    CriticalFactor,
    DocumentTemplate,
    DocumentVersion,
    FollowUp,
    Lesson,
    ProjectDocument,
)
from portfolio.models.project import Access
from portfolio.queries import alternative, chain, document, factor
from portfolio.queries import lesson as lessons

ACTIONS = {
    "portfolio.add_factor": gettext_lazy("Kritisk faktor lagt til"),
    "portfolio.edit_factor": gettext_lazy("Kritisk faktor vurdert"),
    "portfolio.remove_factor": gettext_lazy("Kritisk faktor tatt bort"),
    "portfolio.start_comparison": gettext_lazy("Sammenligning begynt"),
    "portfolio.edit_comparison": gettext_lazy("Sammenligning endret"),
    "portfolio.add_alternative": gettext_lazy("Alternativ lagt til"),
    "portfolio.edit_alternative": gettext_lazy("Alternativ endret"),
    "portfolio.remove_alternative": gettext_lazy("Alternativ tatt bort"),
    "portfolio.choose_alternative": gettext_lazy("Alternativ valgt"),
    "portfolio.reopen_comparison": gettext_lazy("Valget tatt tilbake"),
    "portfolio.add_deliverable": gettext_lazy("Leveranse lagt til"),
    "portfolio.edit_deliverable": gettext_lazy("Leveranse endret"),
    "portfolio.remove_deliverable": gettext_lazy("Leveranse tatt bort"),
    "portfolio.add_round": gettext_lazy("Testrunde begynt"),
    "portfolio.edit_round": gettext_lazy("Testrunde endret"),
    "portfolio.remove_round": gettext_lazy("Testrunde tatt bort"),
    "portfolio.plan_phase": gettext_lazy("Plan for fasen skrevet"),
    "portfolio.take_over_plan": gettext_lazy("Planen tatt i bruk"),
    "portfolio.start_report": gettext_lazy("Faserapport begynt"),
    "portfolio.edit_report": gettext_lazy("Faserapport skrevet"),
    "portfolio.redraw_report": gettext_lazy("Tall hentet på nytt"),
    "portfolio.add_follow_up": gettext_lazy("Oppfølgingspunkt lagt til"),
    "portfolio.finish_follow_up": gettext_lazy("Fulgt opp"),
    "portfolio.write_lesson": gettext_lazy("Lærdom skrevet"),
    "portfolio.edit_lesson": gettext_lazy("Lærdom endret"),
    "portfolio.remove_lesson": gettext_lazy("Lærdom tatt bort"),
    "portfolio.use_lesson": gettext_lazy("Lærdom brukt"),
    "portfolio.unuse_lesson": gettext_lazy("Bruk av lærdom tatt tilbake"),
    "portfolio.add_document": gettext_lazy("Dokument lagt inn"),
    "portfolio.add_version": gettext_lazy("Ny versjon av dokument"),
    "portfolio.edit_document": gettext_lazy("Dokument endret"),
    "portfolio.remove_document": gettext_lazy("Dokument tatt bort"),
    "portfolio.publish_document_template": gettext_lazy("Dokumentmal publisert"),
    "portfolio.publish_principles": gettext_lazy("Prinsipper publisert"),
    "portfolio.save_term": gettext_lazy("Ord i ordlisten lagret"),
    "portfolio.remove_term": gettext_lazy("Ord tatt ut av ordlisten"),
}


# --- Search ---------------------------------------------------------------------------------------


def lesson_row(lesson: Lesson) -> Row:
    return Row(
        icon="idea",
        title=lesson.title,
        url=lesson.get_absolute_url(),
        facts=(lesson.project.title, *(f"#{tag}" for tag in lesson.tags[:3])),
    )


def found_documents(person: Person, query: str) -> QuerySet[ProjectDocument]:
    documents = ProjectDocument.objects.visible_to(person).select_related("project")
    return ranked(documents, query, headline=("title",))


def document_row(document: ProjectDocument) -> Row:
    return Row(
        icon="doc",
        title=document.title,
        url=document.get_absolute_url(),
        facts=(str(document.get_kind_display()), document.project.title),
    )


def public_lessons() -> QuerySet[Lesson]:
    """Those of projects that the whole district reads."""
    rows = Lesson.objects.filter(project__access=Access.OPEN)
    return rows.annotate(district_id=F("project__district_id"))  # type: ignore[no-redef]


# --- Files ----------------------------------------------------------------------------------------


def version_holds(file: Any, person: Any) -> bool:
    """Whoever may see the project may read its documents."""
    held = DocumentVersion.objects.filter(file=file).select_related("document__project")
    return any(person.has_perm("portfolio.view_documentversion", version) for version in held)


def template_holds(file: Any, person: Any) -> bool:
    held = DocumentTemplate.objects.filter(file=file)
    return any(person.has_perm("portfolio.view_documenttemplate", each) for each in held)


# --- My page --------------------------------------------------------------------------------------


def to_follow_up(person: Person) -> QuerySet[FollowUp]:
    """What a phase report left for the person to see to."""
    points = FollowUp.objects.filter(owner=person, done_on=None)
    return points.select_related("project", "report__phase").order_by("due", "pk")[:10]


def follow_up_rows(points: list[FollowUp], person: Person) -> Iterable[Row]:
    for point in points:
        place = [point.project.slug, point.report.phase.kind, point.pk]
        yield Row(
            icon="check",
            title=point.text,
            url=reverse("portfolio:follow_up_finish", args=place),
            facts=(_("Oppfølging"), point.project.title),
            due=point.due,
            due_words=_("Frist"),
            action=_("Meld fulgt opp"),
        )


def administration(person: Person) -> Iterable[Start]:
    if person.grants.units_as(Role.ADMINISTRATOR):
        yield Start("doc", _("Dokumentmaler"), reverse("portfolio:document_templates"))
        yield Start("list", _("Ordliste"), reverse("portfolio:terms"))
        yield Start("star", _("Prinsipper"), reverse("portfolio:principles"))


def about(person: Person) -> Iterable[Any]:
    """What names `person`, for whoever asks what we know of them."""
    yield from Lesson.objects.filter(written_by=person).order_by("pk")
    yield from CriticalFactor.objects.filter(owner=person).order_by("pk")
    yield from FollowUp.objects.filter(owner=person).order_by("pk")
    yield from DocumentVersion.objects.filter(added_by=person).order_by("pk")


# --- Drafts ---------------------------------------------------------------------------------------


def section_title(draft: Draft) -> str:
    return _("Del av faserapport")


def section_url(draft: Draft) -> str:
    return reverse("portfolio:substance_draft", args=["section", int(draft.object_ref)])


def lesson_title(draft: Draft) -> str:
    start = draft.first("title") or draft.first("learned")
    return _("Lærdom: %(start)s") % {"start": start[:60] or _("uten tekst")}


def lesson_url(draft: Draft) -> str:
    return reverse("portfolio:substance_draft", args=["lesson", int(draft.object_ref)])


def principles_title(draft: Draft) -> str:
    return _("Prinsipper for innovasjonsledelse")


def principles_url(draft: Draft) -> str:
    return reverse("portfolio:principles_publish")


def register() -> None:
    registries.search_kinds.add(
        "lessons", SearchKind(gettext_lazy("Lærdom"), lessons.found, lesson_row)
    )
    registries.search_kinds.add(
        "documents", SearchKind(gettext_lazy("Dokumenter"), found_documents, document_row)
    )
    public_words.add(
        "lessons", PublicWords(public_lessons, ("title", "learned", "advice", "what_happened"))
    )
    record_parts.parts["documents"] = document.for_record
    record_parts.parts["factors"] = factor.for_record
    record_parts.parts["alternatives"] = alternative.for_record
    registries.thread_events.add("portfolio", chain.thread_of)
    registries.file_holders.add("document_versions", version_holds)
    registries.file_holders.add("document_templates", template_holds)
    registries.waiting_for.add("portfolio.follow_up", Lines(to_follow_up, follow_up_rows))
    registries.administration.add("portfolio.substance", administration)
    registries.personal_data.add("portfolio.substance", about)
    registries.document_kinds.add(
        "phase_report",
        DocumentKind(gettext_lazy("Faserapport"), "documents/phase_report.html"),
    )
    draft_forms.add("portfolio.report_section", DraftForm(section_title, section_url))
    draft_forms.add("portfolio.lesson", DraftForm(lesson_title, lesson_url))
    draft_forms.add("portfolio.principles", DraftForm(principles_title, principles_url))
    action_names.update(ACTIONS)
