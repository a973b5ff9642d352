"""The list of what is followed up after meetings, one thing of it, and telling it back."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.errors import DomainError, Stale
from organisation.people.models import Role
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.fields import colleagues_of
from reports.filters import committees_of
from reports.forms.follow_up import CloseForm, EditFollowUpForm, FollowUpForm, PointForm
from reports.lifecycle.follow_up import CLOSED, FollowUpKind, FollowUpState
from reports.models import BoardCase, FollowUp
from reports.queries import follow_up as queries
from reports.queries import home_of_new_cases
from reports.services import follow_up as services
from reports.views.cases import find_case

SORTS = (
    # What is open first: its state comes last in the alphabet.
    Sort("frist", gettext_lazy("Frist"), ("-state", "due_on")),
    Sort("gitt", gettext_lazy("Gitt"), ("-given_on",)),
    Sort("ansvarlig", gettext_lazy("Ansvarlig"), ("owner__name_key",)),
)
SHOW = [
    ("apne", gettext_lazy("Åpne")),
    ("forsinket", gettext_lazy("Over fristen")),
    ("lukket", gettext_lazy("Avsluttet")),
]


class FollowUpFilter(django_filters.FilterSet):
    vis = django_filters.ChoiceFilter(
        label=gettext_lazy("Vis"), choices=SHOW, empty_label=gettext_lazy("Alle"), method="show"
    )
    utvalg = django_filters.ModelChoiceFilter(
        field_name="committee",
        label=gettext_lazy("Utvalg"),
        queryset=committees_of,
        empty_label=gettext_lazy("Alle utvalg"),
    )
    slag = django_filters.ChoiceFilter(
        field_name="kind",
        label=gettext_lazy("Slag"),
        choices=FollowUpKind.choices,
        empty_label=gettext_lazy("Alle slag"),
    )
    mine = django_filters.ChoiceFilter(
        label=gettext_lazy("Hvem"),
        choices=[("1", gettext_lazy("Mine"))],
        empty_label=gettext_lazy("Alle"),
        method="only_mine",
    )

    class Meta:
        model = FollowUp
        fields: tuple[str, ...] = ()

    request: Request

    def show(self, rows: Any, name: str, value: str) -> QuerySet[FollowUp]:
        if value == "apne":
            return rows.filter(state=FollowUpState.OPEN)
        if value == "lukket":
            return rows.filter(state__in=CLOSED)
        return queries.overdue(rows, timezone.localdate())

    def only_mine(self, rows: QuerySet[FollowUp], name: str, value: str) -> QuerySet[FollowUp]:
        return rows.filter(owner=self.request.user)


@require_GET
def follow_up_list(request: Request) -> HttpResponse:
    authorize(request.user, "reports.list_followups")
    listing = build_list(
        request, queries.of_person(request.user), filterset=FollowUpFilter, sorts=SORTS
    )
    return render_page(
        request,
        "reports/follow_up_list.html",
        {
            "listing": listing,
            "today": timezone.localdate(),
            "may_add": request.user.has_perm("reports.add_followup"),
            "may_report": request.user.has_perm("reports.report_followups"),
        },
        fragments=["follow-ups"],
    )


@require_http_methods(["GET", "POST"])
def follow_up_add(request: Request) -> HttpResponse:
    authorize(request.user, "reports.add_followup")
    grants = request.user.grants
    kept = grants.units_as(Role.SECRETARIAT) | grants.units_as(Role.DIRECTOR)
    form = FollowUpForm(
        request.POST or None,
        committees=committees_of(request).filter(unit__in=kept),
        people=colleagues_of(request.user.district),
        initial=asked_for(request),
    )
    if form.is_valid():
        try:
            thing = services.follow_up(
                form.cleaned_data["committee"],
                form.given,
                given_on=form.cleaned_data["given_on"],
                by=request.user,
            )
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Punktet følges opp, og den ansvarlige har fått beskjed."))
            return redirect(thing)
    return render_page(request, "reports/follow_up_form.html", {"form": form})


def asked_for(request: Request) -> dict[str, Any]:
    """Whoever links here may know the words, the committee and the day of the meeting."""
    names = {"tekst": "text", "utvalg": "committee", "dag": "given_on"}
    return {field: request.GET[name] for name, field in names.items() if name in request.GET}


def find(request: Request, pk: int) -> FollowUp:
    thing: FollowUp = get_object_or_404(queries.of_person(request.user), pk=pk)
    return thing


@require_http_methods(["GET", "POST"])
def follow_up(request: Request, pk: int) -> HttpResponse:
    """One thing, with the form that says it is done; `gjor` is finish or drop."""
    thing = find(request, pk)
    form = CloseForm(
        request.POST or None, initial={"version": thing.version, "outcome": thing.outcome}
    )
    status = None
    if request.method == "POST":
        authorize(request.user, "reports.close_followup", thing)
        step = request.POST.get("gjor", "")
        if form.is_valid() and step not in ("finish", "drop"):
            form.add_error(None, _("Si om punktet er utført eller bortfalt."))
        elif form.is_valid():
            try:
                services.close_follow_up(thing, step, by=request.user, **form.cleaned_data)
            except Stale as stale:
                form.add_error(None, stale.message)
                sent = request.POST.copy()
                sent["version"] = str(stale.current.version)
                form.data = sent
                thing, status = find(request, pk), 409
            except DomainError as refused:
                form.add_error(None, refused.message)
            else:
                messages.success(request, _("Punktet er avsluttet."))
                return redirect(thing)
    return render_page(
        request, "reports/follow_up.html", page_of(request, thing, form), status=status
    )


def page_of(request: Request, thing: FollowUp, form: CloseForm) -> dict[str, Any]:
    person = request.user
    seen = set(
        BoardCase.objects.visible_to(person)
        .filter(pk__in=[pk for pk in (thing.case_id, thing.new_case_id) if pk])
        .values_list("pk", flat=True)
    )
    return {
        "thing": thing,
        "form": form,
        "today": timezone.localdate(),
        "case": thing.case if thing.case_id in seen else None,
        "new_case": thing.new_case if thing.new_case_id in seen else None,
        "may_close": person.has_perm("reports.close_followup", thing)
        and thing.state == FollowUpState.OPEN,
        "may_edit": person.has_perm("reports.edit_followup", thing),
        "may_start": person.has_perm("reports.make_case", thing) and thing.new_case is None,
    }


@require_http_methods(["GET", "POST"])
def follow_up_edit(request: Request, pk: int) -> HttpResponse:
    thing = find(request, pk)
    authorize(request.user, "reports.edit_followup", thing)
    names = ("version", "kind", "text", "due_on")
    form = EditFollowUpForm(
        request.POST or None,
        people=colleagues_of(thing.district),
        initial={name: getattr(thing, name) for name in names} | {"owner": thing.owner_id},
    )

    def save() -> None:
        facts = {name: form.cleaned_data[name] for name in ("kind", "text", "owner", "due_on")}
        services.edit_follow_up(thing, facts, version=form.cleaned_data["version"], by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Punktet er lagret."))
        return redirect(thing)
    context = {"form": form, "thing": thing}
    return render_page(request, "reports/follow_up_form.html", context, status=status)


@require_POST
def follow_up_reopen(request: Request, pk: int) -> HttpResponse:
    thing = find(request, pk)
    authorize(request.user, "reports.edit_followup", thing)
    try:
        services.reopen_follow_up(thing, by=request.user)
    except DomainError as refused:
        messages.warning(request, refused.message)
    return redirect(thing)


@require_POST
def follow_up_case(request: Request, pk: int) -> HttpResponse:
    """Start a case that answers it."""
    thing = find(request, pk)
    authorize(request.user, "reports.make_case", thing)
    case = services.start_case(thing, by=request.user)
    messages.success(request, _("Saken er opprettet. Skriv delene, og send den videre."))
    return redirect(case)


@require_http_methods(["GET", "POST"])
def report_back(request: Request) -> HttpResponse:
    """Choose the committee, and tell it what became of everything in one case."""
    authorize(request.user, "reports.report_followups")
    committees = committees_of(request)
    if request.method == "POST":
        chosen = request.POST.get("utvalg", "")
        committee = committees.filter(pk=chosen).first() if chosen.isdecimal() else None
        try:
            if committee is None:
                raise DomainError(_("Velg hvilket utvalg det skal meldes tilbake til."))
            authorize(request.user, "reports.make_case", committee)
            case = services.report_back(
                committee, unit=home_of_new_cases(request.user), by=request.user
            )
        except DomainError as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, _("Saken er laget med alt som skal meldes tilbake."))
            return redirect(case)
    waiting = queries.waiting_to_be_told(committees)
    return render_page(request, "reports/follow_up_report.html", {"waiting": waiting})


@require_http_methods(["GET", "POST"])
def points(request: Request, pk: int) -> HttpResponse:
    """The points of the case's vedtak as lines of one form, and what is followed up already."""
    case = find_case(request, pk)
    authorize(request.user, "reports.record_vedtak", case)
    vedtak = case.vedtak
    if vedtak is None:
        raise Http404
    people = colleagues_of(case.district)
    forms = [
        PointForm(request.POST or None, people=people, prefix=f"punkt-{n}", initial={"text": text})
        for n, text in enumerate([*queries.points_of(vedtak), ""], start=1)
    ]
    if request.method == "POST" and all([form.is_valid() for form in forms]):  # noqa: C419
        things = [given for form in forms if (given := form.given())]
        try:
            services.follow_up_all(
                vedtak.stop.committee,
                things,
                given_on=vedtak.decided_on,
                vedtak=vedtak,
                case=case,
                by=request.user,
            )
        except DomainError as refused:
            forms[0].add_error(None, refused.message)
        else:
            messages.success(request, _("Punktene følges opp."))
            return redirect(request.path)
    status = 422 if any(form.errors for form in forms if form.is_bound) else None
    return render_page(
        request,
        "reports/follow_up_points.html",
        {
            "case": case,
            "vedtak": vedtak,
            "forms": forms,
            "there": list(queries.of_person(request.user).filter(case=case).order_by("pk")),
            "today": timezone.localdate(),
        },
        status=status,
    )
