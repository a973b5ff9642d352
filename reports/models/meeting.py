"""Meetings of our own: who sits in a committee, what is on the agenda, and what was said."""

import json
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.people.models import InDistrict, Person, Role
from reports.lifecycle.meeting import (
    AttendeeRole,
    EntryKind,
    ItemGroup,
    ItemKind,
    MeetingState,
    MemberFunction,
    PaperKind,
    Presence,
)
from reports.models.committee import Committee
from reports.models.office import LegalBasis
from reports.models.saksgang import CaseStop, Vedtak


class CommitteeMemberQuerySet(models.QuerySet["CommitteeMember"]):
    def sitting(self, on: date) -> Self:
        """Those whose term holds `on`."""
        return self.filter(Q(until_day=None) | Q(until_day__gte=on), from_day__lte=on)

    def ordinary(self) -> Self:
        return self.exclude(function=MemberFunction.DEPUTY)

    def in_order(self) -> Self:
        """The chair, the vice chair, members and deputies, each in the order they were elected."""
        rank = models.Case(
            *(
                models.When(function=function, then=place)
                for place, function in enumerate(MemberFunction.values)
            )
        )
        return self.order_by(rank, "place", "pk")


@tracked
class CommitteeMember(models.Model):
    """Somebody elected to a committee, for a term; deputies are called in their order."""

    Function = MemberFunction
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="members")
    name = models.CharField(_("navn"), max_length=120)
    party = models.CharField(_("parti"), max_length=60, blank=True)
    function = models.CharField(
        _("verv"), max_length=6, choices=MemberFunction, default=MemberFunction.MEMBER
    )
    place = models.PositiveSmallIntegerField(_("rekkefølge"), default=1)
    # The account of the person, when there is one.
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="committee_memberships",
        verbose_name=_("bruker"),
    )
    from_day = models.DateField(_("fra"))
    until_day = models.DateField(_("til og med"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlem av utvalg")
        verbose_name_plural = _("medlemmer av utvalg")
        constraints = (
            models.CheckConstraint(
                name="reports_member_function", condition=Q(function__in=MemberFunction.values)
            ),
            models.CheckConstraint(
                name="reports_member_days",
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                violation_error_message=_("Siste dag kommer før første dag."),
            ),
            models.UniqueConstraint(
                fields=["committee", "function"],
                name="reports_member_one_chair",
                condition=Q(
                    function__in=[MemberFunction.CHAIR, MemberFunction.VICE_CHAIR], until_day=None
                ),
                violation_error_message=_("Vervet er alt besatt."),
            ),
        )

    def __str__(self) -> str:
        return self.name


# Known to all employees of the district; what is only planned may still change.
ANNOUNCED = (MeetingState.CALLED, MeetingState.HELD, MeetingState.LOCKED)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, person: Person) -> Self:
        """Meetings of political bodies are announced, also closed ones; as `view_meeting`.

        Those who work with cases see all that is planned, others what has been called.
        """
        if not person.is_active:
            return self.none()
        grants = person.grants
        working = grants.units_as(Role.SECRETARIAT) | grants.units_as(Role.DIRECTOR)
        readers = grants.units_as(Role.BOARD_MEMBER)
        return self.filter(
            Q(unit__in=working)
            | Q(unit__in=readers)
            | Q(
                district__in=grants.employee_districts,
                state__in=ANNOUNCED,
            )
        )

    def in_use(self) -> Self:
        return self.exclude(state=MeetingState.CANCELLED)

    def with_agenda(self) -> Self:
        """All that a meeting's pages and papers read, in a constant number of queries."""
        items = AgendaItem.objects.select_related(
            "basis", "vedtak", "stop__committee", "stop__number", "stop__case__approved_text"
        )
        return self.select_related("committee", "unit", "district").prefetch_related(
            Prefetch("items", queryset=items.order_by("position", "pk")),
            Prefetch(
                "attendances",
                queryset=Attendance.objects.select_related("member", "stands_in_for"),
            ),
        )

    def with_minutes(self) -> Self:
        """Also what was said and how they voted."""
        return self.with_agenda().prefetch_related(
            "approved_minutes_of",
            Prefetch(
                "items__disqualified",
                queryset=Disqualified.objects.select_related(
                    "attendance", "basis", "replaced_by"
                ).order_by("pk"),
            ),
            Prefetch(
                "items__entries",
                queryset=MeetingEntry.objects.select_related("by").order_by("number"),
            ),
            Prefetch("items__votes", queryset=VoteLine.objects.order_by("pk")),
        )

    def with_papers(self) -> Self:
        """Also what of the cases is kept from the public."""
        return (
            self.with_minutes()
            .select_related("minutes")
            .prefetch_related(
                "items__stop__case__redactions__basis", "items__stop__case__attachments"
            )
        )


@tracked
class Meeting(InDistrict):
    """One meeting of a committee, from the calendar to the minutes that were approved."""

    State = MeetingState
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="meetings", verbose_name=_("utvalg")
    )
    # Given when the meeting is called; never used again.
    number = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    held_on = models.DateField(_("møtedato"))
    starts_at = models.TimeField(_("klokkeslett"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=160, blank=True)
    papers_due = models.DateField(_("frist for saker"), null=True, blank=True)
    papers_sent = models.DateField(_("innkalling sendes"), null=True, blank=True)
    note = models.TextField(_("merknad i innkallingen"), blank=True)
    state = models.CharField(
        _("tilstand"), max_length=9, choices=MeetingState, default=MeetingState.PLANNED
    )
    called_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.TimeField(_("møtet satt fra"), null=True, blank=True)
    closed_at = models.TimeField(_("til"), null=True, blank=True)
    # The meeting that approved these minutes.
    approved_at_meeting = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="approved_minutes_of"
    )
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("møte")
        verbose_name_plural = _("møter")
        constraints = (
            models.CheckConstraint(
                name="reports_meeting_state", condition=Q(state__in=MeetingState.values)
            ),
            models.UniqueConstraint(
                fields=["committee", "held_on"],
                name="reports_meeting_once_a_day",
                condition=~Q(state=MeetingState.CANCELLED),
                violation_error_message=_("Utvalget har alt et møte denne dagen."),
            ),
            models.UniqueConstraint(
                "committee",
                "held_on__year",
                "number",
                name="reports_meeting_number",
            ),
            models.CheckConstraint(
                name="reports_meeting_called_has_number",
                condition=Q(state__in=[MeetingState.PLANNED, MeetingState.CANCELLED])
                | Q(number__isnull=False, called_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reports_meeting_papers_before",
                condition=(Q(papers_due=None) | Q(papers_due__lte=F("held_on")))
                & (Q(papers_sent=None) | Q(papers_sent__lte=F("held_on"))),
                violation_error_message=_("Fristene må komme før møtet."),
            ),
            models.CheckConstraint(
                name="reports_meeting_locked_says_where",
                condition=~Q(state=MeetingState.LOCKED) | Q(approved_at_meeting__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee} {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("reports:meeting", args=[self.pk])

    @property
    def is_announced(self) -> bool:
        """Everybody in the district knows of it."""
        return self.state in ANNOUNCED

    @property
    def is_open_to_change(self) -> bool:
        """Its agenda may still change."""
        return self.state in (MeetingState.PLANNED, MeetingState.CALLED)

    @property
    def is_being_minuted(self) -> bool:
        """What is said and decided there may be written, until the minutes are approved."""
        return self.state in (MeetingState.CALLED, MeetingState.HELD)

    def agenda(self) -> list["AgendaItem"]:
        """The lines of the agenda in order."""
        return sorted(self.items.all(), key=lambda item: (item.position, item.pk))

    def case_items(self) -> list["AgendaItem"]:
        return [item for item in self.agenda() if item.kind == ItemKind.CASE]

    def case_stops(self) -> list[CaseStop]:
        """The stops of its cases, in the order of the agenda."""
        return [item.stop for item in self.case_items() if item.stop is not None]

    @cached_property
    def size_of_committee(self) -> int:
        """How many ordinary members the committee has that day; deputies are not counted."""
        return self.committee.members.sitting(self.held_on).ordinary().count()

    @property
    def number_and_year(self) -> str:
        """4/26; empty until the meeting is called."""
        return f"{self.number}/{self.held_on:%y}" if self.number else ""


@tracked
class AgendaItem(models.Model):
    """One line of the agenda, and what was said and decided there."""

    Kind, Group = ItemKind, ItemGroup
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    kind = models.CharField(_("slag"), max_length=11, choices=ItemKind)
    group = models.CharField(_("liste"), max_length=1, choices=ItemGroup, default=ItemGroup.A)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("tittel"), max_length=200, blank=True)
    stop = models.ForeignKey(
        CaseStop, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    # Why the doors were closed, of an item on the B list.
    basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hjemmel"),
    )
    proceedings = models.TextField(_("behandling"), blank=True)  # rich text
    is_unanimous = models.BooleanField(_("enstemmig"), default=False)
    vedtak = models.OneToOneField(
        Vedtak, models.PROTECT, null=True, blank=True, related_name="agenda_item"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("punkt på sakskartet")
        verbose_name_plural = _("punkter på sakskartet")
        ordering = ("meeting", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="reports_agendaitem_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["meeting", "stop"], name="reports_agendaitem_once"),
            models.CheckConstraint(
                name="reports_agendaitem_kind", condition=Q(kind__in=ItemKind.values)
            ),
            models.CheckConstraint(
                name="reports_agendaitem_group", condition=Q(group__in=ItemGroup.values)
            ),
            models.CheckConstraint(
                name="reports_agendaitem_case_has_stop",
                condition=Q(kind=ItemKind.CASE, stop__isnull=False)
                | (~Q(kind=ItemKind.CASE) & Q(stop=None, vedtak=None)),
            ),
        )

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("reports:agenda_item", args=[self.meeting_id, self.pk])

    @property
    def number(self) -> str:
        """The case's number at this meeting; a postponed case may have another one today."""
        if self.vedtak is not None:
            return self.vedtak.case_number
        return self.stop.case_number if self.stop is not None else ""

    @property
    def is_closed(self) -> bool:
        """The public learns that it was on the agenda, and not what was said."""
        return self.group == ItemGroup.B or (self.stop is not None and self.stop.case.is_exempt)

    @property
    def public_words(self) -> str:
        """What anybody may read that the item is about."""
        if self.stop is None:
            return str(self)
        if not self.stop.case.is_exempt:
            return self.case_title
        return self.stop.case.public_title or str(_("Sak unntatt offentlighet"))

    @property
    def case_title(self) -> str:
        """The title as it was approved."""
        assert self.stop is not None
        text = self.stop.case.approved_text
        return str(text.data["title"]) if text is not None else self.stop.case.title

    @property
    def words(self) -> str:
        return str(self) if self.stop is None else self.case_title


@tracked
class Attendance(models.Model):
    """Who was there, or sent their excuses; name and party as they were that day."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(
        CommitteeMember, models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    name = models.CharField(_("navn"), max_length=120)
    party = models.CharField(_("parti"), max_length=60, blank=True)
    role = models.CharField(_("rolle"), max_length=14, choices=AttendeeRole)
    presence = models.CharField(
        _("oppmøte"), max_length=7, choices=Presence, default=Presence.PRESENT
    )
    stands_in_for = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stand_ins",
        verbose_name=_("møter for"),
    )

    class Meta:
        verbose_name = _("oppmøte")
        verbose_name_plural = _("oppmøte")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "member"], name="reports_attendance_once"),
            models.UniqueConstraint(
                fields=["meeting"],
                name="reports_attendance_one_chair",
                condition=Q(role=AttendeeRole.CHAIR, presence=Presence.PRESENT),
                violation_error_message=_("Møtet har alt en leder."),
            ),
            models.CheckConstraint(
                name="reports_attendance_role", condition=Q(role__in=AttendeeRole.values)
            ),
            models.CheckConstraint(
                name="reports_attendance_presence", condition=Q(presence__in=Presence.values)
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked
class Disqualified(models.Model):
    """A member who took no part in one item, on which ground, and that the body decided it."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="disqualified")
    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="disqualified_in")
    basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hjemmel"),
    )
    ground = models.CharField(_("grunn"), max_length=300)
    replaced_by = models.ForeignKey(
        Attendance,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vara som tiltrådte"),
    )

    class Meta:
        verbose_name = _("inhabil")
        verbose_name_plural = _("inhabile")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "attendance"], name="reports_disqualified_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.attendance}"


@tracked
class MeetingEntry(models.Model):
    """A proposal, an order, or a member's own entry, in the order they came."""

    Kind = EntryKind
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="entries")
    kind = models.CharField(_("slag"), max_length=8, choices=EntryKind)
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        Attendance,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("fremmet av"),
    )
    by_party = models.CharField(_("på vegne av"), max_length=120, blank=True)
    text = models.TextField(_("ordlyd"))
    is_adopted = models.BooleanField(_("vedtatt"), null=True)

    class Meta:
        verbose_name = _("forslag i møtet")
        verbose_name_plural = _("forslag i møtet")
        ordering = ("item", "number")
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="reports_meetingentry_number"),
            models.CheckConstraint(
                name="reports_meetingentry_kind", condition=Q(kind__in=EntryKind.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


@tracked
class VoteLine(models.Model):
    """How one party voted: over the proposal of the administration, or over an entry."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="votes")
    entry = models.ForeignKey(
        MeetingEntry, models.CASCADE, null=True, blank=True, related_name="votes"
    )
    party = models.CharField(_("parti"), max_length=60)
    in_favour = models.PositiveSmallIntegerField(_("for"), default=0)
    against = models.PositiveSmallIntegerField(_("mot"), default=0)

    class Meta:
        verbose_name = _("stemmer")
        verbose_name_plural = _("stemmer")
        ordering = ("item", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "entry", "party"],
                name="reports_voteline_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.in_favour}–{self.against}"


@frozen(made="approved_at")
class ApprovedMinutes(models.Model):
    """The minutes as the next meeting approved them, with their checksum. Never changes."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    approved_in = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    snapshot = models.TextField()  # canonical JSON, see organisation.audit.tracking.freeze
    sha256 = models.CharField(max_length=64)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("godkjent protokoll")
        verbose_name_plural = _("godkjente protokoller")

    def __str__(self) -> str:
        return f"{self.meeting}"

    @cached_property
    def data(self) -> dict[str, Any]:
        """The context of documents/meeting_minutes.html, as it was approved."""
        found: dict[str, Any] = json.loads(self.snapshot)["data"]
        return found


class MeetingPaperQuerySet(models.QuerySet["MeetingPaper"]):
    def visible_to(self, person: Person) -> Self:
        """What is public goes with the meeting; the rest is for the board and those who work."""
        if not person.is_active:
            return self.none()
        grants = person.grants
        insiders = (
            grants.units_as(Role.SECRETARIAT)
            | grants.units_as(Role.DIRECTOR)
            | grants.units_as(Role.BOARD_MEMBER)
        )
        meetings = Meeting.objects.visible_to(person)
        return self.filter(
            Q(meeting__unit__in=insiders) | Q(is_public=True, meeting__in=meetings.values("pk"))
        )


@tracked
class MeetingPaper(models.Model):
    """A numbered version of one of a meeting's papers; the same content is the same version."""

    Kind = PaperKind
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers")
    # Of an extract: the item it is about.
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    kind = models.CharField(_("slag"), max_length=11, choices=PaperKind)
    # What is closed to the public is left out of it.
    is_public = models.BooleanField(_("offentlig"), default=False)
    number = models.PositiveSmallIntegerField()
    content_sha256 = models.CharField(max_length=64)
    ordered_at = models.DateTimeField()

    objects = MeetingPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("møtedokument")
        verbose_name_plural = _("møtedokumenter")
        ordering = ("meeting", "kind", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "item", "kind", "is_public", "number"],
                name="reports_meetingpaper_number",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["meeting", "item", "kind", "is_public", "content_sha256"],
                name="reports_meetingpaper_content",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="reports_meetingpaper_kind", condition=Q(kind__in=PaperKind.values)
            ),
            models.CheckConstraint(
                name="reports_meetingpaper_extract_has_item",
                condition=Q(kind=PaperKind.EXTRACT, item__isnull=False)
                | (~Q(kind=PaperKind.EXTRACT) & Q(item=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.meeting}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#dokumenter"
