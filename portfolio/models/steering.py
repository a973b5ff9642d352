"""The steering group of a project: who sits in it, its meetings, agendas and minutes."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.steering import MeetingState, Presence, SteeringRole
from portfolio.models.project import InProject, Project, seen_by


class MinutesStand(pgtrigger.Trigger):
    """Approved minutes are what was approved: neither meeting nor items change any more."""

    name = "minutes_stand"
    when = pgtrigger.Before

    def __init__(self, row: str) -> None:
        """`row` is the meeting's id in SQL, as the table at hand knows it: `OLD.id`."""
        meeting = row == "id"
        old = f"""
            IF TG_OP <> 'INSERT' AND EXISTS (
                SELECT 1 FROM public.portfolio_steeringmeeting meeting
                 WHERE meeting.id = OLD.{row} AND meeting.state = 'approved'
            ) THEN
                RAISE EXCEPTION 'The minutes of meeting % are approved', OLD.{row}
                    USING ERRCODE = 'check_violation';
            END IF;
        """
        new = f"""
            IF TG_OP <> 'DELETE' AND EXISTS (
                SELECT 1 FROM public.portfolio_steeringmeeting meeting
                 WHERE meeting.id = NEW.{row} AND meeting.state = 'approved'
            ) THEN
                RAISE EXCEPTION 'The minutes of meeting % are approved', NEW.{row}
                    USING ERRCODE = 'check_violation';
            END IF;
        """
        operation = pgtrigger.Update | pgtrigger.Delete
        super().__init__(
            operation=operation if meeting else operation | pgtrigger.Insert,
            func=f"""
            {old}{"" if meeting else new}
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
            """,
        )


class SteeringMemberQuerySet(models.QuerySet["SteeringMember"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))


@tracked
class SteeringMember(InProject):
    """Somebody in the steering group, and as what."""

    Role = SteeringRole

    project = models.ForeignKey(Project, models.CASCADE, related_name="steering_members")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="steering_seats", verbose_name=_("person")
    )
    role = models.CharField(_("rolle"), max_length=10, choices=SteeringRole)

    objects = SteeringMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlem av styringsgruppen")
        verbose_name_plural = _("medlemmer av styringsgruppen")
        ordering = ("project", "person__name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "person"],
                name="portfolio_steeringmember_once",
                violation_error_message=_("Personen sitter alt i styringsgruppen."),
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(role=SteeringRole.LEADER),
                name="portfolio_steeringmember_one_leader",
                violation_error_message=_("Styringsgruppen har alt en leder."),
            ),
            models.CheckConstraint(
                name="portfolio_steeringmember_role", condition=Q(role__in=SteeringRole.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()}"


class SteeringMeetingQuerySet(models.QuerySet["SteeringMeeting"]):
    def visible_to(self, person: Person) -> Self:
        """Agrees with `portfolio.view_steeringmeeting`: those who see the project."""
        return self.filter(seen_by(person, "project__"))

    def held(self) -> Self:
        return self.exclude(state=MeetingState.PLANNED)


@tracked
class SteeringMeeting(InProject):
    """One meeting. `number` is its place in the series of the project."""

    State = MeetingState

    project = models.ForeignKey(Project, models.CASCADE, related_name="steering_meetings")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(_("når"))
    place = models.CharField(_("sted"), max_length=160, blank=True)
    introduction = models.TextField(_("melding i innkallingen"), blank=True)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED
    )
    # Counts what stands in the notice; `noticed` is what the members last were sent.
    notice = models.PositiveIntegerField(default=1)
    noticed = models.PositiveIntegerField(default=0)
    noticed_at = models.DateTimeField(_("innkalt"), null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("referat godkjent"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SteeringMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("møte i styringsgruppen")
        verbose_name_plural = _("møter i styringsgruppen")
        ordering = ("project", "-starts_at", "-pk")
        triggers = (MinutesStand("id"),)
        constraints = (
            models.UniqueConstraint(
                fields=["project", "number"], name="portfolio_steeringmeeting_number"
            ),
            models.CheckConstraint(
                name="portfolio_steeringmeeting_approved_by_somebody",
                condition=(
                    Q(
                        state=MeetingState.APPROVED,
                        approved_by__isnull=False,
                        approved_at__isnull=False,
                    )
                    | Q(
                        state__in=(MeetingState.PLANNED, MeetingState.HELD),
                        approved_by=None,
                        approved_at=None,
                    )
                ),
            ),
            models.CheckConstraint(
                name="portfolio_steeringmeeting_noticed",
                condition=Q(noticed__lte=models.F("notice")),
            ),
        )

    def __str__(self) -> str:
        return str(_("Styringsgruppemøte %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("portfolio:steering_meeting", args=[self.project.slug, self.number])

    @property
    def is_approved(self) -> bool:
        return self.state == MeetingState.APPROVED

    @property
    def is_planned(self) -> bool:
        return self.state == MeetingState.PLANNED

    @property
    def notice_is_new(self) -> bool:
        """Something stands in the notice that the members have not been sent."""
        return self.noticed < self.notice


@tracked
class AgendaItem(models.Model):
    """One matter of a meeting: what it is, what was said, and what was decided."""

    meeting = models.ForeignKey(SteeringMeeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("sak"), max_length=200)
    background = models.TextField(_("bakgrunn"), blank=True)
    # What the draft made it from, so that drafting again adds nothing twice.
    source = models.CharField(max_length=40, blank=True)
    minutes = models.TextField(_("referat"), blank=True)
    decision = models.TextField(_("beslutning"), blank=True)

    class Meta:
        verbose_name = _("sak i styringsgruppen")
        verbose_name_plural = _("saker i styringsgruppen")
        ordering = ("meeting", "position", "pk")
        triggers = (MinutesStand("meeting_id"),)
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "source"],
                condition=~Q(source=""),
                name="portfolio_agendaitem_source_once",
            ),
            models.CheckConstraint(name="portfolio_agendaitem_has_title", condition=~Q(title="")),
        )

    def __str__(self) -> str:
        return self.title


@tracked
class Attendance(models.Model):
    """Whether one of the group was there, with the role the person had that day."""

    Presence = Presence
    meeting = models.ForeignKey(SteeringMeeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(_("rolle"), max_length=10, choices=SteeringRole)
    presence = models.CharField(_("oppmøte"), max_length=8, choices=Presence)

    class Meta:
        verbose_name = _("oppmøte")
        verbose_name_plural = _("oppmøte")
        ordering = ("meeting", "person__name_key", "pk")
        triggers = (MinutesStand("meeting_id"),)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "person"], name="portfolio_attendance_once"),
            models.CheckConstraint(
                name="portfolio_attendance_choices",
                condition=Q(presence__in=Presence.values, role__in=SteeringRole.values),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_presence_display()}"
