"""The board case: its text while it is written, and each text that was approved."""

import json
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.files.models import DocumentFormat
from organisation.people.models import InDistrict, Person, Role
from organisation.sorting import norwegian_key
from portfolio.lifecycle import Outcome as GateOutcome
from reports.checks import CheckItem, checks_of
from reports.lifecycle import (
    AFTER_MEETING,
    FROM_APPROVED,
    FROM_SCHEDULED,
    CaseKind,
    CaseState,
    SectionKind,
)
from reports.models.committee import CaseTemplate
from reports.models.office import LegalBasis, Office
from reports.signing import Place, line_of

if TYPE_CHECKING:
    from reports.models.saksgang import CaseStop, OutcomeChoice, Vedtak


# A section's heading as the element it is printed as, h2 to h4.
LEVELS = [(2, _("Hovedoverskrift")), (3, _("Underoverskrift")), (4, _("Under underoverskriften"))]


def concerns(person: Person) -> Q:
    """Cases that `person` has to do with by role, or writes; they are read word for word."""
    grants = person.grants
    return (
        Q(unit__in=grants.units_as(Role.SECRETARIAT) | grants.units_as(Role.DIRECTOR))
        | Q(case_officer=person)
        | Q(state__in=FROM_APPROVED, unit__in=grants.units_as(Role.MANAGER))
        | Q(state__in=FROM_SCHEDULED, unit__in=grants.units_as(Role.BOARD_MEMBER))
        | is_signed_by(person)
    )


def is_signed_by(person: Person) -> Q:
    """Cases sent on, whose form names a post that `person` holds or stands in for."""
    named = models.Func(
        OuterRef("template__approvers"),
        models.Func(models.F("pk"), function="to_jsonb"),
        template="(%(expressions)s)",
        arg_joiner=" @> ",
        output_field=models.BooleanField(),
    )
    mine = Office.objects.filter(Q(holder=person) | Q(stand_in=person), is_active=True)
    return ~Q(state=CaseState.DRAFT) & Q(Exists(mine.filter(named)))


class BoardCaseQuerySet(models.QuerySet["BoardCase"]):
    def visible_to(self, person: Person) -> Self:
        """What `person` may see in lists; agrees with the rule `reports.view_boardcase`."""
        if not person.is_active:
            return self.none()
        on_the_agenda = Q(
            state__in=FROM_SCHEDULED,
            is_exempt=False,
            district__in=person.grants.employee_districts,
        )
        return self.filter(concerns(person) | on_the_agenda)

    def read_whole_by(self, person: Person) -> Self:
        """Those `person` may read every word of; agrees with the rule `reports.read_whole`.

        The rest of what is visible has something taken out, and is read in its public version.
        """
        from reports.models.access import Redaction

        if not person.is_active:
            return self.none()
        of_case = {"case": OuterRef("pk")}
        shielded = Exists(Redaction.objects.filter(**of_case)) | Exists(
            CaseAttachment.objects.filter(**of_case, is_exempt=True)
        )
        return self.visible_to(person).filter(concerns(person) | ~Q(shielded))

    def worked_on_by(self, person: Person) -> Self:
        """Those `person` may see drafts of; agrees with the rule `reports.view_work`."""
        if not person.is_active:
            return self.none()
        grants = person.grants
        return self.filter(
            Q(unit__in=grants.units_as(Role.SECRETARIAT) | grants.units_as(Role.DIRECTOR))
            | Q(case_officer=person)
            | is_signed_by(person)
        )

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def with_list_facts(self) -> Self:
        """What one line of a list shows, in a constant number of queries."""
        return self.select_related("case_officer", "project").with_saksgang()

    def with_last_return(self) -> Self:
        """Who sent the case back last, when and why: `returned_by`, `returned_at`, `…_why`."""
        last = ReturnRemark.objects.filter(case=OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(
            returned_by=Subquery(last.values("by__name")[:1]),
            returned_at=Subquery(last.values("at")[:1]),
            returned_why=Subquery(last.values("text")[:1]),
        )

    def with_saksgang(self, *, answers: bool = True) -> Self:
        from reports.models.saksgang import CaseStop, Vedtak

        stops = CaseStop.objects.select_related("committee", "number")
        if answers:
            stops = stops.prefetch_related(
                Prefetch(
                    "vedtak_set",
                    queryset=Vedtak.objects.select_related("recorded_by", "outcome_choice"),
                )
            )
        return self.prefetch_related(Prefetch("stops", queryset=stops))

    def with_text(self, *, answers: bool = True) -> Self:
        """Everything that stands in the case, for its page and its document.

        Without `answers` what the committees said is left out: for pages that write in a draft.
        """
        return (
            self.select_related(
                "template",
                "case_officer",
                "unit",
                "district",
                "gate",
                "project",
                "approved_text__approved_by",
            )
            .with_saksgang(answers=answers)
            .prefetch_related(
                "sections",
                Prefetch(
                    "attachments", queryset=CaseAttachment.objects.select_related("file", "basis")
                ),
            )
        )


@tracked(exclude=("tsv", "title_key", "body_text", "form_token"))
class BoardCase(InDistrict):
    """BU-sak: a case put to the committees, from the first word to the archive."""

    Kind = CaseKind
    State = CaseState
    kind = models.CharField(_("saksslag"), max_length=15, choices=CaseKind)
    state = models.CharField(
        _("tilstand"), max_length=15, choices=CaseState, default=CaseState.DRAFT
    )
    title = models.CharField(_("tittel"), max_length=200)
    title_key = norwegian_key("title")
    template = models.ForeignKey(CaseTemplate, models.PROTECT, related_name="+")
    # Given by the archive, so any pattern; empty until the secretariat has it.
    archive_case = models.CharField(_("arkivsak"), max_length=40, blank=True)
    archive_code = models.CharField(_("arkivkode"), max_length=40, blank=True)
    case_officer = models.ForeignKey(
        Person, models.PROTECT, related_name="board_cases", verbose_name=_("saksbehandler")
    )
    gate = models.ForeignKey(
        "portfolio.Gate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="board_cases",
        verbose_name=_("beslutningspunkt"),
    )
    project = models.ForeignKey(
        "portfolio.Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="board_cases",
        verbose_name=_("prosjekt"),
    )
    programme = models.ForeignKey(
        "portfolio.Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="board_cases",
        verbose_name=_("program"),
    )
    phase_report = models.ForeignKey(
        "portfolio.PhaseReport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="board_cases",
        verbose_name=_("faserapport"),
    )
    prioritisation = models.ForeignKey(
        "portfolio.Prioritisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="board_cases",
        verbose_name=_("prioritering"),
    )
    proposal = models.TextField(_("forslag til vedtak"), blank=True)
    proposed_outcome = models.CharField(
        _("forslaget betyr"), max_length=20, blank=True, choices=GateOutcome
    )
    is_exempt = models.BooleanField(_("unntatt offentlighet"), default=False)
    # As it is printed; `basis` is the row of the law table it was chosen from.
    legal_basis = models.CharField(_("hjemmel"), max_length=200, blank=True)
    basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hjemmel"),
    )
    exempt_until = models.DateField(_("unntatt til og med"), null=True, blank=True)
    # What the public agenda calls an exempt case.
    public_title = models.CharField(_("offentlig tittel"), max_length=200, blank=True)
    # How many times it has been sent to quality check; signatures belong to one of them.
    check_round = models.PositiveSmallIntegerField(default=0, editable=False)
    approved_text = models.ForeignKey(
        "reports.ApprovedText", models.PROTECT, null=True, related_name="+", editable=False
    )
    # The words of all sections, kept by the services for search.
    body_text = models.TextField(blank=True, editable=False)
    tsv = models.GeneratedField(
        expression=(
            SearchVector("title", "archive_case", weight="A", config="norwegian")
            + SearchVector("body_text", weight="C", config="norwegian")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    # Of the form it was made with, so that a form sent twice makes one case.
    form_token = models.UUIDField(unique=True, null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = BoardCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("sak")
        verbose_name_plural = _("saker")
        indexes = [
            GinIndex(fields=["tsv"], name="reports_boardcase_tsv"),
            models.Index(fields=["district", "state"], name="reports_boardcase_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="reports_boardcase_state_known", condition=Q(state__in=CaseState.values)
            ),
            models.CheckConstraint(
                name="reports_boardcase_kind_known", condition=Q(kind__in=CaseKind.values)
            ),
            models.UniqueConstraint(
                fields=["district", "archive_case"],
                name="reports_boardcase_archive_case",
                condition=~Q(archive_case=""),
                violation_error_message=_("Arkivsaken er alt brukt på en annen sak."),
            ),
            models.CheckConstraint(
                name="reports_boardcase_exempt_has_basis",
                condition=Q(is_exempt=False) | ~Q(legal_basis=""),
                violation_error_message=_("Skriv hjemmelen for å unnta saken."),
            ),
            models.CheckConstraint(
                name="reports_boardcase_only_gate_has_outcome",
                condition=Q(proposed_outcome="")
                | Q(kind=CaseKind.GATE_DECISION, gate__isnull=False),
            ),
            models.CheckConstraint(
                name="reports_boardcase_gate_decision_has_gate",
                condition=~Q(kind=CaseKind.GATE_DECISION) | Q(gate__isnull=False),
            ),
            models.CheckConstraint(
                name="reports_boardcase_approved_is_frozen",
                condition=Q(approved_text__isnull=False) | ~Q(state__in=FROM_APPROVED),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:case", args=[self.pk])

    def saksgang(self) -> list["CaseStop"]:
        """The committees in the order the case visits them."""
        return sorted(self.stops.all(), key=lambda stop: (stop.order, stop.pk))

    def text_parts(self) -> list["CaseSection"]:
        """The sections in the order they are read."""
        return sorted(self.sections.all(), key=lambda section: (section.position, section.pk))

    def numbered_attachments(self) -> list["CaseAttachment"]:
        return sorted(self.attachments.all(), key=lambda attachment: attachment.number)

    def checks(self) -> list[CheckItem]:
        """What has to be there before the case is sent on, and what is only wise."""
        return checks_of(self)

    @property
    def is_writable(self) -> bool:
        """The text may change; afterwards only a return to draft opens it."""
        return self.state == CaseState.DRAFT

    @property
    def is_frozen(self) -> bool:
        return self.state in FROM_APPROVED

    @property
    def is_known_to_board(self) -> bool:
        return self.state in FROM_SCHEDULED

    @property
    def is_past_meeting(self) -> bool:
        return self.state in AFTER_MEETING

    @property
    def is_shielded(self) -> bool:
        """Something in it is kept from the public: paragraphs, or an attachment."""
        return bool(self.redactions.all()) or any(each.is_exempt for each in self.attachments.all())

    @property
    def deciding_stop(self) -> "CaseStop | None":
        return next((stop for stop in self.saksgang() if stop.decides), None)

    @property
    def vedtak(self) -> "Vedtak | None":
        """What the deciding committee answered; a postponement is not an answer."""
        stop = self.deciding_stop
        return stop.settled_by if stop else None

    @cached_property
    def signing_line(self) -> "list[Place]":
        """The posts that approve it, as they stand now."""
        return line_of(self)

    @property
    def outcome_choice(self) -> "OutcomeChoice | None":
        """What a changed vedtak is said to mean for the gate, confirmed or not."""
        return getattr(self.vedtak, "outcome_choice", None) if self.vedtak else None

    @property
    def next_stop(self) -> "CaseStop | None":
        """The first committee that has not answered."""
        return next((stop for stop in self.saksgang() if not stop.is_settled), None)


@tracked
class CaseSection(models.Model):
    """One part of a case's text under a heading of its own, saved by itself.

    `version` guards each section, so that two people may write in one case.
    """

    Kind = SectionKind
    case = models.ForeignKey(BoardCase, models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=12, choices=SectionKind, default=SectionKind.TEXT)
    heading = models.CharField(_("overskrift"), max_length=160)
    level = models.PositiveSmallIntegerField(_("nivå"), default=2, choices=LEVELS)
    html = models.TextField(_("tekst"), blank=True)
    help = models.CharField(max_length=300, blank=True)  # what the form says belongs here
    # Of a section of live data: the name of the block and what it is asked for.
    block = models.CharField(_("datablokk"), max_length=30, blank=True)
    params = models.JSONField(default=dict, blank=True)
    is_required = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    open_comments = 0  # set by `reports.queries.comment.talk_of`

    class Meta:
        verbose_name = _("del av en sak")
        verbose_name_plural = _("deler av en sak")
        ordering = ["case", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "position"],
                name="reports_casesection_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="reports_casesection_level", condition=Q(level__gte=2, level__lte=4)
            ),
            models.CheckConstraint(
                name="reports_casesection_kind", condition=Q(kind__in=SectionKind.values)
            ),
            models.CheckConstraint(
                name="reports_casesection_data_has_block",
                condition=Q(kind=SectionKind.DATA, block__gt="")
                | (~Q(kind=SectionKind.DATA) & Q(block="")),
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("reports:section", args=[self.case_id, self.pk])

    @property
    def is_data(self) -> bool:
        """It shows live data, and nobody writes in it."""
        return self.kind == SectionKind.DATA

    @property
    def is_written(self) -> bool:
        return bool(self.html) or self.is_data


class CaseAttachmentQuerySet(models.QuerySet["CaseAttachment"]):
    def visible_to(self, person: Person) -> Self:
        """They go with the case; agrees with `reports.view_caseattachment`.

        An exempt one is for those who have to do with the case.
        """
        cases = BoardCase.objects.visible_to(person)
        concerned = cases.filter(concerns(person)) if person.is_active else cases
        return self.filter(
            Q(is_exempt=False, case__in=cases.values("pk")) | Q(case__in=concerned.values("pk"))
        )


@tracked
class CaseAttachment(models.Model):
    """A numbered attachment: a file of ours, or a note of where the document can be read."""

    case = models.ForeignKey(BoardCase, models.CASCADE, related_name="attachments")
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("tittel"), max_length=200)
    file = models.ForeignKey(
        "files.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_attachments",
    )
    note = models.CharField(_("hvor det kan leses"), max_length=200, blank=True)
    is_exempt = models.BooleanField(_("unntatt offentlighet"), default=False)
    basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hjemmel"),
    )

    objects = CaseAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("vedlegg")
        verbose_name_plural = _("vedlegg")
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"],
                name="reports_caseattachment_number",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="reports_caseattachment_can_be_read",
                condition=Q(file__isnull=False) | ~Q(note=""),
                violation_error_message=_("Last opp en fil, eller skriv hvor vedlegget kan leses."),
            ),
            models.CheckConstraint(
                name="reports_caseattachment_exempt_has_basis",
                condition=Q(is_exempt=False) | Q(basis__isnull=False),
                violation_error_message=_("Velg hjemmelen for å unnta vedlegget."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


@frozen(made="approved_at")
class ApprovedText(models.Model):
    """A text that the director approved, word for word, with its checksum. Never changes.

    A case that comes back and is approved again gets a new one with the next number.
    """

    case = models.ForeignKey(BoardCase, models.PROTECT, related_name="approved_texts")
    number = models.PositiveSmallIntegerField()
    snapshot = models.TextField()  # canonical JSON, see organisation.audit.tracking.freeze
    sha256 = models.CharField(max_length=64)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approver_role = models.CharField(max_length=80)
    approved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("godkjent tekst")
        verbose_name_plural = _("godkjente tekster")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="reports_approvedtext_number")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.number}"

    @cached_property
    def data(self) -> dict[str, Any]:
        return json.loads(self.snapshot)["data"]


class CaseDocumentQuerySet(models.QuerySet["CaseDocument"]):
    def visible_to(self, person: Person) -> Self:
        """What was approved goes with the case; the rest is for those who work on it.

        Of a case with something taken out, the public copy goes to those who may not read it all.
        """
        cases = BoardCase.objects
        return self.filter(
            Q(case__in=cases.worked_on_by(person).values("pk"))
            | Q(approved_text__isnull=False, case__in=cases.read_whole_by(person).values("pk"))
            | Q(
                approved_text__isnull=False,
                is_public_copy=True,
                case__in=cases.visible_to(person).values("pk"),
            )
        )


@tracked
class CaseDocument(models.Model):
    """A numbered version of the case as a document; the same content is the same version."""

    case = models.ForeignKey(BoardCase, models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField()
    content_sha256 = models.CharField(max_length=64)
    # Empty for a copy of a text that is still being written.
    approved_text = models.ForeignKey(
        ApprovedText, models.PROTECT, null=True, related_name="documents"
    )
    has_vedtak = models.BooleanField(default=False)
    is_public_copy = models.BooleanField(default=False)  # with the redacted paragraphs taken out
    format = models.CharField(max_length=4, choices=DocumentFormat, default=DocumentFormat.PDF)
    ordered_at = models.DateTimeField()

    objects = CaseDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("saksdokument")
        verbose_name_plural = _("saksdokumenter")
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="reports_casedocument_number"),
            models.UniqueConstraint(
                fields=["case", "content_sha256", "format"], name="reports_casedocument_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#dokument"

    @property
    def is_draft(self) -> bool:
        return self.approved_text_id is None


@frozen(made="at")
class ReturnRemark(models.Model):
    """Why somebody sent a case back to the one who writes it."""

    case = models.ForeignKey(BoardCase, models.PROTECT, related_name="remarks")
    from_state = models.CharField(max_length=15, choices=CaseState)
    text = models.TextField(_("merknad"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("merknad")
        verbose_name_plural = _("merknader")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text
