"""Documents of a project: files in versions, or links, and the templates they begin with."""

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.files.models import StoredFile
from organisation.people.models import Person, Unit
from organisation.search.fields import search_vector
from organisation.sorting import norwegian_key
from portfolio.lifecycle.substance import DocumentKind
from portfolio.models.of_project import OfProjectQuerySet
from portfolio.models.phase import Phase
from portfolio.models.project import InProject, Project, seen_by


class ProjectDocumentQuerySet(OfProjectQuerySet["ProjectDocument"]):
    def with_newest(self) -> "ProjectDocumentQuerySet":
        """`newest` is the id of the newest version, and facts about it for lists."""
        newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
        return self.select_related("phase", "project").annotate(
            **{
                f"newest_{name}": Subquery(newest.values(field)[:1])
                for name, field in (
                    ("id", "pk"),
                    ("number", "number"),
                    ("added_at", "added_at"),
                    ("by", "added_by__name"),
                    ("link", "link"),
                    ("file", "file__name"),
                    ("key", "file__key"),
                    ("size", "file__size"),
                    ("sha256", "file__sha256"),
                    ("lacking", "lacking"),
                )
            }
        )


@tracked(exclude=("tsv", "title_key"))
class ProjectDocument(InProject):
    """A document by name and type; what it says is in its versions."""

    Kind = DocumentKind

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents")
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    title = models.CharField(_("tittel"), max_length=160)
    title_key = norwegian_key("title")
    kind = models.CharField(_("type"), max_length=10, choices=DocumentKind)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    tsv = search_vector({"A": ["title"]})

    objects = ProjectDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokument i prosjekt")
        verbose_name_plural = _("dokumenter i prosjekter")
        ordering = ("project", "title_key", "pk")
        indexes = (GinIndex(fields=["tsv"], name="portfolio_document_tsv"),)
        constraints = (
            models.CheckConstraint(
                name="portfolio_document_kind", condition=Q(kind__in=DocumentKind.values)
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:document", args=[self.project.slug, self.pk])


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "document__project__"))

    def newest(self) -> Self:
        """The newest version of each document."""
        last = DocumentVersion.objects.filter(document=OuterRef("document")).order_by("-number")
        return self.filter(pk=Subquery(last.values("pk")[:1]))


class VersionStays(pgtrigger.Trigger):
    """A version never changes, and one that a signed decision rests on is never removed.

    A decision's record names each document by its checksum.
    """

    name = "stays"
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    func = """
        IF TG_OP = 'UPDATE' THEN
            IF public.is_redacting(TG_RELID) THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'Version % of a document never changes', OLD.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF EXISTS (
            SELECT 1
              FROM public.files_storedfile file
              JOIN public.portfolio_projectdocument document ON document.id = OLD.document_id
              JOIN public.portfolio_gate gate ON gate.project_id = document.project_id
              JOIN public.portfolio_gatedecision decision ON decision.gate_id = gate.id
             WHERE file.id = OLD.file_id AND strpos(decision.record, file.sha256) > 0
        ) THEN
            RAISE EXCEPTION 'A signed decision rests on version % of a document', OLD.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    """


@tracked
class DocumentVersion(models.Model):
    """One state of a document: an uploaded file, or an address where it is kept."""

    document = models.ForeignKey(ProjectDocument, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("versjon"))
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="document_versions",
        verbose_name=_("fil"),
    )
    link = models.URLField(_("lenke"), max_length=500, blank=True)
    comment = models.CharField(_("hva som er nytt"), max_length=300, blank=True)
    # Parts that documents of this type must have, and that whoever added it says are not there.
    lacking = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versjon av dokument")
        verbose_name_plural = _("versjoner av dokumenter")
        ordering = ("document", "-number")
        triggers = (VersionStays(),)
        constraints = (
            models.UniqueConstraint(
                fields=["document", "number"], name="portfolio_documentversion_number"
            ),
            models.CheckConstraint(
                name="portfolio_documentversion_file_or_link",
                condition=Q(file=None) & ~Q(link="") | Q(file__isnull=False, link=""),
                violation_error_message=_("Velg en fil eller skriv en lenke, ikke begge deler."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"

    @property
    def project(self) -> Project:
        return self.document.project

    @property
    def unit_id(self) -> int:
        return self.project.unit_id

    @property
    def district_id(self) -> int:
        return self.project.district_id

    @property
    def shown_as(self) -> str:
        """How a page can show it: `image`, `pdf`, `text`, or empty when it is only fetched."""
        if self.file is None:
            return ""
        if self.file.is_image:
            return "image"
        kinds = {"application/pdf": "pdf", "text/plain": "text", "text/csv": "text"}
        return kinds.get(self.file.content_type, "")


class DocumentTemplateQuerySet(models.QuerySet["DocumentTemplate"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(district__in=person.grants.districts)

    def current(self) -> Self:
        """The newest of each type in each district."""
        last = DocumentTemplate.objects.filter(
            district=OuterRef("district"), kind=OuterRef("kind")
        ).order_by("-number")
        return self.filter(pk=Subquery(last.values("pk")[:1]))


@tracked
class DocumentTemplate(models.Model):
    """What documents of one type begin with, and the parts they must have, in versions."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="document_templates")
    kind = models.CharField(_("type"), max_length=10, choices=DocumentKind)
    number = models.PositiveIntegerField(_("versjon"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="document_templates"
    )
    parts = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = DocumentTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokumentmal")
        verbose_name_plural = _("dokumentmaler")
        ordering = ("district", "kind", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "kind", "number"], name="portfolio_documenttemplate_number"
            ),
            models.CheckConstraint(
                name="portfolio_documenttemplate_kind", condition=Q(kind__in=DocumentKind.values)
            ),
            models.CheckConstraint(
                name="portfolio_documenttemplate_says_something",
                condition=Q(file__isnull=False) | Q(parts__len__gt=0),
                violation_error_message=_("Last opp en mal, eller skriv hvilke deler som må med."),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def unit_id(self) -> int:
        return self.district_id
