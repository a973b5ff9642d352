"""Who sits in the portfolio board, and at which levels two steps are demanded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from portfolio.forms.deciders import BoardMemberForm, TwoStepForm
from portfolio.forms.fields import colleagues_of
from portfolio.models.deciders import PortfolioBoardMember
from portfolio.services.deciders import demand_two_steps, leave_board, seat_in_board
from portfolio.views.deciders import district_of


@require_http_methods(["GET", "POST"])
def board_add(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.administer_deciders")
    district = district_of(request)
    form = BoardMemberForm(request.POST or None, people=colleagues_of(district))
    if form.is_valid():
        data = form.cleaned_data
        member = seat_in_board(district, data["person"], signs=data["signs"], by=request.user)
        messages.success(request, _("%(who)s sitter i styret.") % {"who": member.person.name})
        return redirect("portfolio:deciders")
    return render_page(
        request,
        "portfolio/decider_form.html",
        {"form": form, "heading": _("Medlem av porteføljestyret")},
    )


@require_http_methods(["GET", "POST"])
def board_change(request: Request, pk: int) -> HttpResponse:
    """Ask before somebody leaves the board."""
    members = PortfolioBoardMember.objects.filter(district__in=request.user.grants.districts)
    member = get_object_or_404(members.select_related("person", "district"), pk=pk)
    authorize(request.user, "portfolio.change_portfolioboardmember", member)
    if request.method == "POST":
        try:
            leave_board(member, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("%(who)s er ute av styret.") % {"who": member.person.name})
        return redirect("portfolio:deciders")
    return render_page(
        request,
        "components/confirm.html",
        {
            "confirmation": Confirmation(
                heading=_("Ta ut av porteføljestyret"),
                question=_("Skal %(who)s ut av styret?") % {"who": member.person.name},
                action=_("Ta ut"),
                back_url=reverse("portfolio:deciders"),
            )
        },
    )


@require_POST
def two_steps(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.administer_deciders")
    form = TwoStepForm(request.POST)
    if form.is_valid():
        demand_two_steps(district_of(request), form.cleaned_data["levels"], by=request.user)
        messages.success(request, _("Kravet om to trinn er lagret."))
    return redirect("portfolio:deciders")
