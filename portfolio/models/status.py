"""Status reports: one being written, those delivered, when the next is due and by which rhythm."""

from datetime import date
from itertools import islice
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.people.models import Person, Unit
from portfolio.lifecycle.status import (
    LABELS,
    LIGHT_FIELDS,
    OVERALL,
    WRITTEN,
    Area,
    Light,
    ReportClass,
    RhythmKind,
    Trend,
    light_field,
    text_field,
    trend,
)
from portfolio.models.project import InProject, Project, seen_by
from portfolio.rhythm import LAST_DAY, Rhythm, due_dates, next_due

WEEKDAYS = (
    gettext_noop("mandag"),
    gettext_noop("tirsdag"),
    gettext_noop("onsdag"),
    gettext_noop("torsdag"),
    gettext_noop("fredag"),
)


def light() -> models.CharField:
    return models.CharField(max_length=6, choices=Light, blank=True)


def words(verbose_name: Any) -> models.TextField:
    return models.TextField(verbose_name, blank=True)


class StatusFacts(InProject):
    """What a report says; an empty light was not asked for, or is not chosen yet."""

    Light = Light

    time_light = light()
    time_text = words(_("tid"))
    cost_light = light()
    cost_text = words(_("kostnad"))
    quality_light = light()
    quality_text = words(_("kvalitet og omfang"))
    risk_light = light()
    risk_text = words(_("risiko"))
    benefit_light = light()
    benefit_text = words(_("gevinst"))
    overall_light = light()
    overall_text = words(_("samlet"))
    better_because = words(_("hvorfor samlet er bedre enn det svakeste"))
    done = words(_("gjort siden sist"))
    next = words(_("neste"))
    needed = words(_("det jeg trenger fra deg"))

    class Meta:
        abstract = True

    def facts(self) -> dict[str, Any]:
        """Everything written, by the name of its field."""
        return {name: getattr(self, name) for name in WRITTEN}

    @property
    def shown_areas(self) -> list[str]:
        """The areas with a light, the overall one last."""
        return [area for area in (*Area.values, OVERALL) if getattr(self, light_field(area))]

    def lines(self, before: "StatusFacts | None" = None) -> list[dict[str, Any]]:
        """A line for each light: its label, light, text and how it moved since `before`."""
        found = []
        for area in self.shown_areas:
            now = getattr(self, light_field(area))
            moved = trend(now, getattr(before, light_field(area)) if before else "")
            found.append(
                {
                    "area": area,
                    "label": LABELS[area],
                    "light": Light(now),
                    "text": getattr(self, text_field(area)),
                    "trend": None if moved == Trend.FIRST else moved,
                }
            )
        return found


@tracked
class StatusWriting(StatusFacts):
    """The report that is being written: one for a project, shared by those who may write it."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="status_writing")
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("lagret"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("statusrapport som skrives")
        verbose_name_plural = _("statusrapporter som skrives")
        constraints = (
            models.CheckConstraint(
                name="portfolio_statuswriting_lights",
                condition=Q(*(Q(**{f"{name}__in": ["", *Light.values]}) for name in LIGHT_FIELDS)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.project}"


class StatusReportQuerySet(models.QuerySet["StatusReport"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def newest_first(self) -> Self:
        """In the order they came, which is also that of an index that any day reads."""
        return self.order_by("-delivered_at", "-number")

    def last_of(self, project: Project) -> "StatusReport | None":
        return self.filter(project=project).select_related("delivered_by").newest_first().first()


def some_light_is(*lights: str) -> Q:
    found = Q()
    for area in Area.values:
        found |= Q(**{f"{light_field(area)}__in": lights})
    return found


# Never changed; a text that must go can be redacted. Earlier days read the rows themselves, by the
# moment they were delivered, and so their own indexes.
@frozen(keep_years=0, since="delivered_on", made="delivered_at")
@tracked
class StatusReport(StatusFacts):
    """A delivered report; the database refuses to change or remove it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="status_reports")
    number = models.PositiveIntegerField(_("nummer"))  # 1, 2, 3 … in its project
    overall_only = models.BooleanField(_("bare samlet lys"), default=False)
    is_unchanged = models.BooleanField(_("ingenting endret siden sist"), default=False)
    due_on = models.DateField(_("frist"), null=True, blank=True)  # the one it answered
    delivered_on = models.DateField(_("levert"))
    delivered_at = models.DateTimeField(_("levert"))
    delivered_by = models.ForeignKey(
        Person, models.PROTECT, related_name="status_reports", verbose_name=_("levert av")
    )

    objects = StatusReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("statusrapport")
        verbose_name_plural = _("statusrapporter")
        ordering = ("project", "number")
        indexes = (
            # The last report before an earlier day, whatever has come after it.
            models.Index(
                fields=["project", "delivered_at", "number"], name="portfolio_statusreport_last"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["project", "number"], name="portfolio_statusreport_number"
            ),
            models.CheckConstraint(
                name="portfolio_statusreport_lights",
                condition=Q(overall_light__in=Light.values)
                & (
                    Q(overall_only=True, **{light_field(area): "" for area in Area.values})
                    | Q(
                        overall_only=False,
                        **{f"{light_field(area)}__in": Light.values for area in Area.values},
                    )
                ),
            ),
            models.CheckConstraint(
                name="portfolio_statusreport_overall",
                condition=(
                    ~Q(better_because="")
                    | Q(overall_light=Light.RED)
                    | (Q(overall_light=Light.YELLOW) & ~some_light_is(Light.RED))
                    | ~some_light_is(Light.YELLOW, Light.RED)
                ),
                violation_error_message=_(
                    "Det samlede lyset er bedre enn det svakeste. Skriv hvorfor."
                ),
            ),
        )

    def __str__(self) -> str:
        return _("Statusrapport %(n)s") % {"n": self.number}

    def get_absolute_url(self) -> str:
        return reverse("portfolio:status_report", args=[self.project.slug, self.number])


@tracked
class StatusWriter(InProject):
    """Somebody the leader lets write and deliver the report."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="status_writers")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="writes_status", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("medskribent")
        verbose_name_plural = _("medskribenter")
        ordering = ("person__name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "person"], name="portfolio_statuswriter_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


class StatusDueQuerySet(models.QuerySet["StatusDue"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))


@tracked
class StatusDue(InProject):
    """When the project's next report is due, worked out from its rhythm so that lists can sort.

    `services.status_due.plan_next` writes it when a report is delivered, the project starts, rests,
    ends or changes kind or profile, and when a rhythm changes. None when nothing is due.
    """

    project = models.OneToOneField(Project, models.CASCADE, related_name="status_schedule")
    due_on = models.DateField(_("neste statusrapport"), null=True, blank=True)
    stale_from = models.DateField(_("utdatert fra"), null=True, blank=True)

    objects = StatusDueQuerySet.as_manager()

    class Meta:
        verbose_name = _("frist for statusrapport")
        verbose_name_plural = _("frister for statusrapport")
        constraints = (
            models.CheckConstraint(
                name="portfolio_statusdue_both",
                condition=(
                    Q(due_on=None, stale_from=None)
                    | Q(
                        due_on__isnull=False,
                        stale_from__isnull=False,
                        stale_from__gt=F("due_on"),
                    )
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.project} {self.due_on}"


class StatusSettingsQuerySet(models.QuerySet["StatusSettings"]):
    def visible_to(self, person: Person) -> Self:
        """When reports are due is no secret; agrees with `portfolio.view_statussettings`."""
        return self.filter(district__in=person.grants.districts)


@tracked
class StatusSettings(models.Model):
    """How often projects of one profile in a district report, and who is told when they do not."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="status_settings")
    report_class = models.CharField(_("gjelder"), max_length=10, choices=ReportClass)
    kind = models.CharField(
        _("rytme"), max_length=8, choices=RhythmKind, default=RhythmKind.MONTHLY
    )
    # The day of the month, or the weekday (0 is Monday).
    day = models.PositiveSmallIntegerField(_("dag"), default=31)
    weeks = models.PositiveSmallIntegerField(_("uker mellom"), default=4)
    # The same stretch each year, as month × 100 + day: 701 is the first of July.
    pause_from = models.PositiveSmallIntegerField(_("pause fra"), null=True, blank=True)
    pause_to = models.PositiveSmallIntegerField(_("pause til"), null=True, blank=True)
    remind_days = models.PositiveSmallIntegerField(_("minn om dager før"), default=3)
    grace_days = models.PositiveSmallIntegerField(_("dager til lyset blir grått"), default=7)
    owner_days = models.PositiveSmallIntegerField(_("dager til prosjekteieren får vite"), default=5)
    version = models.PositiveIntegerField(default=1)

    objects = StatusSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("rytme for statusrapport")
        verbose_name_plural = _("rytmer for statusrapport")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "report_class"], name="portfolio_statussettings_once"
            ),
            models.CheckConstraint(
                name="portfolio_statussettings_class",
                condition=Q(report_class__in=ReportClass.values),
            ),
            models.CheckConstraint(
                name="portfolio_statussettings_rhythm",
                condition=(
                    Q(kind=RhythmKind.NEVER)
                    | Q(kind=RhythmKind.MONTHLY, day__range=(1, 31))
                    | Q(kind=RhythmKind.WEEKS, day__range=(0, 4), weeks__range=(1, 26))
                ),
                violation_error_message=_("Velg en dag som passer til rytmen."),
            ),
            models.CheckConstraint(
                name="portfolio_statussettings_pause",
                condition=(
                    Q(pause_from=None, pause_to=None)
                    | Q(
                        pause_from__isnull=False,
                        pause_to__isnull=False,
                        pause_from__range=(101, 1231),
                        pause_to__range=(101, 1231),
                    )
                ),
                violation_error_message=_("Skriv både når pausen begynner og når den slutter."),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_report_class_display())

    @property
    def rhythm(self) -> Rhythm:
        pause = None
        if self.pause_from and self.pause_to:
            pause = (divmod(self.pause_from, 100), divmod(self.pause_to, 100))
        return Rhythm(self.kind, day=self.day, weeks=self.weeks, pause=pause)  # type: ignore[arg-type]

    @classmethod
    def usual(cls, district_id: int, report_class: str) -> "StatusSettings":
        """What holds until the district chooses, unsaved: monthly, quiet in July."""
        pilot = report_class == ReportClass.PILOT
        return cls(
            district_id=district_id,
            report_class=report_class,
            kind=RhythmKind.WEEKS if pilot else RhythmKind.MONTHLY,
            day=4 if pilot else 31,
            weeks=4,
            pause_from=701,
            pause_to=731,
            version=0,
        )

    def rhythm_never_comes(self) -> bool:
        """Whether the pause takes every due date away."""
        return next_due(self.rhythm, date(2024, 1, 1)) is None

    def next_dates(self, after: date, count: int) -> list[date]:
        """The first `count` due dates after a day; fewer when there is no rhythm."""
        coming = (day for day in due_dates(self.rhythm, after) if day > after)
        return list(islice(coming, count))

    @property
    def rhythm_words(self) -> str:
        """`Siste dag i måneden`, `Hver 4. uke, på fredag`."""
        if self.kind == RhythmKind.NEVER:
            return str(RhythmKind.NEVER.label)
        if self.kind == RhythmKind.MONTHLY:
            if self.day >= LAST_DAY:
                return gettext("Siste dag i måneden")
            return gettext("Den %(day)s. hver måned") % {"day": self.day}
        weekday = gettext(WEEKDAYS[self.day])
        if self.weeks == 1:
            return gettext("Hver %(weekday)s") % {"weekday": weekday}
        return gettext("Hver %(n)s. uke, på %(weekday)s") % {"n": self.weeks, "weekday": weekday}

    @property
    def pause_words(self) -> str:
        """`1.7.–31.7.`; empty without a pause."""
        if self.pause_from is None or self.pause_to is None:
            return ""
        first, last = (f"{each % 100}.{each // 100}." for each in (self.pause_from, self.pause_to))
        return f"{first}–{last}"
