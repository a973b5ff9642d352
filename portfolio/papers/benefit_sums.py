"""Benefits type by type, as a table; types are never added to each other."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from organisation.web.wording import number
from portfolio.papers.blocks import Block, table
from portfolio.queries.benefit import KindSum


def by_type(kinds: Sequence[KindSum]) -> Block:
    """Planned and realised of each type, and what became worse, each on its own line."""
    return table(
        _("Gevinster etter type"),
        [
            _("Type"),
            _("Gevinster"),
            _("Målt"),
            _("Planlagt"),
            _("Oppnådd"),
            _("Ulemper, målt"),
        ],
        [
            [
                kind.kind.label,
                number(kind.count),
                number(kind.measured),
                *(
                    "–" if amount is None else f"{number(amount)} {kind.unit}"
                    for amount in (kind.planned, kind.realised, kind.worse_realised)
                ),
            ]
            for kind in kinds
        ],
        figures=(1, 2, 3, 4, 5),
        note=_(
            "Typene legges aldri sammen. Strek: hver gevinst har sin egen enhet, og telles bare."
        ),
    )
