"""Where the next decision stands, who has it, and when it is due."""

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.web.wording import day
from portfolio.lifecycle import GateState, Level
from portfolio.models import Gate
from portfolio.overview import Noun, OverviewLine


def ahead() -> Any:
    """The first gate that is not decided."""
    gates = Gate.objects.filter(project=OuterRef("pk")).exclude(state=GateState.DECIDED)
    return gates.order_by("code")


def first(field: str, output: Any = None) -> Subquery:
    return Subquery(ahead().values(field)[:1], output_field=output or CharField())


ANNOTATIONS = {
    "gate_code": lambda: first("code"),
    "gate_name": lambda: first("name"),
    "gate_state": lambda: first("state"),
    "gate_level": lambda: first("decider_level"),
    "gate_due": lambda: first("due", DateField()),
}


def line(project: Any, on: date) -> OverviewLine | None:
    if not project.gate_code:
        return None
    url = reverse("portfolio:gate", args=[project.slug, project.gate_code])
    words = [str(GateState(project.gate_state).label)]
    if project.gate_level:
        words.append(str(Level(project.gate_level).label))
    due = project.gate_due
    is_late = bool(due and due < on)
    if due:
        said = _("skulle vært avgjort %(day)s") if is_late else _("innen %(day)s")
        words.append(said % {"day": day(due)})
    title = _("Neste beslutning: %(gate)s") % {"gate": project.gate_name}
    text = ", ".join(str(word) for word in words)
    return OverviewLine("gate", title, text, url, "late" if is_late else "")


NOUN = Noun("gate", ANNOTATIONS, line)
