"""Decision points: who decides, by when, and what was decided."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from organisation.web.sheets import Column
from portfolio.lifecycle import GateState, Level, Outcome
from portfolio.models import Gate, GateDecision
from portfolio.papers.sheets.common import Row, SheetKind, Source, words_of

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Prosjekt"), width=40),
    Column(_("Beslutningspunkt"), width=17),
    Column(_("Spørsmål"), width=40),
    Column(_("Tilstand"), width=16),
    Column(_("Avgjøres av"), width=19),
    Column(_("Innen"), "day", 12),
    Column(_("Ber om"), "nok", 15),
    Column(_("Avgjort"), "day", 12),
    Column(_("Utfall"), width=22),
    Column(_("Frigitt"), "nok", 15),
)


def rows(source: Source) -> Iterable[Row]:
    """Two queries; the last decision of each gate."""
    states, levels, outcomes = words_of(GateState), words_of(Level), words_of(Outcome)
    made = {
        gate: (on, outcomes[outcome], released or None)
        for gate, on, outcome, released in source.board.among(
            GateDecision.objects.current(), "gate__project"
        )
        .order_by("decided_on", "pk")
        .values_list("gate", "decided_on", "outcome", "released_nok")
    }
    found = (
        source.board.among(Gate.objects)
        .order_by("project", "code")
        .values_list(
            "project", "pk", "name", "asked", "state", "decider_level", "due", "amount_nok"
        )
    )
    nothing = (None, "", None)
    names = source.names
    return source.of_projects(
        (project, name, asked.replace("{prosjekt}", names[project][1]), states[state],
         levels[level], due, amount or None,
         *(made.get(pk, nothing) if state == GateState.DECIDED else nothing))
        for project, pk, name, asked, state, level, due, amount in found
        if project in names
    )  # fmt: skip


SHEET = SheetKind(
    "beslutninger",
    _("Beslutninger"),
    _("Beslutningspunkter med utfall, og det som kommer"),
    COLUMNS,
    rows,
)
