"""What is worth it, and what can be carried through."""

from decimal import Decimal
from typing import Any

from django.db.models import (
    Avg,
    Case,
    DecimalField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ideas.models.assessment import AssessmentScore
from organisation.web.charts import Bubble, Bubbles
from organisation.web.wording import nok
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts import lights
from portfolio.lifecycle import Answer
from portfolio.lifecycle.money import EntryKind
from portfolio.models import Entry, GateAnswer, Project, ThreeTests
from portfolio.models.money import AMOUNT, NOTHING
from portfolio.models.three_tests import Moment

MOST = 40
SCORE = DecimalField(max_digits=4, decimal_places=2)
# An answer at a gate and a verdict on the three tests have the same names.
NUMBER = {Answer.YES.value: 5, Answer.PARTLY.value: 3, Answer.NO.value: 1}
TENTH = Decimal("0.1")


def make(board: Board) -> Bubbles | None:
    """Projects under way that are judged on both; the largest budgets first, one query."""
    first = with_budget(judged(board.among_under_way(Project.objects, "pk"))).order_by(
        "-budget", "pk"
    )
    # Scored when they are chosen, so that only these are.
    rows = with_scores(with_budget(Project.objects.filter(pk__in=first.values("pk")[:MOST])))
    shown = list(rows.only("title", "slug").order_by("-budget", "pk"))
    if not shown:
        return None
    return Bubbles(
        name="verdi",
        title=_("Verdi og gjennomførbarhet"),
        summary=_("%(n)s prosjekter etter verdi og gjennomførbarhet, fra 1 til 5.")
        % {"n": len(shown)},
        heading=_("Prosjekt"),
        x_label=_("Gjennomførbarhet"),
        y_label=_("Verdi"),
        heads=[_("Budsjett"), _("Status")],
        bubbles=[bubble(row, board.mark_of[row.pk]) for row in shown],
        caption=caption(len(shown), len(board.under_way)),
    )


def caption(shown: int, of: int) -> str:
    said = _("%(shown)s av %(of)s prosjekter er vurdert på begge.")
    if shown == MOST:
        said = _("De %(shown)s med størst budsjett av dem som er vurdert på begge.")
    how = _(
        "Verdi: svarene på nytt og nyttig og "
        "vurderingen av idéen bak. Gjennomførbarhet: svarene på beslutningspunktene (ja 5, delvis "
        "3, nei 1). Størrelse: budsjett. De som ligger likt, er flyttet litt fra hverandre."
    )
    return f"{said % {'shown': shown, 'of': of}} {how}"


def as_number(field: str) -> Case:
    """A verdict or an answer as a number from 1 to 5; not known is no number."""
    return Case(
        *(When(**{field: name}, then=Value(Decimal(worth))) for name, worth in NUMBER.items()),
        default=None,
        output_field=SCORE,
    )


def judged(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Those with both a value and an answer to whether it can be carried through."""
    tests = ThreeTests.objects.filter(Q(new__in=NUMBER) | Q(useful__in=NUMBER))
    # The closing answers stand in place of the first ones.
    closed = ThreeTests.objects.filter(project=OuterRef("project"), moment=Moment.CLOSING)
    tests = tests.filter(Q(moment=Moment.CLOSING) | ~Exists(closed))
    assessed = AssessmentScore.objects.order_by().values("assessment__idea")
    answered = GateAnswer.objects.filter(answer__in=NUMBER).values("gate__project")
    return projects.filter(
        Q(pk__in=tests.values("project")) | Q(origin_idea__in=assessed), pk__in=answered
    )


def with_budget(projects: QuerySet[Project]) -> QuerySet[Any]:
    planned = (
        Entry.objects.known()
        .filter(project=OuterRef("pk"), kind=EntryKind.PLAN)
        .order_by()
        .values("project")
        .annotate(summed=Sum("amount_nok"))
    )
    return projects.annotate(
        budget=Coalesce(Subquery(planned.values("summed")), NOTHING, output_field=AMOUNT)
    )


def with_scores(projects: QuerySet[Project]) -> QuerySet[Any]:
    """`is_new`, `is_useful` and `assessed` (the value), and `feasible`."""
    # The closing answers stand before the first ones: "closing" sorts before "start".
    tests = ThreeTests.objects.filter(project=OuterRef("pk")).order_by("moment")
    answers = (
        GateAnswer.objects.filter(gate__project=OuterRef("pk"))
        .order_by()
        .values("gate__project")
        .annotate(score=Avg(as_number("answer")))
    )
    scores = (
        AssessmentScore.objects.filter(assessment__idea=OuterRef("origin_idea"))
        .order_by()
        .values("assessment__idea")
        .annotate(score=Avg("value"))
    )
    return projects.annotate(
        is_new=Subquery(tests.annotate(n=as_number("new")).values("n")[:1]),
        is_useful=Subquery(tests.annotate(n=as_number("useful")).values("n")[:1]),
        assessed=Subquery(scores.values("score"), output_field=SCORE),
        feasible=Subquery(answers.values("score"), output_field=SCORE),
    )


def value_of(row: Any) -> Decimal | None:
    known = [Decimal(n) for n in (row.is_new, row.is_useful, row.assessed) if n is not None]
    return (sum(known, Decimal(0)) / len(known)).quantize(TENTH) if known else None


def bubble(row: Any, mark: str) -> Bubble:
    said = lights.words(mark)
    return Bubble(
        label=row.title,
        x=Decimal(row.feasible).quantize(TENTH),
        y=value_of(row) or Decimal(1),
        size=row.budget,
        mark=mark or "none",  # type: ignore[arg-type]
        url=row.get_absolute_url(),
        said=_("%(light)s, budsjett %(budget)s")
        % {"light": said.lower(), "budget": nok(row.budget)},
        cells=[nok(row.budget), said],
    )
