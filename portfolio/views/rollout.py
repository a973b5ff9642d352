"""Which units shall use the solution, which have tried it, and which do."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.errors import DomainError
from organisation.people.models import Unit
from organisation.permissions import authorize
from organisation.web.components import Confirmation, Figure
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.rollout import AddForm, EditForm, InUseForm, NotInUseForm
from portfolio.models import Project, RolloutUnit
from portfolio.queries.rollout import Share, places_led_by
from portfolio.services import rollout as services
from portfolio.views.pages import find_project, sections_of
from portfolio.views.part import Part, render_part


@require_GET
def rollout_page(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    rows = list(project.rollout_units.select_related("place", "marked_by"))
    may_edit = request.user.has_perm("portfolio.edit_rollout", project)
    led = places_led_by(request.user)
    planned = [row for row in rows if row.shall_use]
    share = Share(len(planned), sum(row.is_adopted for row in planned))
    return render_page(
        request,
        "portfolio/rollout.html",
        {
            "project": project,
            "sections": sections_of(project, "rollout"),
            "rows": [(row, may_edit or row.place_id in led) for row in rows],
            "share": share,
            "figures": figures(rows, share),
            "may_edit": may_edit,
        },
    )


def figures(rows: list[RolloutUnit], share: Share) -> list[Figure]:
    tried = sum(row.tried_from is not None for row in rows)
    in_use = "–" if share.per_cent is None else f"{share.per_cent} %"
    return [
        Figure(in_use, _("nyttiggjort"), note=_("enheter som bruker den, av dem som skal")),
        Figure(share.adopted, _("i daglig bruk")),
        Figure(share.planned, _("skal ta i bruk")),
        Figure(tried, _("har prøvd")),
    ]


def part(project: Project, heading: str, action: str = "", **more: Any) -> Part:
    back = reverse("portfolio:rollout", args=[project.slug])
    return Part(heading, action or _("Lagre"), back, back_words=_("Innføring"), **more)


@require_http_methods(["GET", "POST"])
def rollout_add(request: Request, slug: str) -> HttpResponse:
    project = find_project(request, slug)
    authorize(request.user, "portfolio.edit_rollout", project)
    there = project.rollout_units.values("place")
    places = Unit.objects.filter(district=project.district).active().exclude(pk__in=there)
    form = AddForm(request.POST or None, places=places.in_tree_order())
    done, status = saved(
        form, lambda: services.add_unit(project, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Enheten er lagt til."))
        return redirect("portfolio:rollout", slug=slug)
    page = part(project, _("Ny enhet i innføringen"), _("Legg til"))
    return render_part(request, page, form, project=project, status=status)


def find_unit(request: Request, slug: str, pk: int, permission: str) -> RolloutUnit:
    project = find_project(request, slug)
    row = get_object_or_404(project.rollout_units.select_related("place"), pk=pk)
    row.project = project
    authorize(request.user, permission, row)
    return row


@require_http_methods(["GET", "POST"])
def rollout_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    row = find_unit(request, slug, pk, "portfolio.edit_rollout")
    form = EditForm(request.POST or None, initial=vars(row))
    done, status = saved(
        form,
        lambda: services.edit_unit(
            row, form.cleaned_data, version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("Lagret."))
        return redirect(row)
    page = part(
        row.project,
        row.place.name,
        remove_url="" if row.is_adopted else reverse("portfolio:rollout_remove", args=[slug, pk]),
        remove_words=_("Ta enheten ut av innføringen"),
    )
    return render_part(request, page, form, project=row.project, status=status)


@require_http_methods(["GET", "POST"])
def rollout_mark(request: Request, slug: str, pk: int) -> HttpResponse:
    """In daily use since a day; the unit's own leader may say it, too."""
    row = find_unit(request, slug, pk, "portfolio.mark_in_use")
    form = InUseForm(
        request.POST or None, initial={"since": row.adopted_on} if row.adopted_on else None
    )
    done, status = saved(
        form, lambda: services.mark_in_use(row, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("%(unit)s har den i daglig bruk.") % {"unit": row})
        return redirect(row)
    heading = _("%(unit)s har tatt den i bruk") % {"unit": row}
    help_text = _("Daglig bruk er mer enn en prøve: slik gjør enheten det nå.")
    page = part(row.project, heading, _("Merk som i bruk"), help=help_text)
    return render_part(request, page, form, project=row.project, status=status)


@require_http_methods(["GET", "POST"])
def rollout_unmark(request: Request, slug: str, pk: int) -> HttpResponse:
    row = find_unit(request, slug, pk, "portfolio.mark_in_use")
    form = NotInUseForm(request.POST or None)
    done, status = saved(
        form, lambda: services.mark_not_in_use(row, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("%(unit)s har den ikke i bruk lenger.") % {"unit": row})
        return redirect(row)
    heading = _("%(unit)s bruker den ikke lenger") % {"unit": row}
    page = part(row.project, heading, _("Ikke i bruk"))
    return render_part(request, page, form, project=row.project, status=status)


@require_http_methods(["GET", "POST"])
def rollout_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    row = find_unit(request, slug, pk, "portfolio.edit_rollout")
    back = row.get_absolute_url()
    if request.method == "POST":
        try:
            services.remove_unit(row, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Enheten er tatt ut."))
        return redirect(back)
    confirmation = Confirmation(
        heading=_("Ta ut %(unit)s") % {"unit": row},
        question=_("Enheten teller ikke lenger med i innføringen."),
        action=_("Ta ut"),
        back_url=back,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
