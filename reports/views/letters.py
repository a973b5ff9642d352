"""The letters of a funding round: columns and texts, all rows, one letter, and the orders."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.components import Figure
from organisation.web.lists import PAGE, PAGE_SIZE, Listing
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from reports.forms.letters import LettersForm
from reports.letters import NAMES, Row, headings
from reports.models import BoardCase
from reports.queries.letters import Letters, has_letters, letters_of, newest_report
from reports.queries.meeting import last_batch
from reports.services import letters as services
from reports.views.cases import find_case

SHOW, LETTER = "vis", "brev"
KINDS = {
    "innvilget": gettext_lazy("får tilskudd"),
    "avslag": gettext_lazy("får avslag"),
    "feil": gettext_lazy("må rettes"),
}


def find_round(request: Request, pk: int) -> BoardCase:
    """The case of a round, for those who write its letters; other cases have none."""
    case = find_case(request, pk)
    authorize(request.user, "reports.write_letters", case)
    if not has_letters(case):
        raise Http404
    return case


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: Request, pk: int) -> HttpResponse:
    case = find_round(request, pk)
    if not case.is_frozen:
        return render_page(request, "reports/letters_wait.html", {"case": case})
    now = letters_of(case)
    heads = headings(now.tables)
    form = LettersForm(request.POST or None, letters=now, heads=heads)
    is_new = now.written.pk is None

    def save() -> None:
        services.save_letters(case, by=request.user, **form.cleaned_data)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Brevene er lagret."))
        return redirect("reports:letters", case.pk)
    listing = rows_of(request, now)
    chosen = chosen_row(request, now, listing)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "letters": now,
        "is_new": is_new,
        "has_table": bool(heads),
        "names": NAMES.items(),
        "listing": listing,
        "figures": figures_of(now, listing),
        "chosen": chosen,
        "shown": now.content_of(chosen) if chosen else None,
        "batch": None if is_new else last_batch(services.key_of(now.written), request.user),
        "report": None if is_new else newest_report(now.written),
    }
    return render_page(
        request, "reports/letters.html", context, status=status, fragments=["letter-rows"]
    )


def rows_of(request: Request, now: Letters) -> Listing[Any]:
    """A page of the rows, all of them or those of one kind."""
    found = now.round
    kinds = {"innvilget": found.granted, "avslag": found.refused, "feil": found.faulty}
    kind = request.GET.get(SHOW, "")
    kind = kind if kind in kinds else ""
    return Listing(
        page=Paginator(kinds.get(kind, found.rows), PAGE_SIZE).get_page(request.GET.get(PAGE)),
        total=len(found.rows),
        filter=None,
        sorts=[],
        params=request.GET.copy(),
        chosen={SHOW: kind} if kind else {},
    )


def figures_of(now: Letters, listing: Listing[Any]) -> list[Figure]:
    """How many rows there are of each kind; each leads to them."""
    found = now.round
    counts = {"innvilget": found.granted, "avslag": found.refused, "feil": found.faulty}
    shown = listing.chosen.get(SHOW)
    return [
        Figure(
            len(rows),
            KINDS[name],
            url=listing.url_with(**{SHOW: name, PAGE: None}),
            note=_("vises nå") if name == shown else "",
        )
        for name, rows in counts.items()
        if rows
    ]


def chosen_row(request: Request, now: Letters, listing: Listing[Any]) -> Row | None:
    """The row whose letter is shown: the one in the address, else the first on the page."""
    asked = request.GET.get(LETTER, "")
    rows: list[Row] = list(listing)
    found = next((row for row in now.round.rows if str(row.number) == asked), None)
    return found or next(iter(rows), None)


@require_POST
def letters_make(request: Request, pk: int) -> HttpResponse:
    """Order all letters; the answer is the page that follows them."""
    case = find_round(request, pk)
    try:
        return redirect(services.order_letters(case, by=request.user))
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("reports:letters", case.pk)


@require_POST
def letters_report(request: Request, pk: int) -> HttpResponse:
    """Order the report of the round."""
    case = find_round(request, pk)
    try:
        return redirect(services.order_report(case, by=request.user))
    except DomainError as refused:
        messages.error(request, refused.message)
    return redirect("reports:letters", case.pk)
