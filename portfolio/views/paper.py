"""Papers of the portfolio: what there is, ordering one, and reading it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation.audit.days import ISO_DAY, first_day
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.wording import day
from portfolio.dashboard.selection import Selection
from portfolio.forms.paper import PaperForm
from portfolio.models import PortfolioPaper
from portfolio.models.paper import PaperKind
from portfolio.papers.choices import OTHER
from portfolio.queries import paper as queries
from portfolio.services import paper as services

KIND, DAY = "papir", "dag"
ABOUT = {
    PaperKind.REPORT: gettext_lazy(
        "PDF og Word med de delene du velger, slik det sto en dag, sammenlignet med en annen."
    ),
    PaperKind.ACCOUNT: gettext_lazy(
        "Ett år: idéer, prosjekter, stoppet godt, gevinster, folk og planmål."
    ),
    PaperKind.PIECES: gettext_lazy(
        "Tabeller og tekst for siste dag i tertialet, klare til å lime inn."
    ),
    PaperKind.WORKBOOK: gettext_lazy("Excel med ett ark per tabell, med ekte tall og datoer."),
}
ICONS = {
    PaperKind.REPORT: "trend",
    PaperKind.ACCOUNT: "calendar",
    PaperKind.PIECES: "doc",
    PaperKind.WORKBOOK: "table",
}
SORTS = (Sort("nyest", gettext_lazy("Nyest"), ("-ordered_at",)),)


@require_GET
def papers(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.order_paper")
    rows = PortfolioPaper.objects.visible_to(request.user).select_related("ordered_by")
    listing = build_list(request, queries.with_files(rows), sorts=SORTS)
    return render_page(
        request,
        "portfolio/paper_list.html",
        {"listing": listing, "icons": ICONS},
        fragments=["paper-list"],
    )


@require_http_methods(["GET", "POST"])
def paper_order(request: Request) -> HttpResponse:
    """First the kind, then what it is to hold; the filters come along in the address."""
    authorize(request.user, "portfolio.order_paper")
    today = timezone.localdate()
    selection = Selection(request, on=today)
    kind = request.GET.get(KIND, "")
    if kind not in PaperKind.values:
        return render_page(
            request, "portfolio/paper_kinds.html", {"kinds": kinds_with_urls(request)}
        )
    district = request.user.district
    form = PaperForm(
        request.POST or None,
        kind=PaperKind(kind),
        person=request.user,
        today=today,
        first=first_day(district),
        initial=initial(request, PaperKind(kind), today),
    )
    if form.is_valid():
        try:
            paper = services.order_paper(
                order_of(form, selection), district=district, by=request.user
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            return redirect(paper)
    return render_page(
        request,
        "portfolio/paper_order.html",
        {
            "form": form,
            "kind": PaperKind(kind),
            "about": ABOUT[PaperKind(kind)],
            "selection": selection,
        },
    )


def kinds_with_urls(request: Request) -> list[tuple[Any, str, Any, str]]:
    """Kind, icon, what it is, and the address that orders one of the same projects."""
    found = []
    for kind, about in ABOUT.items():
        params = request.GET.copy()
        params[KIND] = kind.value
        url = f"{reverse('portfolio:paper_order')}?{params.urlencode()}"
        found.append((kind, ICONS[kind], about, url))
    return found


def initial(request: Request, kind: PaperKind, today: date) -> dict[str, Any]:
    """A title, and the day the dashboard showed."""
    found: dict[str, Any] = {"title": usual_title(kind, request.user.district.name)}
    asked = request.GET.get(DAY, "")
    if kind in (PaperKind.REPORT, PaperKind.WORKBOOK) and ISO_DAY.fullmatch(asked):
        try:
            on = date.fromisoformat(asked)
        except ValueError:
            return found
        if on < today:
            found |= {"day": OTHER, "other_day": on}
    return found


def usual_title(kind: PaperKind, district: str) -> str:
    words = {
        PaperKind.REPORT: _("Porteføljerapport for %(district)s"),
        PaperKind.ACCOUNT: _("Innovasjonsregnskap for %(district)s"),
        PaperKind.PIECES: _("Innovasjon i virksomhetsrapporten, %(district)s"),
        PaperKind.WORKBOOK: _("Porteføljen i %(district)s"),
    }
    return words[kind] % {"district": district}


def order_of(form: PaperForm, selection: Selection) -> services.Order:
    data = form.cleaned_data
    return services.Order(
        kind=form.kind,
        title=data["title"],
        as_of=data["as_of"],
        parts=data["parts"],
        compared_with=data["compared_with"],
        query=selection.query,
        intro=data.get("intro", ""),
    )


@require_GET
def paper_page(request: Request, pk: int) -> HttpResponse:
    """The files as they become ready, and the text to paste."""
    paper = get_object_or_404(
        PortfolioPaper.objects.visible_to(request.user).select_related("ordered_by", "district"),
        pk=pk,
    )
    files = queries.files_of(paper)
    return render_page(
        request,
        "portfolio/paper.html",
        {
            "paper": paper,
            "files": files,
            "pieces": queries.pieces_of(paper, files),
            "facts": facts_of(paper, request),
        },
        fragments=["paper-files"],
    )


def facts_of(paper: PortfolioPaper, request: Request) -> list[tuple[str, str]]:
    facts = [(_("Slik det sto"), day(paper.as_of))]
    if paper.compared_with:
        facts.append((_("Sammenlignet med"), day(paper.compared_with)))
    facts.append((_("Bestilt av"), paper.ordered_by.name))
    return facts
