"""The unit tree: everybody may read it, administrators keep it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.people import services
from organisation.people.forms import UnitEditForm, UnitForm
from organisation.people.models import Person, RoleGrant, Unit
from organisation.permissions import authorize
from organisation.registries import administration
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved


@require_GET
def admin(request: Request) -> HttpResponse:
    """Where an administrator starts: what can be kept, from all floors."""
    authorize(request.user, "people.administer")
    links = [link for entry in administration for link in entry(request.user)]
    return render_page(request, "people/admin.html", {"links": links})


@require_GET
def unit_list(request: Request) -> HttpResponse:
    units = Unit.objects.visible_to(request.user).in_tree_order()
    return render_page(
        request,
        "people/unit_list.html",
        {
            "units": units,
            "may_change": request.user.has_perm("people.administer"),
        },
    )


@require_GET
def unit_detail(request: Request, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)
    people = Person.objects.visible_to(request.user).active().filter(unit=unit)
    return render_page(
        request,
        "people/unit.html",
        {
            "unit": unit,
            "below": unit.children.active().in_tree_order(),
            "people": people.order_by("name_key", "pk"),
            "role_grants": RoleGrant.objects.visible_to(request.user)
            .filter(unit=unit)
            .select_related("person")
            .order_by("role", "person__name_key"),
            "may_change": request.user.has_perm("people.change_unit", unit),
        },
    )


@require_http_methods(["GET", "POST"])
def unit_add(request: Request) -> HttpResponse:
    authorize(request.user, "people.administer")
    form = UnitForm(
        request.POST or None, by=request.user, initial={"parent": request.GET.get("under")}
    )
    if form.is_valid():
        try:
            unit = services.create_unit(
                form.cleaned_data["parent"],
                form.cleaned_data["name"],
                kind=form.cleaned_data["kind"],
                by=request.user,
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Enheten er lagt til."))
            return redirect(unit)
    return render_page(request, "people/unit_form.html", {"form": form, "unit": None})


@require_http_methods(["GET", "POST"])
def unit_edit(request: Request, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "people.change_unit", unit)
    initial = {
        "name": unit.name,
        "parent": unit.parent_id,
        "kind": unit.kind,
        "version": unit.version,
    }
    form = UnitEditForm(request.POST or None, by=request.user, unit=unit, initial=initial)

    def save() -> None:
        data = form.cleaned_data
        services.edit_unit(
            unit,
            name=data["name"],
            parent=data.get("parent"),
            kind=data.get("kind", unit.kind),
            version=data["version"],
            by=request.user,
        )

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Enheten er lagret."))
        return redirect(unit)
    return render_page(
        request, "people/unit_form.html", {"form": form, "unit": unit}, status=status
    )


@require_http_methods(["GET", "POST"])
def unit_close(request: Request, pk: int) -> HttpResponse:
    """Take a unit out of use, or into use again; asked about first."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "people.change_unit", unit)
    change = services.close_unit if unit.is_active else services.reopen_unit
    if request.method == "POST":
        try:
            change(unit, version=unit.version, by=request.user)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Enheten er lagret."))
        return redirect(unit)
    confirmation = Confirmation(
        heading=_("Ta %(unit)s ut av bruk?") % {"unit": unit}
        if unit.is_active
        else _("Ta %(unit)s i bruk igjen?") % {"unit": unit},
        question=_("Alt som er skrevet om enheten, blir stående. Den kan ikke velges på nytt.")
        if unit.is_active
        else _("Enheten kan velges igjen."),
        action=_("Ta ut av bruk") if unit.is_active else _("Ta i bruk"),
        back_url=unit.get_absolute_url(),
        is_dangerous=unit.is_active,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
