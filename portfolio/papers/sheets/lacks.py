"""Projects under way that lack something, and what."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from organisation.web.sheets import Column
from portfolio.dashboard import incomplete
from portfolio.models import Project
from portfolio.papers.sheets.common import Row, SheetKind, Source

COLUMNS = (
    Column(_("Nummer"), width=11),
    Column(_("Prosjekt"), width=40),
    Column(_("Prosjektleder"), width=22),
    Column(_("Antall"), "number", 9),
    Column(_("Mangler"), width=80),
)


def rows(source: Source) -> Iterable[Row]:
    board = source.board
    projects = board.among_under_way(Project.objects, "pk")
    found = (
        incomplete.with_lacks(projects, board.on)
        .exclude(lacks="")
        .order_by("number", "pk")
        .values_list("pk", "leader__name", "lacks")
    )
    words: dict[str, list[str]] = {}  # many lack the same
    for pk, leader, lacks in found:
        if lacks not in words:
            words[lacks] = incomplete.words_of(lacks)
        said = words[lacks]
        yield from source.of_projects([(pk, leader or "", len(said), ", ".join(said))])


SHEET = SheetKind("mangler", _("Mangler"), _("Hva prosjekter som pågår, mangler"), COLUMNS, rows)
