"""Short lists: how each service area stands, the picture of one, and who stands on its list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.forms.assessment import SizeForm
from ideas.models.assessment import Axis
from ideas.queries.assessment import Placed, placed
from ideas.queries.short_list import area_lines, ideas_to_place, outside, size_of
from ideas.services import assessment as services
from ideas.views.assessment import after
from ideas.views.reading import visible_idea
from organisation.errors import DomainError, Stale
from organisation.people.models import ServiceArea, Unit
from organisation.permissions import authorize
from organisation.web.charts import Bubble, Bubbles
from organisation.web.pages import Request, render_page
from organisation.web.wording import number


@require_safe
def short_lists(request: Request) -> HttpResponse:
    """Every service area with unanswered ideas in the units one steers."""
    authorize(request.user, "ideas.view_shortlist")
    return render_page(request, "ideas/short_lists.html", {"lines": area_lines(request.user)})


def area_of(request: Request, pk: int) -> ServiceArea:
    areas = ServiceArea.objects.visible_to(request.user).select_related("district")
    area: ServiceArea = get_object_or_404(areas, pk=pk)
    return area


def district_of(request: Request, pk: int) -> Unit:
    districts = Unit.objects.visible_to(request.user).filter(parent=None)
    district: Unit = get_object_or_404(districts, pk=pk)
    return district


@require_safe
def short_list(request: Request, area_pk: int) -> HttpResponse:
    area = area_of(request, area_pk)
    authorize(request.user, "ideas.view_shortlist")
    return picture(request, area.district, area)


@require_safe
def short_list_unplaced(request: Request, district_pk: int) -> HttpResponse:
    """The ideas that have been given no service area."""
    district = district_of(request, district_pk)
    authorize(request.user, "ideas.view_shortlist")
    return picture(request, district, None)


def picture(request: Request, district: Unit, area: ServiceArea | None) -> HttpResponse:
    """Need × potential of one area, the table beside it, and its short list."""
    rows = placed(ideas_to_place(request.user, district, area), request.user)
    size = size_of(district, area)
    listed = [row for row in rows if row.is_listed]
    context = {
        "area": area,
        "title": area.name if area else _("Uten tjenesteområde"),
        "rows": rows,
        "listed": listed,
        "size": size,
        "warning": outside(len(listed), size),
        "chart": chart_of([row for row in rows if row.has_place]),
        "kept_back": sum(row.is_kept_back for row in rows),
        "url": request.path,
        "size_url": address(district, area, "_size"),
        "may_keep": request.user.has_perm("ideas.keep_scales", district),
    }
    return render_page(request, "ideas/short_list.html", context)


def address(district: Unit, area: ServiceArea | None, kind: str = "") -> str:
    if area:
        return reverse(f"ideas:short_list{kind}", args=[area.pk])
    return reverse(f"ideas:short_list_unplaced{kind}", args=[district.pk])


def chart_of(rows: list[Placed]) -> Bubbles | None:
    """The ideas that have been assessed on both axes; None without any."""
    if not rows:
        return None
    some_listed = any(row.is_listed for row in rows)
    bubbles = [
        Bubble(
            label=row.title,
            x=row.need.average,
            y=row.potential.average,
            size=(2 if row.is_listed else 1) if some_listed else None,
            url=row.idea.get_absolute_url() if row.may_read else "",
            said=_("på kortlisten") if row.is_listed else "",
        )
        for row in rows
        if row.need and row.potential
    ]
    return Bubbles(
        name="behov-potensial",
        title=_("Behov og potensial"),
        summary=_("%(n)s idéer. Lengst til høyre er behovet størst, øverst er potensialet størst.")
        % {"n": number(len(bubbles))},
        heading=_("Idé"),
        x_label=Axis.NEED.label,
        y_label=Axis.POTENTIAL.label,
        bubbles=bubbles,
        caption=_("De store punktene står på kortlisten.") if some_listed else "",
    )


# Sizes ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def short_list_size(request: Request, area_pk: int) -> HttpResponse:
    area = area_of(request, area_pk)
    return choose_size(request, area.district, area)


@require_http_methods(["GET", "HEAD", "POST"])
def short_list_unplaced_size(request: Request, district_pk: int) -> HttpResponse:
    return choose_size(request, district_of(request, district_pk), None)


def choose_size(request: Request, district: Unit, area: ServiceArea | None) -> HttpResponse:
    authorize(request.user, "ideas.keep_scales", district)
    size = size_of(district, area)
    initial = {name: getattr(size, name) for name in ("at_least", "at_most", "version")}
    form = SizeForm(request.POST or None, initial=initial)
    status = None
    back_url = address(district, area)
    if form.is_valid():
        try:
            services.set_short_list_size(district, area, **form.cleaned_data, by=request.user)
        except Stale as stale:
            form.somebody_was_faster(stale.current)
            status = 409
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Lagret."))
            return redirect(back_url)
    context: dict[str, Any] = {
        "form": form,
        "title": area.name if area else _("Uten tjenesteområde"),
        "back_url": back_url,
    }
    return render_page(request, "ideas/short_list_size.html", context, status=status)


@require_POST
def short_list_idea(request: Request, pk: int) -> HttpResponse:
    """Put one idea on the list, or take it off with `av`."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.triage_idea", idea)
    try:
        if "av" in request.POST:
            services.take_off_short_list(idea, by=request.user)
        else:
            services.put_on_short_list(idea, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        words = (
            _("Tatt av kortlisten: %(title)s")
            if "av" in request.POST
            else _("På kortlisten: %(title)s")
        )
        messages.success(request, words % {"title": idea.title})
    if "siling" in request.POST:
        return after(request, idea)
    return redirect(address(idea.district, idea.service_area))
