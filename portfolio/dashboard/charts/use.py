"""What is put to use, and who uses it."""

from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.web.charts import LyingBars, Series
from organisation.web.wording import number
from portfolio.dashboard.board import Board
from portfolio.models import RolloutUnit
from portfolio.queries.rollout import Share

MOST = 12
IN_USE = Q(adopted_on__isnull=False)


def planned(board: Board) -> Any:
    return board.among(RolloutUnit.objects.planned())


def is_tried(on: date) -> Q:
    """Tried on `on` and not yet in daily use."""
    return Q(adopted_on=None, tried_from__lte=on) & (Q(tried_to=None) | Q(tried_to__gte=on))


def shares(board: Board) -> LyingBars | None:
    """Each solution with the units that use it, of those that shall; one query."""
    rows = list(
        planned(board)
        .order_by()
        .values("project", title=F("project__title"), slug=F("project__slug"))
        .annotate(planned=Count("pk"), adopted=Count("pk", filter=IN_USE))
        .order_by("-planned", "project")
    )
    if not rows:
        return None
    shown = rows[:MOST]
    all_of = Share(sum(row["planned"] for row in rows), sum(row["adopted"] for row in rows))
    return LyingBars(
        name="nyttiggjort",
        title=_("Nyttiggjort: andel tatt i bruk"),
        summary=_("%(share)s %% av enhetene som skal bruke løsningene, gjør det.")
        % {"share": all_of.per_cent},
        heading=_("Prosjekt"),
        categories=[row["title"] for row in shown],
        series=[
            Series(_("Bruker den"), [row["adopted"] for row in shown]),
            Series(
                _("Skal bruke den"),
                [row["planned"] - row["adopted"] for row in shown],
                fill="outline",
            ),
        ],
        ends=[
            _("%(adopted)s av %(planned)s (%(share)s %%)")
            % {
                "adopted": row["adopted"],
                "planned": row["planned"],
                "share": Share(row["planned"], row["adopted"]).per_cent,
            }
            for row in shown
        ],
        urls=[reverse("portfolio:rollout", args=[row["slug"]]) for row in shown],
        keyed=True,
        own_scale=True,
        caption=_(
            "Til sammen %(adopted)s av %(planned)s (%(share)s %%). Viser %(shown)s av %(n)s "
            "prosjekter med planlagt innføring; for de andre er andelen ukjent."
        )
        % {
            "adopted": number(all_of.adopted),
            "planned": number(all_of.planned),
            "share": all_of.per_cent,
            "shown": len(shown),
            "n": len(rows),
        },
    )


def places(board: Board) -> LyingBars | None:
    """Units by how many solutions they use, with the names; one query."""
    rows = list(
        planned(board)
        .order_by()
        .values("place", name=F("place__name"))
        .annotate(
            used=Count("pk", filter=IN_USE),
            tried=Count("pk", filter=is_tried(board.on)),
            all=Count("pk"),
            names=ArrayAgg("project__title", filter=IN_USE, order_by="project__title_key"),
        )
        .order_by("-used", "-tried", "name", "place")
    )
    if not rows:
        return None
    shown = rows[:MOST]
    ask = board.selection
    return LyingBars(
        name="enheter",
        title=_("Hvilke enheter bruker hva"),
        summary=_("%(n)s enheter har løsninger i bruk eller på vei.") % {"n": len(rows)},
        heading=_("Enhet"),
        categories=[row["name"] for row in shown],
        series=[
            Series(_("I daglig bruk"), [row["used"] for row in shown]),
            Series(_("Prøves"), [row["tried"] for row in shown], fill="striped"),
            Series(
                _("Kommer"),
                [row["all"] - row["used"] - row["tried"] for row in shown],
                fill="outline",
            ),
        ],
        ends=[in_use(row["used"], row["all"]) for row in shown],
        urls=[ask.url("portfolio:behind", "bruk", sted=row["place"]) for row in shown],
        keyed=True,
        heads=[_("I daglig bruk"), _("Prøves"), _("Kommer"), _("Løsninger i bruk")],
        cells=[
            [
                number(row["used"]),
                number(row["tried"]),
                number(row["all"] - row["used"] - row["tried"]),
                ", ".join(row["names"] or []) or "–",
            ]
            for row in shown
        ],
        caption=_("Viser %(shown)s av %(n)s enheter.") % {"shown": len(shown), "n": len(rows)}
        if len(shown) < len(rows)
        else "",
    )


def in_use(used: int, all_of: int) -> str:
    return _("%(used)s av %(all)s i bruk") % {"used": used, "all": all_of}
