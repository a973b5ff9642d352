"""The lists behind the figures and the bars: as many rows as the figure says, or the same sum."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.lifecycle import OPEN_STATES, Outcome, State
from organisation.web.lists import Sort
from organisation.web.templatetags.ui import due
from organisation.web.wording import day, nok, number
from portfolio.dashboard import conditions, gates, ideas, money, phases
from portfolio.dashboard.board import Board
from portfolio.dashboard.charts import pace, use
from portfolio.lifecycle.benefit import BenefitKind
from portfolio.lifecycle.money import EntryKind
from portfolio.models import Benefit, Project
from portfolio.models.money import AMOUNT, NOTHING, total
from portfolio.overview.benefit import COUNTS
from portfolio.queries.benefit import annotated_share, in_words, share_words

Text = str | Promise
MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?", re.ASCII)


@dataclass(frozen=True)
class Column:
    """A column: what stands in the cell of a row, on the day that is shown."""

    label: Text
    cell: Callable[[Any, date], Any]
    is_figure: bool = False


@dataclass(frozen=True)
class Param:
    """One more thing the address may narrow the rows by.

    `narrow` answers None when the value cannot be read; `words` say what is shown.
    """

    narrow: Callable[[Board, Any, str], Any]
    words: Callable[[str], Text] = str


@dataclass(frozen=True)
class Behind:
    """One list. `sums` are the figures it stands behind, in words, where rows are added up."""

    title: Text
    rows: Callable[[Board], Any]
    columns: Sequence[Column]
    sorts: Sequence[Sort]
    empty: Text
    params: Mapping[str, Param] = field(default_factory=dict)
    sums: Callable[[Board], list[tuple[Text, str]]] = lambda board: []


# --- Cells ----------------------------------------------------------------------------------------


def link(url: str, words: Any, below: Any = "") -> str:
    if not below:
        return format_html('<a href="{}">{}</a>', url, words)
    return format_html('<a href="{}">{}</a><small>{}</small>', url, words, below)


def project_link(project: Project) -> str:
    return link(project.get_absolute_url(), project.title, project.number)


def of_project(row: Any, on: date) -> str:
    return project_link(row.project)


PROJECT = Column(gettext_lazy("Prosjekt"), of_project)


# --- Decisions ------------------------------------------------------------------------------------


def gate_link(gate: Any, on: date) -> str:
    url = reverse("portfolio:gate", args=[gate.project.slug, gate.code])
    return link(url, gate.question, gate.name)


def gate_due(gate: Any, on: date) -> str:
    if gate.due:
        return due(gate.due, today=on)
    return (
        format_html(
            '<span class="quiet">{}</span>', _("Planlagt %(day)s") % {"day": day(gate.when)}
        )
        if gate.when
        else "–"
    )


GATE_COLUMNS = (
    Column(gettext_lazy("Beslutning"), gate_link),
    PROJECT,
    Column(gettext_lazy("Tilstand"), lambda gate, on: gate.get_state_display()),
    Column(gettext_lazy("Hvem"), lambda gate, on: gate.decider_words or "–"),
    Column(gettext_lazy("Når"), gate_due),
)
GATE_SORTS = (
    Sort("frist", gettext_lazy("Når"), (F("when").asc(nulls_last=True),)),
    Sort("prosjekt", gettext_lazy("Prosjekt"), ("project__title_key",)),
)


def coming(board: Board) -> Any:
    return (
        gates.of_board(board)
        .filter(gates.is_coming(board))
        .select_related("project__unit", "decider_unit", "opens_phase", "ends_phase")
    )


def condition_link(row: Any, on: date) -> str:
    gate = row.decision.gate
    return link(gate.get_absolute_url(), row.text, gate.name)


CONDITION_COLUMNS = (
    Column(gettext_lazy("Vilkår"), condition_link),
    Column(gettext_lazy("Prosjekt"), lambda row, on: project_link(row.decision.gate.project)),
    Column(gettext_lazy("Hvem"), lambda row, on: row.owner.name),
    Column(gettext_lazy("Frist"), lambda row, on: due(row.due, today=on)),
)


# --- Money ----------------------------------------------------------------------------------------


def with_money(board: Board) -> Any:
    """The projects with money in the year, each with its sums."""
    entries = money.entries(board)
    own = entries.filter(project=OuterRef("pk")).order_by().values("project")
    sums = {
        f"{kind}_nok": Subquery(
            own.annotate(summed=total("amount_nok", kind=kind)).values("summed"),
            output_field=AMOUNT,
        )
        for kind in EntryKind.values
    }
    return Project.objects.filter(pk__in=entries.order_by().values("project")).annotate(**sums)


def nok_column(label: Text, name: str) -> Column:
    return Column(label, lambda row, on: nok(getattr(row, name) or NOTHING), is_figure=True)


MONEY_COLUMNS = (
    Column(gettext_lazy("Prosjekt"), lambda project, on: project_link(project)),
    nok_column(gettext_lazy("Plan"), "plan_nok"),
    nok_column(gettext_lazy("Frigitt"), "released_nok"),
    nok_column(gettext_lazy("Bundet"), "committed_nok"),
    nok_column(gettext_lazy("Brukt"), "spent_nok"),
)


def money_sums(board: Board) -> list[tuple[Text, str]]:
    return [
        (gettext_lazy("Plan"), nok(board.money.sum_of("plan_nok"))),
        (gettext_lazy("Frigitt"), nok(board.money.sum_of("released_nok"))),
        (gettext_lazy("Bundet"), nok(board.money.sum_of("committed_nok"))),
        (gettext_lazy("Brukt"), nok(board.money.sum_of("spent_nok"))),
    ]


def fund_frame(row: Any, on: date) -> str:
    return nok(money.FundMoney(row).frame_nok)


def fund_free(row: Any, on: date) -> str:
    return nok(money.FundMoney(row).free_nok)


FUND_COLUMNS = (
    Column(gettext_lazy("Fond"), lambda row, on: link(row.get_absolute_url(), str(row))),
    Column(gettext_lazy("Ramme med overføringer"), fund_frame, is_figure=True),
    nok_column(gettext_lazy("Frigitt"), "released_nok"),
    nok_column(gettext_lazy("Brukt"), "spent_nok"),
    Column(gettext_lazy("Fritt"), fund_free, is_figure=True),
)


def fund_sums(board: Board) -> list[tuple[Text, str]]:
    return [
        (gettext_lazy("Ramme"), nok(board.money.frame_nok)),
        (gettext_lazy("Fritt"), nok(board.money.free_nok)),
    ]


# --- Benefits -------------------------------------------------------------------------------------


def benefits(board: Board) -> Any:
    return (
        board.among(Benefit.objects.filter(COUNTS)).with_latest(board.on).select_related("project")
    )


def of_kind(board: Board, rows: Any, value: str) -> Any:
    return rows.filter(kind=value) if value in BenefitKind.values else None


def measured(row: Any, on: date) -> str:
    if row.latest_value is None:
        return _("Ikke målt")
    return f"{in_words(row.latest_value, row.unit_words)}, {day(row.latest_on)}"


BENEFIT_COLUMNS = (
    Column(gettext_lazy("Gevinst"), lambda row, on: link(row.get_absolute_url(), row.title)),
    PROJECT,
    Column(gettext_lazy("Type"), lambda row, on: row.get_kind_display()),
    Column(gettext_lazy("Mål"), lambda row, on: in_words(row.target_value, row.unit_words) or "–"),
    Column(gettext_lazy("Målt"), measured),
    Column(gettext_lazy("Av planen"), lambda row, on: share_words(annotated_share(row)) or "–"),
)


# --- Ideas ----------------------------------------------------------------------------------------


def of_month(board: Board, rows: Any, value: str) -> Any:
    if not MONTH.fullmatch(value) or value.startswith("0000"):
        return None
    if len(value) == len("2026"):
        return rows.filter(submitted_at__year=int(value))
    first = date.fromisoformat(f"{value}-01")
    return rows.filter(ideas.within(first, first)) if first.year < 9999 else rows.none()


IDEAS_SHOWN: dict[str, tuple[Text, Callable[[Board, Any], Any]]] = {
    "besvart": (gettext_lazy("Besvart"), lambda b, rows: rows.exclude(first_answered_at=None)),
    "venter": (gettext_lazy("Venter på svar"), lambda b, rows: rows.filter(first_answered_at=None)),
    "apne": (gettext_lazy("Åpne nå"), lambda b, _rows: ideas.seen(b).filter(state__in=OPEN_STATES)),
    "forbedring": (
        gettext_lazy("Besvart med forbedring"),
        lambda b, _rows: ideas.seen(b).filter(outcome=Outcome.IMPROVEMENT, state=State.ANSWERED),
    ),
}


def ideas_shown(board: Board, rows: Any, value: str) -> Any:
    return IDEAS_SHOWN[value][1](board, rows) if value in IDEAS_SHOWN else None


def answer_of(idea: Any, on: date) -> str:
    if idea.outcome:
        return str(idea.get_outcome_display())
    return due(idea.promised_by, what=_("Svar lovet"), today=on)


IDEA_COLUMNS = (
    Column(
        gettext_lazy("Idé"), lambda row, on: link(row.get_absolute_url(), row.title, row.number)
    ),
    Column(gettext_lazy("Enhet"), lambda row, on: row.unit.name),
    Column(gettext_lazy("Meldt inn"), lambda row, on: day(row.submitted_at)),
    Column(gettext_lazy("Tilstand"), lambda row, on: row.get_state_display()),
    Column(gettext_lazy("Svar"), answer_of),
)


# --- Pace and use ---------------------------------------------------------------------------------


def digits(column: str) -> Callable[[Board, Any, str], Any]:
    def narrow(board: Board, rows: Any, value: str) -> Any:
        fits = value.isascii() and value.isdecimal() and len(value) <= 18
        return rows.filter(**{column: int(value)}) if fits else None

    return narrow


def slug_of(column: str) -> Callable[[Board, Any, str], Any]:
    def narrow(board: Board, rows: Any, value: str) -> Any:
        return rows.filter(**{column: value}) if re.fullmatch(r"[\w-]{1,30}", value) else None

    return narrow


PHASE_COLUMNS = (
    PROJECT,
    Column(gettext_lazy("Fase"), lambda row, on: link(row.get_absolute_url(), row.name)),
    Column(gettext_lazy("Når"), lambda row, on: row.period),
    Column(
        gettext_lazy("Dager"),
        lambda row, on: number((row.actual_end - row.actual_start).days),
        is_figure=True,
    ),
)
WAIT_COLUMNS = (
    Column(
        gettext_lazy("Beslutning"),
        lambda row, on: link(row.get_absolute_url(), row.gate.name, row.get_outcome_display()),
    ),
    Column(gettext_lazy("Prosjekt"), lambda row, on: project_link(row.gate.project)),
    Column(gettext_lazy("Sendt"), lambda row, on: day(row.sent_on)),
    Column(gettext_lazy("Avgjort"), lambda row, on: day(row.decided_on)),
    Column(
        gettext_lazy("Dager"),
        lambda row, on: number((row.decided_on - row.sent_on).days),
        is_figure=True,
    ),
)


def use_words(row: Any, on: date) -> str:
    if row.adopted_on:
        return _("I daglig bruk siden %(day)s") % {"day": day(row.adopted_on)}
    if row.tried_from and row.tried_from <= on and (row.tried_to is None or row.tried_to >= on):
        return _("Prøves fra %(day)s") % {"day": day(row.tried_from)}
    return _("Skal ta den i bruk")


USE_COLUMNS = (
    Column(gettext_lazy("Enhet"), lambda row, on: row.place.name),
    Column(
        gettext_lazy("Løsning"), lambda row, on: link(row.get_absolute_url(), row.project.title)
    ),
    Column(gettext_lazy("Bruk"), use_words),
    Column(gettext_lazy("Skal være i bruk"), lambda row, on: day(row.planned_on) or "–"),
)
BY_PROJECT = Sort("prosjekt", gettext_lazy("Prosjekt"), ("project__title_key",))

LISTS: dict[str, Behind] = {
    "avgjorelser": Behind(
        title=gettext_lazy("Avgjørelser som venter"),
        rows=gates.waiting,
        columns=GATE_COLUMNS,
        sorts=GATE_SORTS,
        empty=gettext_lazy("Ingen avgjørelser venter."),
    ),
    "beslutningspunkter": Behind(
        title=gettext_lazy("Beslutningspunkter de neste 90 dagene"),
        rows=coming,
        columns=GATE_COLUMNS,
        sorts=GATE_SORTS,
        empty=gettext_lazy("Ingen beslutningspunkter de neste 90 dagene."),
    ),
    "vilkar": Behind(
        title=gettext_lazy("Vilkår over frist"),
        rows=lambda board: conditions.late(board).select_related(
            "decision__gate__project", "owner"
        ),
        columns=CONDITION_COLUMNS,
        sorts=(Sort("frist", gettext_lazy("Frist"), ("due",)),),
        empty=gettext_lazy("Ingen vilkår er over frist."),
    ),
    "penger": Behind(
        title=gettext_lazy("Prosjektenes penger"),
        rows=with_money,
        columns=MONEY_COLUMNS,
        sorts=(
            Sort("brukt", gettext_lazy("Brukt"), ("-spent_nok",)),
            Sort("tittel", gettext_lazy("Prosjekt"), ("title_key",)),
        ),
        empty=gettext_lazy("Ingen av prosjektene har penger dette året."),
        sums=money_sums,
    ),
    "fond": Behind(
        title=gettext_lazy("Fondene"),
        rows=lambda board: money.fund_years(board).filter(year__in=board.years).with_sums(),
        columns=FUND_COLUMNS,
        sorts=(Sort("fond", gettext_lazy("Fond"), ("fund__name_key",)),),
        empty=gettext_lazy("Ingen fond har ramme dette året."),
        sums=fund_sums,
    ),
    "gevinster": Behind(
        title=gettext_lazy("Gevinstene"),
        rows=benefits,
        columns=BENEFIT_COLUMNS,
        sorts=(BY_PROJECT, Sort("type", gettext_lazy("Type"), ("kind",))),
        empty=gettext_lazy("Ingen gevinster er planlagt."),
        params={
            "type": Param(of_kind, lambda value: BenefitKind(value).label),
        },
    ),
    "ideer": Behind(
        title=gettext_lazy("Idéene"),
        rows=lambda board: ideas.in_months(board).select_related("unit"),
        columns=IDEA_COLUMNS,
        sorts=(Sort("nyest", gettext_lazy("Nyest"), ("-submitted_at",)),),
        empty=gettext_lazy("Ingen idéer her."),
        params={
            "vis": Param(ideas_shown, lambda value: IDEAS_SHOWN[value][0]),
            "maned": Param(of_month),
        },
    ),
    "faser": Behind(
        title=gettext_lazy("Ferdige faser"),
        rows=lambda board: phases.finished(board).select_related("project"),
        columns=PHASE_COLUMNS,
        sorts=(Sort("sist", gettext_lazy("Sist ferdig"), ("-actual_end",)), BY_PROJECT),
        empty=gettext_lazy("Ingen faser er ferdige."),
        params={"fase": Param(slug_of("kind"))},
    ),
    "ventetid": Behind(
        title=gettext_lazy("Ventetid på beslutninger"),
        rows=lambda board: pace.waited_for(board).select_related("gate__project"),
        columns=WAIT_COLUMNS,
        sorts=(Sort("sist", gettext_lazy("Sist avgjort"), ("-decided_on",)),),
        empty=gettext_lazy("Ingen beslutninger er tatt på det som er sendt."),
        params={"punkt": Param(slug_of("gate__code"), str.upper)},
    ),
    "bruk": Behind(
        title=gettext_lazy("Hvem som bruker hva"),
        rows=lambda board: use.planned(board).select_related("project", "place"),
        columns=USE_COLUMNS,
        sorts=(Sort("enhet", gettext_lazy("Enhet"), ("place__name_key",)), BY_PROJECT),
        empty=gettext_lazy("Ingen innføring er planlagt."),
        params={"sted": Param(digits("place"), lambda value: gettext_lazy("én enhet"))},
    ),
}
