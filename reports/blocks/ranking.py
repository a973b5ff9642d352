"""The ranking a decision rests on: pasted, a prioritisation's list, and later a funding round's.

Where the rows come from is a registry, so that a floor with rankings of its own adds them:
`sources.add("name", Source(...))` in AppConfig.ready. The first source that has a list is shown;
what somebody pasted goes before what is calculated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.errors import DomainError
from organisation.registries import Registry
from organisation.web.wording import nok
from portfolio.ledger import read_table
from portfolio.queries.priority import ranking_heads, ranking_rows
from reports.blocks.base import PRIORITISATION, Block, Drawn, ParamsForm, Scope, table
from reports.lifecycle import CaseKind

MOST_ROWS, MOST_COLUMNS = 200, 10  # of what is pasted; more is an attachment


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


def of_pasted(scope: Scope, params: dict[str, Any]) -> Ranking | None:
    """The table somebody pasted or typed on the block's page; None without one."""
    if not params.get("typed"):
        return None
    heads, rows = pasted(str(params["typed"]))
    return Ranking(str(params.get("caption") or _("Rangering")), heads, rows)


def pasted(text: str) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a table out of a spreadsheet or typed with semicolons.

    Every row is as long as the headings. Raises DomainError when there is no table in it.
    """
    if len(text.strip().splitlines()) < 2:
        raise DomainError(_("Skriv overskriftene på første linje og minst én rad under."))
    found = read_table("limt-inn.csv", text.encode())
    heads = [head.strip() for head in found.headings]
    if len(heads) < 2:
        raise DomainError(_("Skriv minst to kolonner, med tabulator eller semikolon mellom."))
    if len(heads) > MOST_COLUMNS or len(found.rows) > MOST_ROWS:
        raise DomainError(
            _("Tabellen kan ha %(columns)d kolonner og %(rows)d rader. Legg ved en større.")
            % {"columns": MOST_COLUMNS, "rows": MOST_ROWS}
        )
    rows = []
    for number, cells in found.rows:
        if len(cells) > len(heads) and any(cells[len(heads) :]):
            raise DomainError(_("Linje %(n)d har flere felter enn overskriften.") % {"n": number})
        words = [str(cell).strip() for cell in cells[: len(heads)]]
        rows.append([*words, *[""] * (len(heads) - len(words))])
    return heads, rows


class RankingForm(ParamsForm):
    list = forms.ChoiceField(label=gettext_lazy("Hvilken liste?"), required=False)
    typed = forms.CharField(
        label=gettext_lazy("Lim inn rangeringen"),
        widget=forms.Textarea({"rows": 8}),
        max_length=20000,
        required=False,
        help_text=gettext_lazy(
            "Kopier fra et regneark, eller skriv med semikolon mellom feltene. Overskriftene står "
            "på første linje, og det som rangeres, i første kolonne."
        ),
    )
    caption = forms.CharField(
        label=gettext_lazy("Hva tabellen heter"), max_length=120, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [choice for source in sources for choice in source.choices(self.case)]
        if not found:
            del self.fields["list"]
            return
        self.fields["list"].choices = [  # type: ignore[attr-defined]
            ("", _("Den som er besluttet, ellers den nyeste")),
            *found,
        ]
        self.fields["typed"].help_text = format_lazy(
            "{} {}", self.fields["typed"].help_text, _("Den går foran listen over.")
        )

    def clean_typed(self) -> str:
        text = str(self.cleaned_data["typed"]).strip("\r\n ")
        if text:
            try:
                pasted(text)
            except DomainError as refused:
                raise ValidationError(refused.message) from refused
        return text


sources.add("pasted", Source(of_pasted))
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
    kinds=(CaseKind.FUNDING_ROUND,),
)
