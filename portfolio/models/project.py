"""Projects: what they are for, who carries them, and what they aim at."""

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import (
    InDistrict,
    Partner,
    Person,
    Role,
    ServiceArea,
    StrategyGoal,
    Unit,
)
from organisation.search.fields import search_vector
from organisation.sorting import norwegian_key
from portfolio.lifecycle import GateState, Profile, ProjectKind, ProjectState

if TYPE_CHECKING:
    from portfolio.models.gate import Gate

# Those who follow projects also where they are not employed. A board member reads the cases.
ROLES_THAT_SEE = (
    Role.ADVISER,
    Role.MANAGER,
    Role.DIRECTOR,
    Role.SECRETARIAT,
    Role.ADMINISTRATOR,
)


def seen_by(person: Person, project: str = "") -> models.Q:
    """What `portfolio.view_project` says, as a condition; `project` is the way to the project."""
    if not person.is_active:
        return models.Q(pk__in=())
    units: frozenset[int] = frozenset().union(*(person.units_as(role) for role in ROLES_THAT_SEE))
    return (
        models.Q(**{f"{project}district__in": person.grants.employee_districts})
        | models.Q(**{f"{project}unit__in": units})
        | models.Q(**{f"{project}owner": person.pk})
        | models.Q(**{f"{project}leader": person.pk})
    )


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, person: Person) -> Self:
        """What `person` may see in lists; agrees with the rule `portfolio.view_project`."""
        return self.filter(seen_by(person))

    def with_people(self) -> Self:
        return self.select_related("owner", "leader", "unit", "district", "service_area")

    def with_overview(self) -> Self:
        """Goals, members, partners and plan goals as lists of dicts, in the project's own query."""
        mine = {"project": models.OuterRef("pk")}
        goals = ProjectGoal.objects.filter(**mine)
        members = ProjectMember.objects.filter(**mine)
        partners = ProjectPartner.objects.filter(**mine)
        plans = ProjectStrategyGoal.objects.filter(**mine)
        return self.annotate(
            goal_list=ArraySubquery(
                goals.values(row=JSONObject(kind="kind", text="text", version="version"))
            ),
            member_list=ArraySubquery(
                members.values(
                    row=JSONObject(name="person__name", title="person__job_title", role="role")
                )
            ),
            partner_list=ArraySubquery(
                partners.values(row=JSONObject(name="partner__name", role="role"))
            ),
            plan_list=ArraySubquery(
                plans.order_by("goal__strategy", "goal__number").values(
                    row=JSONObject(
                        text="goal__text",
                        number="goal__number",
                        plan="goal__strategy__title",
                        case="goal__strategy__case_reference",
                    )
                )
            ),
        )

    def with_phases(self) -> Self:
        """Phases and gates of every project, in two more queries."""
        return self.prefetch_related("phases", "gates")

    def with_next_gate(self) -> Self:
        """`next_code` and `next_state` of the first gate not decided; None after the last."""
        from portfolio.models.gate import Gate

        open_gates = Gate.objects.filter(project=models.OuterRef("pk")).exclude(
            state=GateState.DECIDED
        )
        first = open_gates.order_by("code")
        return self.annotate(
            next_code=models.Subquery(first.values("code")[:1]),
            next_state=models.Subquery(first.values("state")[:1]),
        )

    def under_way(self) -> Self:
        return self.filter(state__in=(ProjectState.RUNNING, ProjectState.PAUSED))

    def of_person(self, person: Person) -> Self:
        """Those `person` leads, owns or works in."""
        member = ProjectMember.objects.filter(person=person).values("project")
        return self.filter(
            models.Q(leader=person) | models.Q(owner=person) | models.Q(pk__in=member)
        )


@tracked(exclude=("tsv", "title_key", "form_token"))
class Project(InDistrict):
    """A piece of development work with one owner in the line and one leader."""

    Kind, Profile, State = ProjectKind, Profile, ProjectState

    number = models.CharField(_("nummer"), max_length=12, editable=False)
    slug = models.SlugField(max_length=60, unique=True, editable=False)  # never changes
    title = models.CharField(_("tittel"), max_length=160)
    title_key = norwegian_key("title")
    summary = models.TextField(_("kort sagt"), blank=True)
    need = models.TextField(_("behov"), blank=True)
    kind = models.CharField(_("slag"), max_length=12, choices=ProjectKind)
    profile = models.CharField(_("profil"), max_length=10, choices=Profile)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=ProjectState, default=ProjectState.RUNNING
    )
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_projects",
        verbose_name=_("prosjekteier"),
    )
    leader = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_projects",
        verbose_name=_("prosjektleder"),
    )
    service_area = models.ForeignKey(
        ServiceArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("tjenesteområde"),
    )
    target_group = models.CharField(_("målgruppe"), max_length=300, blank=True)
    origin_idea = models.OneToOneField(
        "ideas.Idea",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project",
        verbose_name=_("idéen bak"),
    )
    members = models.ManyToManyField(
        Person, through="ProjectMember", related_name="projects", blank=True
    )
    partners = models.ManyToManyField(
        Partner, through="ProjectPartner", related_name="projects", blank=True
    )
    strategy_goals = models.ManyToManyField(
        StrategyGoal, through="ProjectStrategyGoal", related_name="projects", blank=True
    )
    # Which form it was started from, so that one sent twice starts one project.
    form_token = models.UUIDField(unique=True, null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    tsv = search_vector({"A": ["title", "number"], "B": ["summary"], "C": ["need", "target_group"]})

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("prosjekt")
        verbose_name_plural = _("prosjekter")
        indexes = (GinIndex(fields=["tsv"], name="portfolio_project_tsv"),)
        constraints = (
            models.UniqueConstraint(fields=["district", "number"], name="portfolio_project_number"),
            models.CheckConstraint(
                name="portfolio_project_owner_is_not_leader",
                condition=(
                    models.Q(kind=ProjectKind.PILOT)
                    | ~models.Q(owner=models.F("leader"))
                    | models.Q(owner=None)
                ),
                violation_error_message=_(
                    "Prosjekteier og prosjektleder kan ikke være samme person."
                ),
            ),
            models.CheckConstraint(
                name="portfolio_project_kind", condition=models.Q(kind__in=ProjectKind.values)
            ),
            models.CheckConstraint(
                name="portfolio_project_profile", condition=models.Q(profile__in=Profile.values)
            ),
            models.CheckConstraint(
                name="portfolio_project_state", condition=models.Q(state__in=ProjectState.values)
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:project", args=[self.slug])

    @property
    def is_under_way(self) -> bool:
        return self.state in (ProjectState.RUNNING, ProjectState.PAUSED)

    @property
    def next_gate(self) -> "Gate | None":
        """The first gate that is not decided; reads the prefetched gates when there are any."""
        open_gates = (gate for gate in self.gates.all() if gate.state != GateState.DECIDED)
        return min(open_gates, key=lambda gate: gate.code, default=None)


class InProject(models.Model):
    """Something that belongs to one project, and is seen by those who see the project."""

    class Meta:
        abstract = True

    project: Any

    @property
    def unit_id(self) -> int:
        return self.project.unit_id

    @property
    def district_id(self) -> int:
        return self.project.district_id


@tracked
class ProjectMember(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("rolle i prosjektet"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("medlem")
        verbose_name_plural = _("medlemmer")
        ordering = ("person__name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "person"],
                name="portfolio_member_once",
                violation_error_message=_("Personen er alt med i prosjektet."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.role}"


@tracked
class ProjectPartner(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="partnerships", verbose_name=_("samarbeidspart")
    )
    role = models.CharField(_("rolle i prosjektet"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("partner i prosjekt")
        verbose_name_plural = _("partnere i prosjekt")
        ordering = ("partner__name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "partner"],
                name="portfolio_partner_once",
                violation_error_message=_("Samarbeidsparten er alt med."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner} – {self.role}"


@tracked
class ProjectStrategyGoal(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="strategy_links")
    goal = models.ForeignKey(StrategyGoal, models.PROTECT, related_name="project_links")

    class Meta:
        verbose_name = _("planmål prosjektet svarer på")
        verbose_name_plural = _("planmål prosjektet svarer på")
        constraints = (
            models.UniqueConstraint(fields=["project", "goal"], name="portfolio_strategygoal_once"),
        )

    def __str__(self) -> str:
        return str(self.goal)


class ProjectGoalKind(models.TextChoices):
    OUTCOME = "outcome", _("Effektmål")
    DELIVERABLE = "deliverable", _("Resultatmål")


@tracked
class ProjectGoal(models.Model):
    """A goal of the whole project. History keeps every wording; `version` counts them."""

    Kind = ProjectGoalKind
    project = models.ForeignKey(Project, models.CASCADE, related_name="goals")
    kind = models.CharField(_("slag"), max_length=12, choices=ProjectGoalKind)
    text = models.CharField(_("mål"), max_length=400)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("prosjektmål")
        verbose_name_plural = _("prosjektmål")
        ordering = ("-kind", "position", "pk")  # effektmål first
        constraints = (
            models.CheckConstraint(
                name="portfolio_projectgoal_kind",
                condition=models.Q(kind__in=ProjectGoalKind.values),
            ),
        )

    def __str__(self) -> str:
        return self.text


def districts() -> int:
    """How many districts the installation holds; more than one puts their name in addresses."""
    return Unit.objects.filter(parent=None).count()
