"""What was planned and what is measured, type by type; types are never added to each other."""

from decimal import Decimal

from django.utils.translation import gettext as _

from organisation.web.charts import LyingBars, Series
from organisation.web.wording import number
from portfolio.dashboard.board import Board
from portfolio.queries.benefit import KindSum

ZERO = Decimal(0)


def make(board: Board) -> LyingBars | None:
    kinds = board.benefits
    if not kinds:
        return None
    done = [done_of(kind) for kind in kinds]
    return LyingBars(
        name="gevinster",
        title=_("Gevinster, planlagt og målt"),
        summary=_("%(n)s gevinster i %(kinds)s typer.")
        % {"n": sum(kind.count for kind in kinds), "kinds": len(kinds)},
        heading=_("Type"),
        categories=[str(kind.kind.label) for kind in kinds],
        series=[
            Series(_("Målt"), [max(part, ZERO) for part, _whole in done]),
            Series(
                _("Planlagt, ikke nådd"),
                [max(whole - max(part, ZERO), ZERO) for part, whole in done],
                fill="outline",
            ),
        ],
        ends=[end_of(kind) for kind in kinds],
        urls=[board.selection.url("portfolio:behind", "gevinster", type=k.kind) for k in kinds],
        keyed=True,
        own_scale=True,
        heads=[_("Gevinster"), _("Målt"), _("Planlagt"), _("Realisert"), _("Ulemper")],
        cells=[cells_of(kind) for kind in kinds],
        caption=_("Hver type har sin egen målestokk, og legges aldri sammen med andre."),
    )


def done_of(kind: KindSum) -> tuple[Decimal, Decimal]:
    """The part and the whole of a bar: sums where the type has them, else how many are measured."""
    if kind.planned is not None and kind.realised is not None and kind.planned > 0:
        return kind.realised, kind.planned
    return Decimal(kind.measured), Decimal(kind.count)


def end_of(kind: KindSum) -> str:
    if kind.planned:
        return _("%(done)s av %(planned)s %(unit)s") % {
            "done": number(kind.realised or 0),
            "planned": number(kind.planned),
            "unit": kind.unit,
        }
    return _("%(measured)s av %(n)s målt") % {"measured": kind.measured, "n": kind.count}


def cells_of(kind: KindSum) -> list[str]:
    planned, realised, worse = (
        "–" if amount is None else f"{number(amount)} {kind.unit}"
        for amount in (kind.planned, kind.realised, kind.worse_realised)
    )
    return [number(kind.count), number(kind.measured), planned, realised, worse]
