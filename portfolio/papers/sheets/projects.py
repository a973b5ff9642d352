"""Every project on a line, with how it stands and the sums of its money."""

from collections.abc import Iterable
from operator import add
from typing import Any

from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from organisation.web.sheets import Column
from portfolio.dashboard.charts.lights import words
from portfolio.lifecycle import GateState, PhaseState, Profile, ProjectKind, ProjectState
from portfolio.lifecycle.status import STALE
from portfolio.models import Gate, Phase, Project
from portfolio.papers.sheets.common import Row, SheetKind, Source, words_of

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Prosjekt"), width=40),
    Column(_("Enhet"), width=26),
    Column(_("Slag"), width=20),
    Column(_("Profil"), width=10),
    Column(_("Tilstand"), width=11),
    Column(_("Fase"), width=16),
    Column(_("Status"), width=15),
    Column(_("Prosjekteier"), width=22),
    Column(_("Prosjektleder"), width=22),
    Column(_("Tjenesteområde"), width=26),
    Column(_("Program"), width=22),
    Column(_("Registrert"), "day", 12),
    Column(_("Neste beslutning"), width=16),
    Column(_("Innen"), "day", 12),
    Column(_("Planlagt"), "nok", 15),
    Column(_("Frigitt"), "nok", 15),
    Column(_("Bundet"), "nok", 15),
    Column(_("Brukt"), "nok", 15),
)
NO_MONEY = (0, 0, 0, 0)
FIELDS = (
    "pk", "number", "title", "unit__name", "kind", "profile", "state", "owner__name",
    "leader__name", "service_area__name", "programme__title",
)  # fmt: skip


def rows(source: Source) -> Iterable[Row]:
    """Four queries, whatever the number of projects."""
    board = source.board
    running = Phase.objects.filter(state=PhaseState.RUNNING)
    phases = dict(board.among(running).order_by("-position").values_list("project", "name"))
    open_gates = Gate.objects.exclude(state=GateState.DECIDED)
    gates = {
        project: (name, due)
        for project, name, due in board.among(open_gates)
        .order_by("-code")
        .values_list("project", "name", "due")
    }
    money: dict[int, list[Any]] = {}
    for project, _fund, *sums in source.money:
        known = money.get(project)
        money[project] = sums[:4] if known is None else [*map(add, known, sums[:4])]
    kinds, profiles, states = words_of(ProjectKind), words_of(Profile), words_of(ProjectState)
    lights = {mark: words(mark) for mark in ("plan", "watch", "act", STALE, "")}
    marks = board.mark_of
    found = (
        board.among(Project.objects, "pk")
        .order_by("title_key", "pk")
        .values_list(*FIELDS, TruncDate("created_at"))
    )
    for pk, number, title, unit, kind, profile, state, *people, begun in found:
        yield (
            number,
            title,
            unit,
            kinds[kind],
            profiles[profile],
            states[state],
            phases.get(pk, ""),
            lights[marks[pk]] if pk in marks else "",
            *people,
            begun,
            *(gates.get(pk, ("", None)) if pk in marks else ("", None)),
            *money.get(pk, NO_MONEY),
        )


SHEET = SheetKind("prosjekter", _("Prosjekter"), _("Alle prosjekter"), COLUMNS, rows)
