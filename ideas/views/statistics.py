"""Figures for ideas, each leading to the ideas it counts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas.filters import StatisticsFilter
from ideas.lifecycle import Outcome, State
from ideas.models import Idea
from ideas.queries.statistics import STEERS, Statistics, Sums, counted_for, statistics_of
from organisation.permissions import authorize
from organisation.web import wording
from organisation.web.charts import Bars, LyingBars, Series
from organisation.web.components import Figure
from organisation.web.pages import Request, render_page

MONTHS = 12
NOT_CHOSEN = ("merged",)  # an answer of another idea, which is counted there


@require_safe
def statistics(request: Request) -> HttpResponse:
    authorize(request.user, "ideas.view_statistics")
    today = timezone.localdate()
    chosen = StatisticsFilter(request.GET, queryset=counted_for(request.user), request=request)
    first, last = period(chosen, today)
    found = statistics_of(within(chosen.qs, first, last), today)
    links = Links(chosen, first, last)
    months = months_between(first or min(found.months, default=today), last or today)
    context = {
        "filter": chosen,
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        "found": found,
        "figures": figures_of(found.whole, links),
        "months": month_chart(found, months, links),
        "outcomes": outcome_chart(found, links),
        "units": [
            {
                "row": row,
                "url": links.to(enhet=row.pk),
                "late_url": links.to(enhet=row.pk, frist="over"),
                "median": days(row.sums.median),
                "ninetieth": days(row.sums.ninetieth),
                "kept": percent(row.sums.share_kept),
                "used": percent(row.sums.share_used),
            }
            for row in found.units
        ],
        "steers": any(request.user.units_as(role) for role in STEERS),
        "period": words_for(first, last),
        "list_url": links.to(),
    }
    return render_page(request, "ideas/statistics.html", context, fragments=["idea-figures"])


def period(chosen: StatisticsFilter, today: date) -> tuple[date | None, date | None]:
    """The first and last day that count; None is open. The last twelve months when none is said."""
    year = chosen.form.cleaned_data.get("aar") if chosen.form.is_valid() else ""
    if year == "alle":
        return None, None
    if year:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    back = today.year * 12 + today.month - MONTHS
    return date(back // 12, back % 12 + 1, 1), today


def within(ideas: QuerySet[Idea], first: date | None, last: date | None) -> QuerySet[Idea]:
    if first is not None:
        ideas = ideas.filter(submitted_at__date__gte=first)
    return ideas if last is None else ideas.filter(submitted_at__date__lte=last)


def months_between(first: date, last: date) -> list[date]:
    """The first day of every month from `first` to `last`; at most what a chart has room for."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(max(start, end - 35), end + 1)]


def words_for(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return _("Alle år")
    return _("Innmeldt %(first)s–%(last)s") % {
        "first": wording.day(first),
        "last": wording.day(last),
    }


class Links:
    """Addresses of the list with the ideas behind a figure."""

    def __init__(self, chosen: StatisticsFilter, first: date | None, last: date | None) -> None:
        data: Mapping[str, Any] = chosen.form.cleaned_data if chosen.form.is_valid() else {}
        self.base = {name: data[name] for name in ("enhet", "omrade", "idesok") if data.get(name)}
        self.base |= {"fra": first, "til": last}

    def to(self, **more: Any) -> str:
        params = {name: value for name, value in {**self.base, **more}.items() if value}
        return f"{reverse('ideas:list')}?{urlencode(params)}"


def percent(share: float | None) -> str:
    return "–" if share is None else _("%(n)s %%") % {"n": round(100 * share)}


def days(value: float | None) -> str:
    return "–" if value is None else wording.number(round(value))


def figures_of(whole: Sums, links: Links) -> list[Figure]:
    found = [
        Figure(whole.ideas, _("idéer meldt inn"), links.to()),
        Figure(whole.waiting, _("venter på svar"), links.to(frist="venter")),
        Figure(whole.late, _("over fristen"), links.to(frist="over"), late=True),
        Figure(
            days(whole.median),
            _("virkedager til svar, median"),
            links.to(frist="besvart"),
            note=_("9 av 10 innen %(n)s") % {"n": days(whole.ninetieth)} if whole.answered else "",
        ),
        Figure(
            percent(whole.share_kept),
            _("besvart innen fristen"),
            links.to(frist="holdt"),
            note=_("%(n)s av %(all)s") % {"n": whole.kept, "all": whole.judged},
        ),
        Figure(
            percent(whole.share_used),
            _("av de besvarte er nyttiggjort"),
            links.to(brukt="ja"),
            note=_("%(n)s av %(all)s") % {"n": whole.used, "all": whole.answered},
        ),
    ]
    return found if whole.late else [figure for figure in found if not figure.late]


def month_chart(found: Statistics, months: list[date], links: Links) -> Bars:
    sums = [found.months.get(month, Sums()) for month in months]

    def urls(**more: Any) -> list[str]:
        return [links.to(fra=month, til=last_of(month), **more) for month in months]

    series = [
        Series(_("Besvart"), [s.closed for s in sums], urls=urls(tilstand=State.ANSWERED)),
        Series(_("Venter på svar"), [s.waiting for s in sums], "outline", urls(frist="venter")),
    ]
    if any(each.withdrawn for each in sums):
        gone = [each.withdrawn for each in sums]
        series.append(Series(_("Trukket"), gone, "striped", urls(tilstand=State.WITHDRAWN)))
    return Bars(
        name="ideer-per-maned",
        title=_("Idéer per måned"),
        summary=_("%(all)s idéer, %(waiting)s av dem venter på svar.")
        % {"all": sum(each.ideas for each in sums), "waiting": sum(each.waiting for each in sums)},
        heading=_("Måned"),
        categories=[month_words(month, len(months) > MONTHS) for month in months],
        series=series,
        keyed=True,
        width=560 if len(months) > MONTHS else 420,
    )


def month_words(month: date, with_year: bool) -> str:
    name = formats.date_format(month, "M").lower().strip(".")
    return f"{name} {month:%y}" if with_year else name


def last_of(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def outcome_chart(found: Statistics, links: Links) -> LyingBars | None:
    given = [each for each in Outcome if each not in NOT_CHOSEN or each in found.outcomes]
    counts = [found.outcomes.get(each, Sums()).ideas for each in given]
    if not sum(counts):
        return None
    return LyingBars(
        name="ideer-utfall",
        title=_("Hva svarene ble"),
        summary=_("%(n)s idéer har et svar som står.") % {"n": sum(counts)},
        heading=_("Utfall"),
        categories=[each.label for each in given],
        series=[Series(_("Idéer"), counts, urls=[links.to(utfall=each.value) for each in given])],
    )
