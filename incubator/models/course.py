"""Courses for those who have a role in a project, who took part, and the proof they got."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.lifecycle import CourseState
from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, Role
from organisation.search.fields import search_vector
from organisation.sorting import norwegian_key

LEAST_HOURS = Decimal("0.25")
AS_KEY: models.TextField[str, str] = models.TextField(db_collation="C")  # see norwegian_key


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, person: Person) -> Self:
        """Everybody employed in the district, and whoever keeps it, leads it or takes part.

        Agrees with `incubator.view_course`.
        """
        if not person.is_active:
            return self.none()
        taken = Participation.objects.filter(person=person.pk)
        return self.filter(
            Q(district__in=person.grants.employee_districts)
            | Q(unit__in=person.units_as(Role.ADVISER))
            | Q(leader=person.pk)
            | Q(pk__in=taken.values("course"))
        )

    def with_counts(self) -> Self:
        """Adds `participant_count` and `completed_count`: how many, never who."""
        return self.annotate(
            participant_count=models.Count("participations"),
            completed_count=models.Count(
                "participations", filter=Q(participations__completed_on__isnull=False)
            ),
        )


@tracked
class Course(InDistrict):
    """One course on one or more days, for people with a role in a project."""

    State = CourseState
    title = models.CharField(_("tittel"), max_length=120)
    title_key = norwegian_key("title")
    about = models.TextField(_("hva kurset handler om"), max_length=2000)
    # What one can afterwards, a line each; stands on the proof.
    goals = models.TextField(_("hva deltakerne lærer"), max_length=2000, blank=True)
    role = models.CharField(_("prosjektrolle"), max_length=80, blank=True)
    starts_on = models.DateField(_("første dag"))
    ends_on = models.DateField(_("siste dag"))
    hours = models.DecimalField(
        _("timer"), max_digits=5, decimal_places=2, validators=[MinValueValidator(LEAST_HOURS)]
    )
    place = models.CharField(_("sted"), max_length=120)
    leader = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_courses",
        verbose_name=_("kursleder"),
    )
    # Of a course leader from outside, who is not in the register.
    leader_name = models.CharField(_("kursleder utenfra"), max_length=120, blank=True)
    state = models.CharField(
        _("tilstand"), max_length=9, choices=CourseState, default=CourseState.PLANNED
    )
    cancelled_because = models.TextField(_("hvorfor avlyst"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    tsv = search_vector({"A": ["title"], "B": ["about", "goals"]})

    participant_count: int  # with_counts
    completed_count: int

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("kurs")
        verbose_name_plural = _("kurs")
        indexes = [GinIndex(fields=["tsv"], name="incubator_course_tsv")]
        constraints = [
            models.CheckConstraint(
                name="incubator_course_state", condition=Q(state__in=CourseState.values)
            ),
            models.CheckConstraint(name="incubator_course_hours", condition=Q(hours__gt=0)),
            models.CheckConstraint(
                name="incubator_course_starts_first", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="incubator_course_one_leader",
                condition=Q(leader__isnull=False, leader_name="")
                | (Q(leader=None) & ~Q(leader_name="")),
            ),
            models.CheckConstraint(
                name="incubator_course_cancelled_says_why",
                condition=(Q(state=CourseState.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(state=CourseState.CANCELLED) & Q(cancelled_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("incubator:course", args=[self.pk])

    @property
    def is_planned(self) -> bool:
        return self.state == CourseState.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state == CourseState.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.state == CourseState.CANCELLED

    @property
    def mark(self) -> str:
        """How its state looks; see state_tag."""
        return {"planned": "work", "held": "yes", "cancelled": "stopped"}[self.state]

    @property
    def leader_words(self) -> str:
        return str(self.leader) if self.leader else self.leader_name

    @property
    def goal_lines(self) -> list[str]:
        return [line.strip() for line in self.goals.splitlines() if line.strip()]

    def is_over(self, on: date) -> bool:
        """Its last day has come, so that it can be called held."""
        return self.ends_on <= on


class CourseParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, person: Person) -> Self:
        """Who takes part is known to the one it is about, the adviser and the course leader.

        Agrees with `incubator.view_participation`.
        """
        if not person.is_active:
            return self.none()
        return self.filter(
            Q(person=person.pk)
            | Q(course__leader=person.pk)
            | Q(course__unit__in=person.units_as(Role.ADVISER))
        )

    def with_name(self) -> Self:
        """Adds `shown_name`, to sort by whether the name is a person's or written."""
        written = models.Func(F("name"), function="norwegian_key", output_field=AS_KEY)
        return self.annotate(shown_name=Coalesce("person__name_key", written, output_field=AS_KEY))

    def in_order(self) -> Self:
        return self.with_name().select_related("person").order_by("shown_name", "pk")


@tracked
class Participation(models.Model):
    """One person in a course: somebody in the register, or a name and an address from outside."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="participations")
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations_in_courses",
        verbose_name=_("person"),
    )
    name = models.CharField(_("navn"), max_length=120, blank=True)
    email = models.EmailField(_("e-postadresse"), blank=True)
    completed_on = models.DateField(_("fullført"), null=True, blank=True)

    objects = CourseParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("deltakelse i kurs")
        verbose_name_plural = _("deltakelser i kurs")
        constraints = [
            models.CheckConstraint(
                name="incubator_participation_is_somebody",
                condition=Q(person__isnull=False, name="", email="")
                | (Q(person=None) & ~Q(name="") & ~Q(email="")),
            ),
            models.UniqueConstraint(
                fields=["course", "person"], name="incubator_participation_person_once"
            ),
            models.UniqueConstraint(
                "course",
                Lower("email"),
                name="incubator_participation_email_once",
                condition=~Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.name

    def get_absolute_url(self) -> str:
        return reverse("incubator:participation", args=[self.course_id, self.pk])

    @property
    def address(self) -> str:
        return self.person.email if self.person else self.email

    @property
    def is_completed(self) -> bool:
        return self.completed_on is not None

    @property
    def unit_id(self) -> int:
        """Stands under the roles of the course's unit."""
        return self.course.unit_id

    @property
    def district_id(self) -> int:
        return self.course.district_id


@tracked
class CourseProof(models.Model):
    """A numbered version of somebody's proof; the same content is the same version.

    The number follows the participant through all versions.
    """

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="proofs")
    number = models.CharField(_("nummer"), max_length=20)
    version = models.PositiveSmallIntegerField(_("versjon"))
    content_sha256 = models.CharField(_("kontrollsum"), max_length=64)
    issued_on = models.DateField(_("utstedt"))

    class Meta:
        verbose_name = _("kursbevis")
        verbose_name_plural = _("kursbevis")
        ordering = ("participation", "-version")
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "version"], name="incubator_courseproof_version"
            ),
            models.UniqueConstraint(
                fields=["participation", "content_sha256"], name="incubator_courseproof_content"
            ),
            models.CheckConstraint(
                name="incubator_courseproof_sha256",
                condition=Q(content_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.version}"
