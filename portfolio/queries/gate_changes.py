"""What has changed in a project since it was last decided, noun by noun, for those who decide.

All tracked nouns are read in one query of their events; lights and money are frozen rows of their
own and are read beside them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.history import Source, Stand, in_words, stands_since
from organisation.audit.tracking import moment_of
from organisation.people.models import Partner, Person
from organisation.web.wording import nok
from portfolio.lifecycle.money import EntryKind
from portfolio.lifecycle.risk import band_of
from portfolio.lifecycle.status import LABELS, OVERALL, Area, Light, light_field, text_field
from portfolio.models import (
    Benefit,
    BenefitPoint,
    Condition,
    Gate,
    GateDecision,
    Phase,
    PhaseGoal,
    Project,
    ProjectGoal,
    ProjectMember,
    ProjectPartner,
    Risk,
    RiskEscalation,
    StatusReport,
    SteeringMember,
)
from portfolio.models.money import Entry

Row = Mapping[str, Any]
Names = dict[Any, dict[Any, str]]
Words = dict[str, str]
DECIDED_GATE = "gate"  # read for the sake of what the last decision itself changed


@dataclass(frozen=True)
class Line:
    """One fact before and after in words, empty for nothing; `who` is empty for the system.

    `marks` are the names of two lights, when the fact is one.
    """

    what: str
    label: str
    before: str
    after: str
    who: str
    at: datetime
    why: str
    marks: tuple[str, str] = ("", "")


@dataclass
class Group:
    """What changed of one noun, the newest first, with the page that has all of it."""

    key: str
    title: str
    url: str
    lines: list[Line] = field(default_factory=list)


# --- Since when -----------------------------------------------------------------------------------


def last_decision(project: Project) -> GateDecision | None:
    """The newest decision; a correction mends the words of one, and rests on what stood then."""
    decisions = GateDecision.objects.filter(gate__project=project, supersedes=None)
    return decisions.select_related("gate").order_by("-signed_at", "-pk").first()


def looked_at(project: Project, decision: GateDecision | None) -> datetime:
    """The moment up to which the one who decided last could know how things stood.

    A decision made earlier than it was signed, as in a meeting, rests on the earlier day. Before
    the first decision it is the start of the project.
    """
    if decision is None:
        return project.created_at
    return max(project.created_at, min(decision.signed_at, moment_of(decision.decided_on)))


# --- The nouns that have history ------------------------------------------------------------------


def words(row: Row, names: Names, model: type[models.Model], *fields: str) -> Words:
    """The fields of a row as label and value, both for people."""
    found = {}
    for name in fields:
        this: Any = model._meta.get_field(name)
        value = row[this.attname]
        if not this.is_relation:
            value = this.to_python(value)
        found[capfirst(str(this.verbose_name))] = in_words(this, value, names)
    return found


def name_of(names: Names, person: int | None) -> str:
    return names[Person].get(person, "") if person else ""


def scored(likelihood: int | None, impact: int | None) -> str:
    """`Høy, 20 av 25`."""
    if likelihood is None or impact is None:
        return ""
    score = likelihood * impact
    return _("%(band)s, %(score)s av 25") % {"band": band_of(score).label, "score": score}


def risk_words(row: Row, names: Names) -> Words:
    return {
        _("Poeng"): scored(row["likelihood"], row["impact"]),
        _("Poeng etter tiltak"): scored(row["likelihood_after"], row["impact_after"]),
        **words(row, names, Risk, "state", "event", "response", "owner", "due", "nearness"),
    }


def escalation_words(row: Row, names: Names) -> Words:
    if row["ended_on"]:
        return {_("Løftet"): _("Gitt tilbake"), **words(row, names, RiskEscalation, "answer")}
    return {_("Løftet"): _("Til %(who)s") % {"who": name_of(names, row["receiver_id"])}}


def benefit_words(row: Row, names: Names) -> Words:
    return words(
        row,
        names,
        Benefit,
        "target_value",
        "target_on",
        "baseline_value",
        "owner",
        "state",
        "title",
        "indicator",
    )


def point_words(row: Row, names: Names) -> Words:
    if row["measured_on"] is None:
        return words(row, names, BenefitPoint, "due")
    return words(row, names, BenefitPoint, "value", "measured_on", "comment")


def goal_words(row: Row, names: Names) -> Words:
    return words(row, names, ProjectGoal, "text")


def phase_goal_words(row: Row, names: Names) -> Words:
    return words(row, names, PhaseGoal, "result", "text", "result_text")


def condition_words(row: Row, names: Names) -> Words:
    return words(row, names, Condition, "state", "due", "owner", "text", "met_text")


def member_words(row: Row, names: Names) -> Words:
    return {_("Med i prosjektet"): row["role"] or _("Ja")}


def seat_words(row: Row, names: Names) -> Words:
    return words(row, names, SteeringMember, "role")


def partner_words(row: Row, names: Names) -> Words:
    return {_("Samarbeidspart"): row["role"] or _("Ja")}


def leading_words(row: Row, names: Names) -> Words:
    return words(row, names, Project, "owner", "leader")


def project_words(row: Row, names: Names) -> Words:
    return words(
        row, names, Project, "title", "summary", "need", "kind", "profile", "state", "target_group"
    )


def phase_words(row: Row, names: Names) -> Words:
    return words(
        row,
        names,
        Phase,
        "state",
        "planned_start",
        "planned_end",
        "actual_start",
        "actual_end",
        "conclusions",
    )


@dataclass(frozen=True)
class Noun:
    """How rows of one model are read: whose they are, what they are called, what they say."""

    group: str
    model: type[models.Model]
    project: str
    facts: Callable[[Row, Names], Words]
    called: Callable[[Row, Names, "Rows"], str]


Rows = Mapping[tuple[str, int], Row]
PEOPLE = ("owner_id", "leader_id", "person_id", "receiver_id")


def by_field(name: str) -> Callable[[Row, Names, Rows], str]:
    return lambda row, names, rows: str(row[name])


def by_person(row: Row, names: Names, rows: Rows) -> str:
    return name_of(names, row["person_id"])


def by_partner(row: Row, names: Names, rows: Rows) -> str:
    return names[Partner].get(row["partner_id"], "")


def of_parent(noun: str, column: str, name: str) -> Callable[[Row, Names, Rows], str]:
    """Called what the row it belongs to is called, which is read in the same query."""
    return lambda row, names, rows: str(rows.get((noun, row[column]), {}).get(name, ""))


NOUNS = {
    "risk": Noun("risks", Risk, "project", risk_words, by_field("event")),
    "escalation": Noun(
        "risks",
        RiskEscalation,
        "risk__project",
        escalation_words,
        of_parent("risk", "risk_id", "event"),
    ),
    "benefit": Noun("benefits", Benefit, "project", benefit_words, by_field("title")),
    "point": Noun(
        "benefits",
        BenefitPoint,
        "benefit__project",
        point_words,
        of_parent("benefit", "benefit_id", "title"),
    ),
    "goal": Noun("goals", ProjectGoal, "project", goal_words, by_field("text")),
    "phase_goal": Noun("goals", PhaseGoal, "phase__project", phase_goal_words, by_field("text")),
    "condition": Noun(
        "conditions", Condition, "decision__gate__project", condition_words, by_field("text")
    ),
    "leading": Noun("people", Project, "pgh_obj", leading_words, by_field("title")),
    "member": Noun("people", ProjectMember, "project", member_words, by_person),
    "seat": Noun("people", SteeringMember, "project", seat_words, by_person),
    "partner": Noun("people", ProjectPartner, "project", partner_words, by_partner),
    "project": Noun("project", Project, "pgh_obj", project_words, by_field("title")),
    "phase": Noun("phases", Phase, "project", phase_words, by_field("name")),
}
# In the order the one who decides reads them, each with the page that has the rest.
GROUPS = (
    ("lights", gettext_lazy("Lys"), "status"),
    ("risks", gettext_lazy("Risiko"), "risks"),
    ("money", gettext_lazy("Penger"), "money"),
    ("benefits", gettext_lazy("Gevinster"), "benefits"),
    ("goals", gettext_lazy("Mål"), "versions"),
    ("conditions", gettext_lazy("Vilkår"), "gates"),
    ("people", gettext_lazy("Folk"), "audience"),
    ("phases", gettext_lazy("Faser"), "phases"),
    ("project", gettext_lazy("Prosjektet"), "project"),
)


def changes_since(
    project: Project, decision: GateDecision | None, *, most: int = 40
) -> list[Group]:
    """Every noun that is another than it was at `decision`, at most `most` lines of each.

    Five queries, whatever has happened.
    """
    start = looked_at(project, decision)
    stands = stands_since(list(sources_of(project, decision)), start)
    own = what_it_did(stands, project, decision)
    before_and_since = {key: split(each, start, own) for key, each in stands.items()}
    names = names_in(stands)
    groups = {
        key: Group(key, str(title), reverse(f"portfolio:{page}", args=[project.slug]))
        for key, title, page in GROUPS
    }
    groups["lights"].lines = lights_since(project, start)
    groups["money"].lines = money_since(project, decision, start)
    newest = {
        key: next(stand.row for stand in reversed(each) if stand.row is not None)
        for key, each in stands.items()
        if any(stand.row is not None for stand in each)
    }
    for (key, _pk), (before, since) in before_and_since.items():
        if key in NOUNS and since:
            noun = NOUNS[key]
            groups[noun.group].lines += lines_of(noun, before, since, names, newest)
    for group in groups.values():
        group.lines = sorted(group.lines, key=lambda line: line.at, reverse=True)[:most]
    return [group for group in groups.values() if group.lines]


def sources_of(project: Project, decision: GateDecision | None) -> Iterable[Source]:
    for key, noun in NOUNS.items():
        yield Source(key, noun.model, Q(**{noun.project: project.pk}))
    if decision is not None:
        yield Source(DECIDED_GATE, Gate, Q(pgh_obj=decision.gate_id))


def what_it_did(
    stands: Mapping[tuple[str, int], list[Stand]], project: Project, decision: GateDecision | None
) -> Any:
    """The context of the decision itself, or of the start: what came with it is no news."""
    if decision is None:
        return stands["project", project.pk][0].context
    gate = stands.get((DECIDED_GATE, decision.gate_id), [])
    return next((stand.context for stand in gate if stand.at >= decision.signed_at), None)


def split(stands: list[Stand], start: datetime, own: Any) -> tuple[Row | None, list[Stand]]:
    """What the row held before, and each of its stands since."""
    before: Row | None = None
    since = []
    for stand in stands:
        if stand.at <= start or (own is not None and stand.context == own):
            before = stand.row
        else:
            since.append(stand)
    return before, since


def names_in(stands: Mapping[tuple[str, int], list[Stand]]) -> Names:
    """Names of everybody and every partner that is pointed to; a query each, when there are any."""
    people: set[Any] = set()
    partners: set[Any] = set()
    for each in stands.values():
        for stand in each:
            people.add(stand.by)
            row = stand.row or {}
            people.update(row.get(column) for column in PEOPLE)
            partners.add(row.get("partner_id"))
    return {
        Person: dict(Person.objects.filter(pk__in=people - {None}).values_list("pk", "name")),
        Partner: dict(Partner.objects.filter(pk__in=partners - {None}).values_list("pk", "name")),
    }


def lines_of(
    noun: Noun, before: Row | None, since: list[Stand], names: Names, newest: Rows
) -> Iterable[Line]:
    """A line for a row that is new or gone, else one for each fact that is not what it was."""
    last = since[-1]
    if before is None and last.row is None:
        return  # came and went
    if before is None or last.row is None:
        there = last.row or before or {}
        said = next(iter(noun.facts(there, names).items()))
        told = since[0] if before is None else last
        after = _("Ny: %(what)s") % {"what": said[1]} if before is None and said[1] else _("Ny")
        yield Line(
            what=noun.called(there, names, newest),
            label=said[0],
            before="" if before is None else said[1],
            after=after if before is None else _("Tatt bort"),
            who=name_of(names, told.by),
            at=told.at,
            why=told.reason,
        )
        return
    rows: list[Row] = [before, *(stand.row for stand in since if stand.row is not None)]
    said_then = [noun.facts(row, names) for row in rows]
    first, now = said_then[0], said_then[-1]
    for label in now:
        if first.get(label, "") == now[label]:
            continue
        told = [
            stand
            for stand, (old, new) in zip(since, pairwise(said_then), strict=False)
            if old.get(label, "") != new.get(label, "")
        ][-1]
        yield Line(
            what=noun.called(last.row, names, newest),
            label=label,
            before=first.get(label, ""),
            after=now[label],
            who=name_of(names, told.by),
            at=told.at,
            why=told.reason,
        )


# --- Lights and money -----------------------------------------------------------------------------


def lights_since(project: Project, start: datetime) -> list[Line]:
    """Each light that is another in the newest report than in the last one before `start`."""
    reports = StatusReport.objects.filter(project=project).order_by("-number")
    until = reports.filter(delivered_at__lte=start).values("pk")[:1]
    both = reports.filter(Q(pk=Subquery(reports.values("pk")[:1])) | Q(pk=Subquery(until)))
    newest, before = [*both.select_related("delivered_by"), None, None][:2]
    if newest is None or newest.delivered_at <= start:
        return []
    found = []
    for area in (OVERALL, *Area.values):
        old = getattr(before, light_field(area)) if before else ""
        new = getattr(newest, light_field(area))
        if new and old != new:
            found.append(
                Line(
                    what=str(LABELS[area]),
                    label="",
                    before=str(Light(old).label) if old else "",
                    after=str(Light(new).label),
                    who=newest.delivered_by.name,
                    at=newest.delivered_at,
                    why=getattr(newest, text_field(area)),
                    marks=(Light(old).mark if old else "", Light(new).mark),
                )
            )
    return found


def money_since(project: Project, decision: GateDecision | None, start: datetime) -> list[Line]:
    """Each sum that is another, with who booked the last of it; the decision's own is no news."""
    new = Q(booked_at__gt=start)
    if decision is not None:
        new &= ~Q(decision=decision.pk) | Q(decision=None)
    entries = Entry.objects.known().filter(project=project)
    of_kind = entries.filter(kind=OuterRef("kind")).order_by().values("kind")
    last_of = {
        entry.kind: entry
        for entry in entries.filter(new)
        .annotate(
            now=Subquery(of_kind.annotate(sum=Sum("amount_nok")).values("sum")),
            added=Subquery(of_kind.filter(new).annotate(sum=Sum("amount_nok")).values("sum")),
        )
        .order_by("kind", "-booked_at", "-pk")
        .distinct("kind")
        .select_related("booked_by")
    }
    found = []
    for kind in EntryKind:
        last = last_of.get(kind)
        if last is None or not last.added:
            continue
        found.append(
            Line(
                what=str(kind.label),
                label="",
                before=nok(last.now - last.added),
                after=nok(last.now),
                who=last.booked_by.name if last.booked_by else "",
                at=last.booked_at,
                why=last.text,
            )
        )
    return found
