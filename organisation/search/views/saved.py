"""Saving a view of a list, going to it, changing it and taking it away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation.permissions import authorize
from organisation.search import services
from organisation.search.forms import ChangeViewForm, ViewForm
from organisation.search.models import SavedView
from organisation.search.saved import ListPage, address_of, kept_query, list_pages
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved


def find_view(request: Request, pk: int) -> SavedView:
    views = SavedView.objects.visible_to(request.user).select_related("unit")
    view = get_object_or_404(views, pk=pk)
    list_page(view.page)
    return view


def list_page(name: str) -> ListPage:
    """The list of that name; 404 when nobody has said it can be saved."""
    try:
        return list_pages[name]
    except KeyError:
        raise Http404 from None


@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    """An address that stays the same, whatever the view is changed to show."""
    return redirect(address_of(find_view(request, pk)))


@require_http_methods(["GET", "POST"])
def save(request: Request) -> HttpResponse:
    """Keep what the list shows now; the list and its address came along."""
    page = request.GET.get("liste", "")
    kept, query = list_page(page), kept_query(page, request.GET.get("sporring", ""))
    form = ViewForm(request.POST or None, person=request.user)
    made: list[SavedView] = []

    def keep() -> None:
        made.append(services.save_view(page, query, **form.chosen(), by=request.user))

    done, status = saved(form, keep)
    if done:
        messages.success(request, _("Visningen er lagret."))
        return redirect(address_of(made[0]))
    back = f"{reverse(page)}?{query}"
    context = {"form": form, "list_title": kept.title, "back_url": back, "view": None}
    return render_page(request, "search/view_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    view = find_view(request, pk)
    authorize(request.user, "search.change_savedview", view)
    asked = "sporring" in request.GET
    query = kept_query(view.page, request.GET.get("sporring", "")) if asked else view.query
    initial: dict[str, Any] = {"title": view.title, "is_start": view.is_start, "role": view.role}
    initial |= {"unit": view.unit_id if view.role else None, "version": view.version}
    form = ChangeViewForm(
        request.POST or None,
        person=request.user,
        initial=initial,
        offers_current=query != view.query,
    )

    def keep() -> None:
        services.change_view(
            view,
            **form.chosen(),
            query=query if form.cleaned_data.get("use_current") else None,
            version=form.cleaned_data["version"],
            by=request.user,
        )

    done, status = saved(form, keep)
    if done:
        messages.success(request, _("Visningen er lagret."))
        return redirect("search:view_show", view.pk)
    context = {
        "form": form,
        "view": view,
        "list_title": list_pages[view.page].title,
        "back_url": address_of(view),
        "share_url": request.build_absolute_uri(reverse("search:view_show", args=[view.pk])),
    }
    return render_page(request, "search/view_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def remove(request: Request, pk: int) -> HttpResponse:
    view = find_view(request, pk)
    authorize(request.user, "search.change_savedview", view)
    if request.method == "POST":
        services.remove_view(view, by=request.user)
        messages.success(request, _("Visningen er slettet."))
        return redirect(f"{reverse(view.page)}?{view.query}")
    others = _("De du har delt den med, mister den også.") if view.role else ""
    confirmation = Confirmation(
        heading=_("Slette visningen «%(title)s»?") % {"title": view.title},
        question=_("Det listen viser, blir ikke borte. Bare visningen slettes. %(others)s")
        % {"others": others},
        action=_("Slett visningen"),
        back_url=address_of(view),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
