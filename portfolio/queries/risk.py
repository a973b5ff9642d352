"""Reads of risks for one page, and what a signed decision freezes of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.audit.history import events_of
from organisation.people.models import Person
from organisation.registries import ThreadEvent
from organisation.web.charts import Bars, Series
from organisation.web.grids import AMBER, BLUE, GREEN, RED, Cell, Matrix
from portfolio.lifecycle.risk import STEPS_OF_SCALE, RiskKind, band_of
from portfolio.models import Project, Risk, RiskEscalation

BANDS = {
    (likelihood, impact): band_of(likelihood * impact).name
    for likelihood in STEPS_OF_SCALE
    for impact in STEPS_OF_SCALE
}
COLOURS = {
    RiskKind.RISK: {"low": GREEN, "mid": AMBER, "high": RED},
    RiskKind.OPPORTUNITY: {"low": BLUE, "mid": BLUE, "high": BLUE},
}
LATEST = 8  # judgements in the picture; the list has all
MOST_LABELS = 3  # in one square, before they are counted instead


@dataclass(frozen=True)
class Scored:
    """What a risk was judged to be from a day on."""

    on: date
    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


def history_of(risk: Risk) -> list[Scored]:
    """Every score the risk has had, oldest first, from history; one query."""
    found: list[Scored] = []
    events = events_of(Risk).filter(pgh_obj_id=risk.pk).order_by("pgh_id")
    for at, likelihood, impact in events.values_list("pgh_created_at", "likelihood", "impact"):
        if not found or (found[-1].likelihood, found[-1].impact) != (likelihood, impact):
            found.append(Scored(timezone.localdate(at), likelihood, impact))
    return found


def matrix_of(risks: Iterable[Risk], kind: RiskKind, *, name: str, url: str = "") -> Matrix:
    """Where the open `risks` of `kind` stand now, by label; `url` leads to the rows of a square.

    `url` takes the parameters `sannsynlighet` and `virkning`.
    """
    squares: dict[tuple[int, int], list[Risk]] = defaultdict(list)
    count = 0
    for risk in risks:
        if risk.kind == kind and risk.is_open:
            squares[risk.likelihood, risk.impact].append(risk)
            count += 1
    cells = {place: cell_of(here, place, url) for place, here in squares.items()}
    return drawn(kind, cells, count, name=name)


def cell_of(risks: list[Risk], place: tuple[int, int], url: str) -> Cell:
    labels = [risk.label for risk in risks]
    shown = ", ".join(labels) if len(labels) <= MOST_LABELS - 1 else str(len(labels))
    title = _("%(names)s. Poeng %(score)s, %(band)s.") % {
        "names": "; ".join(str(risk) for risk in risks),
        "score": place[0] * place[1],
        "band": str(band_of(place[0] * place[1]).label).lower(),
    }
    alone = risks[0].get_absolute_url() if len(risks) == 1 else ""
    return Cell(shown, title, alone or address_of(url, place))


def address_of(url: str, place: tuple[int, int]) -> str:
    if not url:
        return ""
    joined = "&" if "?" in url else "?"
    return f"{url}{joined}sannsynlighet={place[0]}&virkning={place[1]}"


def counted_matrix(rows: Any, kind: RiskKind, *, name: str, url: str) -> Matrix:
    """How many of the queryset `rows` stand in each square; one grouped query."""
    counts = (
        rows.filter(kind=kind)
        .order_by()
        .values_list("likelihood", "impact")
        .annotate(n=Count("pk"))
    )
    cells = {}
    total = 0
    for likelihood, impact, n in counts:
        total += n
        band = band_of(likelihood * impact)
        title = ngettext(
            "%(n)s med poeng %(score)s, %(band)s", "%(n)s med poeng %(score)s, %(band)s", n
        ) % {"n": n, "score": likelihood * impact, "band": str(band.label).lower()}
        place = (likelihood, impact)
        cells[place] = Cell(str(n), title, address_of(url, place))
    return drawn(kind, cells, total, name=name)


def drawn(kind: RiskKind, cells: dict[tuple[int, int], Cell], count: int, *, name: str) -> Matrix:
    is_risk = kind == RiskKind.RISK
    high = sum(1 for place in cells if BANDS[place] == "high")
    title = _("Risikoer") if is_risk else _("Muligheter")
    summary = _("%(n)s åpne. %(high)s av rutene med noe i er høye. Listen har de samme tallene.")
    return Matrix(
        name=name,
        title=title,
        summary=summary % {"n": count, "high": high},
        across=_("Sannsynlighet"),
        up=_("Virkning"),
        cells=cells,
        bands=BANDS,
        colours=COLOURS[kind],
    )


def for_record(project: Project) -> list[dict[str, Any]]:
    """The open risks and opportunities as a signed decision keeps them, the highest first."""
    risks = project.risks.open().select_related("owner").with_escalation().worst_first()
    return [
        {
            "label": risk.label,
            "kind": risk.kind,
            "cause": risk.cause,
            "event": risk.event,
            "consequence": risk.consequence,
            "likelihood": risk.likelihood,
            "impact": risk.impact,
            "score": risk.score,
            "response": risk.response,
            "likelihood_after": risk.likelihood_after,
            "impact_after": risk.impact_after,
            "owner": risk.owner.name,
            "due": risk.due,
            "nearness": risk.nearness,
            "state": risk.state,
            "escalated_to": risk.receiver_name,  # type: ignore[attr-defined]
        }
        for risk in risks
    ]


def for_thread(project_id: int, person: Person) -> QuerySet[RiskEscalation]:
    """Risks that were lifted to somebody above."""
    lifted = RiskEscalation.objects.visible_to(person).filter(risk__project=project_id)
    return lifted.select_related("risk__project", "receiver").order_by("raised_on", "pk")


def in_thread(lifted: Iterable[RiskEscalation]) -> list[ThreadEvent]:
    return [
        ThreadEvent(
            on=each.raised_on,
            icon="up",
            title=_("Løftet til %(who)s: %(event)s")
            % {"who": each.receiver.title, "event": each.risk.event},
            url=each.risk.get_absolute_url(),
            text=each.reason,
        )
        for each in lifted
    ]


def score_line(risk: Risk, scores: list[Scored]) -> Bars:
    """The score from each day it was judged anew, as bars with the number on each."""
    return Bars(
        name="poeng",
        title=_("Poeng over tid"),
        summary=_("Fra %(first)s til %(last)s av 25.")
        % {"first": scores[0].score, "last": scores[-1].score},
        heading=_("Fra"),
        categories=[f"{each.on:%d.%m.%y}" for each in scores[-LATEST:]],
        series=[Series(_("Poeng"), [each.score for each in scores[-LATEST:]])],
    )
