"""The ranking a decision rests on: a prioritisation's list, and later a funding round's.

Where the rows come from is a registry, so that a floor with rankings of its own adds them:
`sources.add("name", Source(...))` in AppConfig.ready.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.registries import Registry
from organisation.web.wording import nok
from portfolio.queries.priority import ranking_heads, ranking_rows
from reports.blocks.base import PRIORITISATION, Block, Drawn, ParamsForm, Scope, table


@dataclass(frozen=True)
class Ranking:
    """A table to print: the first column names the row."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True)
class Source:
    """`ranking(scope, params)` gives the table of the case; None when the case has no such list."""

    ranking: Callable[[Scope, dict[str, Any]], Ranking | None]
    choices: Callable[[Any], Sequence[tuple[str, str]]] = field(default=lambda case: ())


sources: Registry[Source] = Registry()


def of_prioritisation(scope: Scope, params: dict[str, Any]) -> Ranking | None:
    """The list that was decided on, else the chosen one of the lists, else the newest."""
    asked = scope.case.prioritisation
    if asked is None:
        return None
    chosen = str(params.get("list") or "")
    if chosen.isdecimal():
        thing: Any = asked.lists.filter(pk=int(chosen)).first()
    else:
        thing = asked.decisions.order_by("-number").first()
    thing = thing or asked.lists.order_by("-made_at", "-pk").first()
    if thing is None:
        return None
    title = getattr(thing, "list_title", None) or thing.title
    years = str(asked.first_year)
    if asked.last_year != asked.first_year:
        years = f"{asked.first_year}–{asked.last_year}"
    return Ranking(
        caption=f"{asked.title}, {title}",
        heads=project_first(ranking_heads()),
        rows=[project_first(row.cells) for row in ranking_rows(thing)],
        note=_("Ramme %(frame)s, %(years)s.") % {"frame": nok(asked.frame_nok), "years": years},
    )


def project_first(cells: Sequence[str]) -> list[str]:
    """The project names the row; its number in the order comes after."""
    rank, project, *rest = cells
    return [project, rank, *rest]


def lists_of(case: Any) -> list[tuple[str, str]]:
    """The lists somebody may choose between, by id; without a choice the decided one is shown."""
    if case.prioritisation is None:
        return []
    return [(str(each.pk), each.title) for each in case.prioritisation.lists.order_by("title")]


class RankingForm(ParamsForm):
    list = forms.ChoiceField(label=gettext_lazy("Hvilken liste?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [choice for source in sources for choice in source.choices(self.case)]
        self.fields["list"].choices = [  # type: ignore[attr-defined]
            ("", _("Den som er besluttet, ellers den nyeste")),
            *found,
        ]


sources.add("prioritisation", Source(of_prioritisation, lists_of))


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    for source in sources:
        found = source.ranking(scope, params)
        if found is not None:
            return Drawn(table(found.caption, found.heads, found.rows), note=found.note)
    return Drawn()


BLOCK = Block(
    name="ranking",
    title=gettext_lazy("Rangering"),
    lead=gettext_lazy("Listen over dem som er valgt og ikke valgt, med verdi og kostnad."),
    needs=(PRIORITISATION,),
    draw=draw,
    form=RankingForm,
)
