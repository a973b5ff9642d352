"""People and their roles: colleagues see each other, administrators let them in and out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.people import services
from organisation.people.filters import PersonFilter
from organisation.people.forms import PersonEditForm, PersonForm, RoleForm
from organisation.people.models import Person, RoleGrant
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved

SORTS = [
    Sort("navn", gettext_lazy("Navn"), ("name_key",)),
    Sort("enhet", gettext_lazy("Enhet"), ("unit__path", "name_key")),
    Sort("nyeste", gettext_lazy("Nyeste"), ("-joined_at",)),
]


@require_GET
def person_list(request: Request) -> HttpResponse:
    people = Person.objects.visible_to(request.user).select_related("unit")
    if request.GET.get("tilgang") != "nei":
        people = people.active()
    listing = build_list(
        request,
        people.prefetch_related("role_grants__unit"),
        sorts=SORTS,
        filterset=PersonFilter,
    )
    return render_page(
        request,
        "people/person_list.html",
        {"listing": listing, "may_add": request.user.has_perm("people.administer")},
        fragments=["person-list"],
    )


@require_GET
def person_detail(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(
        Person.objects.visible_to(request.user).select_related("unit"), pk=pk
    )
    may_change = request.user.has_perm("people.change_person", person)
    grants = RoleGrant.objects.visible_to(request.user).filter(person=person)
    return render_page(
        request,
        "people/person.html",
        {
            "person": person,
            "role_grants": grants.select_related("unit").order_by("unit__path", "role"),
            "may_change": may_change,
            "role_form": RoleForm(by=request.user) if may_change else None,
        },
    )


@require_http_methods(["GET", "POST"])
def person_add(request: Request) -> HttpResponse:
    authorize(request.user, "people.administer")
    form = PersonForm(
        request.POST or None, by=request.user, initial={"unit": request.GET.get("enhet")}
    )
    if form.is_valid():
        person = services.invite_person(**form.cleaned_data, by=request.user)
        messages.success(request, _("Personen er lagt til og får e-post om å velge passord."))
        return redirect(person)
    return render_page(request, "people/person_form.html", {"form": form, "person": None})


@require_http_methods(["GET", "POST"])
def person_edit(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "people.change_person", person)
    name = person.name
    form = PersonEditForm(
        request.POST or None,
        instance=person,
        by=request.user,
        initial={"version": person.version},
    )

    def save() -> None:
        changes = {field: form.cleaned_data[field] for field in PersonForm.Meta.fields}
        services.edit_person(person, changes, version=form.cleaned_data["version"], by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Personen er lagret."))
        return redirect(person)
    return render_page(
        request,
        "people/person_form.html",
        {"form": form, "person": person, "name": name},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def person_close(request: Request, pk: int) -> HttpResponse:
    """Close or open somebody's log-in; asked about first."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "people.change_person", person)
    if request.method == "POST":
        change = services.let_person_go if person.is_active else services.let_person_back
        try:
            change(person, version=person.version, by=request.user)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Tilgangen er endret."))
        return redirect(person)
    confirmation = Confirmation(
        heading=_("Stenge tilgangen til %(name)s?") % {"name": person.name}
        if person.is_active
        else _("Åpne tilgangen til %(name)s igjen?") % {"name": person.name},
        question=_(
            "Personen kan ikke logge inn, og rollene faller bort. Navnet blir stående på det"
            " personen har skrevet og bestemt."
        )
        if person.is_active
        else _("Personen kan logge inn igjen, men må få nye roller."),
        action=_("Steng tilgangen") if person.is_active else _("Åpne tilgangen"),
        back_url=person.get_absolute_url(),
        is_dangerous=person.is_active,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
def role_add(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "people.change_person", person)
    form = RoleForm(request.POST or None, by=request.user)
    if form.is_valid():
        try:
            services.grant_role(
                person, form.cleaned_data["unit"], form.cleaned_data["role"], by=request.user
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Rollen er gitt."))
            return redirect(person)
    return render_page(request, "people/role_form.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def role_remove(request: Request, pk: int, grant_pk: int) -> HttpResponse:
    grant = get_object_or_404(
        RoleGrant.objects.visible_to(request.user).select_related("person", "unit"),
        pk=grant_pk,
        person=pk,
    )
    authorize(request.user, "people.change_role", grant)
    if request.method == "POST":
        try:
            services.revoke_role(grant, by=request.user)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Rollen er tatt bort."))
        return redirect(grant.person)
    confirmation = Confirmation(
        heading=_("Ta bort rollen?"),
        question=_("%(name)s er ikke lenger %(role)s. Det kan gis på nytt.")
        % {"name": grant.person.name, "role": grant.get_role_display().lower()},
        action=_("Ta bort rollen"),
        back_url=grant.person.get_absolute_url(),
        facts=[(_("Rolle"), grant.get_role_display()), (_("Gjelder for"), grant.unit.name)],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
