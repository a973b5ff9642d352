"""Where cases go, and how a district's cases look."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, Role, Unit
from organisation.sorting import norwegian_key
from reports.lifecycle import CommitteeKind
from reports.numbers import CaseNumber, is_pattern
from reports.standard_sections import SECTIONS


def valid_pattern(value: str) -> None:
    if not is_pattern(value):
        raise ValidationError(_("Skriv {n} for nummeret og {yy} for året, for eksempel {n}/{yy}."))


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, person: Person) -> Self:
        """Which committees there are is known in the district; agrees with `view_committee`."""
        return self.filter(district__in=person.grants.districts)

    def active(self) -> Self:
        return self.filter(is_active=True)


@tracked(exclude=("name_key",))
class Committee(InDistrict):
    """A body that cases go to: elected, advisory, or for staff participation."""

    Kind = CommitteeKind
    kind = models.CharField(_("slag"), max_length=10, choices=CommitteeKind)
    name = models.CharField(_("navn"), max_length=120)
    name_key = norwegian_key("name")
    abbreviation = models.CharField(_("forkortelse"), max_length=12)
    number_pattern = models.CharField(
        _("saksnummer"), max_length=20, default="{n}/{yy}", validators=[valid_pattern]
    )
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("utvalg")
        verbose_name_plural = _("utvalg")
        constraints = [
            models.CheckConstraint(
                name="reports_committee_kind", condition=models.Q(kind__in=CommitteeKind.values)
            ),
            models.UniqueConstraint(
                "district",
                Lower("name"),
                name="reports_committee_name",
                violation_error_message=_("Utvalget finnes alt."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number_example(self) -> str:
        """A number as it is written here."""
        return CaseNumber(57, 2013).written(self.number_pattern)

    @property
    def name_and_abbreviation(self) -> str:
        return f"{self.name} ({self.abbreviation})"


class CaseTemplateQuerySet(models.QuerySet["CaseTemplate"]):
    def visible_to(self, person: Person) -> Self:
        """Those who keep the form of their district; agrees with `reports.view_casetemplate`."""
        if not person.is_active:
            return self.none()
        grants = person.grants
        return self.filter(
            district__in=grants.units_as(Role.SECRETARIAT) | grants.units_as(Role.ADMINISTRATOR)
        )

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def current_for(self, district_id: int) -> "CaseTemplate | None":
        return self.filter(district=district_id, is_current=True).first()


@tracked
class CaseTemplate(models.Model):
    """How a district's cases look, as data: letterhead, labels, order of blocks, first sections.

    A case keeps the version it was made with. A change is a new version.
    """

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("navn"), max_length=80)
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    language = models.CharField(_("språk"), max_length=2, default="nb")
    # {"municipality", "office", "kind"}; the district's own name stands between. `columns`, when
    # it is there, is the order of the saksgang's columns, by the names of their labels;
    # `is_title_in_capitals` prints the title so.
    letterhead = models.JSONField(default=dict)
    labels = models.JSONField(default=dict)  # name of a field -> its label
    head = models.JSONField(default=list)  # names of fields, in the order they are printed
    blocks = models.JSONField(default=list)  # names of blocks, in the order they are printed
    # kind of case, or `portfolio` -> its sections (reports/standard_sections.py)
    sections = models.JSONField(default=dict)
    proposal_heading = models.CharField(max_length=120)
    signature = models.JSONField(default=dict)  # {"title"}
    number_pattern = models.CharField(max_length=20, default="{n}/{yy}", validators=[valid_pattern])
    are_sections_numbered = models.BooleanField(default=True)
    phrases = models.JSONField(default=list)  # [{"name", "text"}] a writer may put in
    approvers = models.JSONField(default=list)  # ids of Office, in the order they sign
    # The district's own Word template, whose styles a DOCX is written in.
    docx_template = models.ForeignKey(
        "files.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_templates",
        verbose_name=_("Word-mal"),
    )
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CaseTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mal for saker")
        verbose_name_plural = _("maler for saker")
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name", "version"], name="reports_casetemplate_version"
            ),
            models.UniqueConstraint(
                fields=["district"],
                name="reports_casetemplate_current",
                condition=models.Q(is_current=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("reports:form", args=[self.pk])

    def sections_for(self, start: str) -> list[dict[str, Any]]:
        """The sections a case starts with, in order; `start` is its kind, or `portfolio`.

        A form made before there was such a kind has what comes with the product.
        """
        return list(self.sections.get(start) or SECTIONS.get(start) or self.sections["free"])
