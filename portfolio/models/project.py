"""Projects: what they are for, who carries them, and what they aim at."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation import days
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


# Those who carry a restricted project besides its team: the line, who guides it, and who writes
# its cases. An administrator keeps the product running and has no errand there.
ROLES_THAT_SEE_RESTRICTED = (Role.ADVISER, Role.MANAGER, Role.DIRECTOR, Role.SECRETARIAT)

# Who is let into a project is decided by today's rows, also when the page shows an earlier day:
# hence the schema by name, as in `read_grants`.
TEAM = """
SELECT project_id FROM public.portfolio_projectmember WHERE person_id = %s
UNION
SELECT gate.project_id
  FROM public.portfolio_condition condition
  JOIN public.portfolio_gatedecision decision ON decision.id = condition.decision_id
  JOIN public.portfolio_gate gate ON gate.id = decision.gate_id
 WHERE condition.owner_id = %s
"""
# Those who answer for something in a project read it, also when it is restricted. So does the
# portfolio board from when a gate waits for it, save whoever is disqualified there.
INVOLVED = """
SELECT part.project_id
  FROM (SELECT project_id, person_id FROM public.portfolio_projectmember
        UNION ALL
        SELECT gate.project_id, condition.owner_id
          FROM public.portfolio_condition condition
          JOIN public.portfolio_gatedecision decision ON decision.id = condition.decision_id
          JOIN public.portfolio_gate gate ON gate.id = decision.gate_id
        UNION ALL
        SELECT project_id, owner_id FROM public.portfolio_risk
        UNION ALL
        SELECT risk.project_id, escalation.receiver_id
          FROM public.portfolio_riskescalation escalation
          JOIN public.portfolio_risk risk ON risk.id = escalation.risk_id
         WHERE escalation.ended_on IS NULL
        UNION ALL
        SELECT project_id, owner_id FROM public.portfolio_action
        UNION ALL
        SELECT project_id, owner_id FROM public.portfolio_benefit
        UNION ALL
        SELECT project_id, person_id FROM public.portfolio_steeringmember
        UNION ALL
        SELECT gate.project_id, seat.person_id
          FROM public.portfolio_portfolioboardmember seat
          JOIN public.portfolio_project project ON project.district_id = seat.district_id
          JOIN public.portfolio_gate gate ON gate.project_id = project.id
         WHERE (gate.state = 'submitted' AND gate.decider_level = 'portfolio'
                OR EXISTS (SELECT FROM public.portfolio_gatedecision decision
                            WHERE decision.gate_id = gate.id
                              AND decision.decided_level = 'portfolio'))
           AND NOT EXISTS (SELECT FROM public.portfolio_disqualification off
                            WHERE off.gate_id = gate.id AND off.person_id = seat.person_id)
       ) part
 WHERE part.person_id = %s
"""
# By a role on a unit that takes part, or by working in it or below it.
TAKING_PART = """
SELECT link.project_id
  FROM public.portfolio_projectunit link
 WHERE link.unit_id = ANY(%s)
    OR link.unit_id IN (
       SELECT above.id
         FROM public.people_unit own
         JOIN public.people_unit above ON own.path OPERATOR(public.<@) above.path
        WHERE own.id = %s
       )
"""


class Access(models.TextChoices):
    OPEN = "open", _("Åpent for alle ansatte")
    RESTRICTED = "restricted", _("Bare team og linje")


def seen_by(person: Person, project: str = "") -> models.Q:
    """What `portfolio.view_project` says, as a condition; `project` is the way to the project.

    Agrees with `portfolio.rules.core.sees`, which asks the same about one row. On a page of an
    earlier day it is still today's owner, leader, unit and readers that decide.
    """
    if not person.is_active:
        return models.Q(pk__in=())
    if days.is_past():
        return models.Q(**{f"{project}pk__in": RawSQL(*_seen_today(person))})
    return _seen_by(person, project)


def _seen_today(person: Person) -> tuple[str, tuple[Any, ...]]:
    """SQL for the ids of the projects `person` sees today, whatever day is shown."""
    query = Project._base_manager.filter(_seen_by(person)).order_by().values("pk").query
    statement, params = query.sql_with_params()
    table = Project._meta.db_table
    return statement.replace(f'FROM "{table}"', f'FROM "public"."{table}"', 1), params


def seen_today(person: Person) -> frozenset[int]:
    """Ids of the projects `person` sees today; one query a request."""
    query, params = _seen_today(person)
    return person.once("portfolio.seen_today", lambda: _ids(query, *params))


def _seen_by(person: Person, project: str = "") -> models.Q:

    def is_open(condition: models.Q) -> models.Q:
        return models.Q(**{f"{project}access": Access.OPEN}) & condition

    def among(query: str, *params: Any) -> models.Q:
        return models.Q(**{f"{project}pk__in": RawSQL(query, params)})

    return (
        is_open(models.Q(**{f"{project}district__in": person.grants.employee_districts}))
        | is_open(models.Q(**{f"{project}unit__in": units_in_roles(person, ROLES_THAT_SEE)}))
        | is_open(among(TAKING_PART, *units_of(person)))
        | models.Q(**{f"{project}unit__in": units_in_roles(person, ROLES_THAT_SEE_RESTRICTED)})
        | among(TAKING_PART, *roles_over(person))
        | models.Q(**{f"{project}owner": person.pk})
        | models.Q(**{f"{project}leader": person.pk})
        | among(INVOLVED, person.pk)
    )


def units_in_roles(person: Person, roles: Iterable[Role]) -> frozenset[int]:
    return frozenset().union(*(person.units_as(role) for role in roles))


def units_of(person: Person) -> tuple[list[int], int | None]:
    """Units where a role lets the person read, and the one the person works in."""
    own = person.unit_id if person.is_employee else None
    return sorted(units_in_roles(person, ROLES_THAT_SEE)), own


def roles_over(person: Person) -> tuple[list[int], None]:
    """The same for restricted projects: working there is not enough."""
    return sorted(units_in_roles(person, ROLES_THAT_SEE_RESTRICTED)), None


def in_team(person: Person) -> frozenset[int]:
    """Ids of the projects `person` is a member of or owes something; one query a request."""
    return person.once("portfolio.team", lambda: _ids(TEAM, person.pk, person.pk))


def involved_in(person: Person) -> frozenset[int]:
    """Ids of the projects `person` works in, steers or answers for something in."""
    return person.once("portfolio.involved", lambda: _ids(INVOLVED, person.pk))


def reads_as_part(person: Person) -> frozenset[int]:
    """Ids of the projects whose participating units let `person` read while they are open."""
    return person.once("portfolio.part", lambda: _ids(TAKING_PART, *units_of(person)))


def steers_part(person: Person) -> frozenset[int]:
    """Ids of the projects with a participating unit in the person's line; also restricted ones."""
    return person.once("portfolio.part_line", lambda: _ids(TAKING_PART, *roles_over(person)))


def _ids(query: str, *params: Any) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return frozenset(row[0] for row in cursor.fetchall())


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, person: Person) -> Self:
        """What `person` may see in lists; agrees with the rule `portfolio.view_project`."""
        return self.filter(seen_by(person))

    def released_to(self, person: Person) -> Self:
        """The open projects whose board `person` sits in, or which are read where they work.

        What a board is laid before, to be read as it stood when the board met; not a right to open
        the pages of a project.
        """
        return self._governed(person).filter(access=Access.OPEN)

    def counted_for_board(self, person: Person) -> dict[str, int]:
        """`seen` of `all` the projects that `released_to` chooses among."""
        counted: dict[str, int] = self._governed(person).aggregate(
            all=models.Count("pk"),
            seen=models.Count("pk", filter=models.Q(access=Access.OPEN)),
        )
        return counted

    def _governed(self, person: Person) -> Self:
        if not person.is_active:
            return self.none()
        return self.filter(
            models.Q(district__in=person.grants.employee_districts)
            | models.Q(unit__in=units_in_roles(person, (*ROLES_THAT_SEE, Role.BOARD_MEMBER)))
        )

    def open_to_all(self) -> Self:
        """Those every employee of the district may read."""
        return self.filter(access=Access.OPEN)

    def with_people(self) -> Self:
        return self.select_related(
            "owner",
            "leader",
            "unit",
            "district",
            "service_area",
            "programme",
            "challenge",
            "pilot",
            "own_programme",
        )

    def with_overview(self) -> Self:
        """What the overview says of the project, as lists of dicts in the project's own query."""
        from portfolio.models.audience import ProjectUnit, TargetGroup
        from portfolio.models.partner import PartnerPhase
        from portfolio.models.tag import ProjectTag
        from portfolio.models.three_tests import Moment, ThreeTests

        mine = {"project": models.OuterRef("pk")}
        goals = ProjectGoal.objects.filter(**mine)
        members = ProjectMember.objects.filter(**mine)
        partners = ProjectPartner.objects.filter(**mine)
        plans = ProjectStrategyGoal.objects.filter(**mine)
        phases = (
            PartnerPhase.objects.filter(partnership=models.OuterRef("pk"))
            .order_by("phase__position")
            .values("phase__name")
        )
        units = ProjectUnit.objects.filter(**mine)
        groups = TargetGroup.objects.filter(**mine).order_by("priority", "pk")
        tags = ProjectTag.objects.filter(**mine).order_by("tag__kind", "tag__name_key")
        tests = ThreeTests.objects.filter(**mine, moment=Moment.START)
        return self.annotate(
            unit_list=ArraySubquery(units.values(row=JSONObject(name="unit__name", role="role"))),
            group_list=ArraySubquery(
                groups.values(row=JSONObject(name="name", size="size", priority="priority"))
            ),
            tag_list=ArraySubquery(tags.values(row=JSONObject(name="tag__name", kind="tag__kind"))),
            has_three_tests=models.Exists(tests),
            goal_list=ArraySubquery(
                goals.values(
                    row=JSONObject(kind="kind", text="text", version="version", level="level")
                )
            ),
            member_list=ArraySubquery(
                members.values(
                    row=JSONObject(name="person__name", title="person__job_title", role="role")
                )
            ),
            partner_list=ArraySubquery(
                partners.values(
                    row=JSONObject(name="partner__name", role="role", phases=ArraySubquery(phases))
                )
            ),
            plan_list=ArraySubquery(
                plans.order_by("goal__strategy", "goal__number").values(
                    row=JSONObject(
                        pk="goal",
                        text="goal__text",
                        number="goal__number",
                        plan="goal__strategy__title",
                        case="goal__strategy__case_reference",
                        first_year="goal__strategy__first_year",
                        last_year="goal__strategy__last_year",
                    )
                )
            ),
        )

    def with_follow_of(self, person: Person) -> Self:
        """`i_follow`: whether `person` follows the project."""
        from portfolio.models.follow import ProjectFollow

        follows = ProjectFollow.objects.filter(project=models.OuterRef("pk"), person=person.pk)
        return self.annotate(i_follow=models.Exists(follows))

    def with_phases(self) -> Self:
        """Phases and gates of every project, in two more queries."""
        return self.prefetch_related("phases", "gates")

    def with_next_gate(self) -> Self:
        """`next_code`, `next_name`, `next_state` and `next_due` of the first gate not decided.

        None after the last.
        """
        from portfolio.models.gate import Gate

        open_gates = Gate.objects.filter(project=models.OuterRef("pk")).exclude(
            state=GateState.DECIDED
        )
        first = open_gates.order_by("code")
        return self.annotate(
            next_code=models.Subquery(first.values("code")[:1]),
            next_name=models.Subquery(first.values("name")[:1]),
            next_state=models.Subquery(first.values("state")[:1]),
            next_due=models.Subquery(first.values("due")[:1]),
        )

    def with_last_change(self) -> Self:
        """`changed_at`: when somebody last changed what the project says of itself."""
        from organisation.audit.history import events_of

        last = events_of(Project).filter(pgh_obj=models.OuterRef("pk")).order_by("-pgh_id")
        return self.annotate(changed_at=models.Subquery(last.values("pgh_created_at")[:1]))

    def under_way(self) -> Self:
        return self.filter(state__in=(ProjectState.RUNNING, ProjectState.PAUSED))

    def of_person(self, person: Person) -> Self:
        """Those `person` leads, owns or works in."""
        member = ProjectMember.objects.filter(person=person).values("project")
        return self.filter(
            models.Q(leader=person) | models.Q(owner=person) | models.Q(pk__in=member)
        )


# Who may see is decided by today's access, also of an earlier day, so `access` has no past of its
# own; the reason and the legal basis beside it have, and tell when it changed.
@tracked(exclude=("tsv", "title_key", "form_token", "access"))
class Project(InDistrict):
    """A piece of development work with one owner in the line and one leader."""

    Kind, Profile, State = ProjectKind, Profile, ProjectState
    Access = Access

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
    programme = models.ForeignKey(
        "portfolio.Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("program"),
    )
    challenge = models.ForeignKey(
        "ideas.Challenge",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("floke"),
    )
    access = models.CharField(
        _("hvem som ser det"), max_length=10, choices=Access, default=Access.OPEN
    )
    access_reason = models.CharField(_("grunn til å skjerme"), max_length=400, blank=True)
    legal_basis = models.CharField(_("hjemmel"), max_length=120, blank=True)
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
    # What similar projects are found by: what it is for, not who it is for.
    sim = search_vector({"A": ["title"], "B": ["summary", "need"]})

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("prosjekt")
        verbose_name_plural = _("prosjekter")
        indexes = (
            GinIndex(fields=["tsv"], name="portfolio_project_tsv"),
            GinIndex(fields=["sim"], name="portfolio_project_sim"),
        )
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
            models.CheckConstraint(
                name="portfolio_project_access",
                condition=(
                    models.Q(access=Access.OPEN, access_reason="", legal_basis="")
                    | (
                        models.Q(access=Access.RESTRICTED)
                        & ~models.Q(access_reason="")
                        & ~models.Q(legal_basis="")
                    )
                ),
                violation_error_message=_("Skriv både grunn og hjemmel for å skjerme prosjektet."),
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


class GoalLevel(models.TextChoices):
    """What the goal changes: how things are arranged, a person's life, or how we think and act."""

    SYSTEM = "system", _("System")
    INDIVIDUAL = "individual", _("Individ")
    CULTURE = "culture", _("Kultur")


@tracked
class ProjectGoal(models.Model):
    """A goal of the whole project. History keeps every wording; `version` counts them."""

    Kind = ProjectGoalKind
    project = models.ForeignKey(Project, models.CASCADE, related_name="goals")
    kind = models.CharField(_("slag"), max_length=12, choices=ProjectGoalKind)
    text = models.CharField(_("mål"), max_length=400)
    level = models.CharField(_("nivå"), max_length=10, choices=GoalLevel, blank=True)
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
            models.CheckConstraint(
                name="portfolio_projectgoal_level",
                condition=models.Q(level__in=["", *GoalLevel.values]),
            ),
        )

    def __str__(self) -> str:
        return self.text


def districts() -> int:
    """How many districts the installation holds; more than one puts their name in addresses."""
    return Unit.objects.filter(parent=None).count()
