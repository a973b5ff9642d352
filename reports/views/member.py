"""Committees, and those who sit in them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation.errors import DomainError
from organisation.people.models import Part, Unit
from organisation.people.parts import is_on
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from reports.forms.member import CommitteeChangeForm, CommitteeForm, MemberChangeForm, MemberForm
from reports.models import Committee, CommitteeMember
from reports.queries import member as queries
from reports.services import member as services


def find_committee(request: Request, pk: int) -> Committee:
    return get_object_or_404(
        Committee.objects.visible_to(request.user).select_related("district"), pk=pk
    )


def find_to_elect(request: Request, pk: int) -> Committee:
    """Who sits in a committee is kept here only where the meetings are."""
    committee = find_committee(request, pk)
    if not is_on(committee.district_id, Part.OWN_MEETINGS, reader=request.user):
        raise Http404
    authorize(request.user, "reports.change_committee", committee)
    return committee


def find_member(committee: Committee, pk: int) -> CommitteeMember:
    rows = CommitteeMember.objects.select_related("committee__district")
    return get_object_or_404(rows, pk=pk, committee=committee)


@require_safe
def committee_list(request: Request) -> HttpResponse:
    authorize(request.user, "reports.list_meetings")
    return render_page(
        request,
        "reports/meeting_committees.html",
        {
            "committees": queries.committees(request.user),
            "may_open": queries.district_to_open_in(request.user) is not None,
        },
    )


@require_http_methods(["GET", "POST"])
def committee_new(request: Request) -> HttpResponse:
    district: Unit | None = queries.district_to_open_in(request.user)
    authorize(request.user, "reports.change_committee", district)
    assert district is not None
    form = CommitteeForm(request.POST or None)
    if form.is_valid():
        try:
            committee = services.open_committee(district, form.facts, by=request.user)
        except DomainError as refused:
            form.add_error("name", refused.message)
        else:
            messages.success(request, _("Utvalget er lagt til."))
            return redirect("reports:committee", committee.pk)
    return render_page(request, "reports/meeting_committee_form.html", {"form": form})


@require_safe
def committee_detail(request: Request, pk: int) -> HttpResponse:
    committee = find_committee(request, pk)
    has_members = is_on(committee.district_id, Part.OWN_MEETINGS, reader=request.user)
    may_change = request.user.has_perm("reports.change_committee", committee)
    today = timezone.localdate()
    members = list(committee.members.select_related("person").in_order()) if has_members else []
    sitting = [each for each in members if not each.until_day or each.until_day >= today]
    return render_page(
        request,
        "reports/meeting_committee.html",
        {
            "committee": committee,
            "has_members": has_members,
            "ordinary": [each for each in sitting if each.function != each.Function.DEPUTY],
            "deputies": [each for each in sitting if each.function == each.Function.DEPUTY],
            "former": [each for each in members if each not in sitting],
            "may_change": may_change,
        },
    )


@require_http_methods(["GET", "POST"])
def committee_change(request: Request, pk: int) -> HttpResponse:
    committee = find_committee(request, pk)
    authorize(request.user, "reports.change_committee", committee)
    form = CommitteeChangeForm(request.POST or None, committee=committee)

    def save() -> None:
        services.change_committee(
            committee, form.facts, version=form.cleaned_data["version"], by=request.user
        )

    done, status = saved(form, save, refused_at="name")
    if done:
        messages.success(request, _("Utvalget er lagret."))
        return redirect("reports:committee", committee.pk)
    context = {"form": form, "committee": committee}
    return render_page(request, "reports/meeting_committee_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def member_new(request: Request, pk: int) -> HttpResponse:
    committee = find_to_elect(request, pk)
    form = MemberForm(request.POST or None, committee=committee)
    if form.is_valid():
        try:
            services.elect(committee, form.facts, by=request.user)
        except DomainError as refused:
            form.add_error("function", refused.message)
        else:
            messages.success(request, _("Medlemmet er skrevet inn."))
            if "flere" in request.POST:
                return redirect("reports:member_new", committee.pk)
            return redirect("reports:committee", committee.pk)
    context = {"form": form, "committee": committee}
    return render_page(request, "reports/meeting_member_form.html", context)


@require_http_methods(["GET", "POST"])
def member_change(request: Request, pk: int, member_id: int) -> HttpResponse:
    committee = find_to_elect(request, pk)
    member = find_member(committee, member_id)
    form = MemberChangeForm(request.POST or None, member=member)

    def save() -> None:
        services.change_member(
            member, form.facts, version=form.cleaned_data["version"], by=request.user
        )

    done, status = saved(form, save, refused_at="function")
    if done:
        messages.success(request, _("Lagret."))
        return redirect("reports:committee", committee.pk)
    context = {"form": form, "committee": committee, "member": member}
    return render_page(request, "reports/meeting_member_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def member_remove(request: Request, pk: int, member_id: int) -> HttpResponse:
    committee = find_to_elect(request, pk)
    member = find_member(committee, member_id)
    back = reverse("reports:committee", args=[committee.pk])
    if request.method == "POST":
        try:
            services.strike_member(member, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Medlemmet er tatt ut."))
        return redirect(back)
    confirmation = Confirmation(
        heading=_("Ta ut %(name)s?") % {"name": member.name},
        question=_(
            "Bare for den som er skrevet inn ved en feil. Den som trer ut, får en siste dag."
        ),
        action=_("Ta ut"),
        back_url=back,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
