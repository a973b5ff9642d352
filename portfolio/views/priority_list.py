"""Lists of what is weighed: tick in and out, compare, let the machine suggest, put on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web import charts
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from organisation.web.wording import nok, number
from portfolio.forms.priority import LONGEST_LISTS, ChooseForm, NewListForm, RenameListForm
from portfolio.models.priority import PriorityList
from portfolio.queries import priority as queries
from portfolio.services import priority as services
from portfolio.services import priority_choice as choosing
from portfolio.views.priority import find_question
from portfolio.weighing import QuarterLine, Sums


def find_list(question: Any, list_pk: int) -> Any:
    rows = queries.with_choices(PriorityList.objects.filter(prioritisation=question.pk))
    found = get_object_or_404(rows.select_related("made_by"), pk=list_pk)
    found.prioritisation = question
    return found


@require_http_methods(["GET", "POST"])
def list_page(request: Request, pk: int, list_pk: int) -> HttpResponse:
    """The working page; a POST saves what is ticked."""
    question = find_question(request, pk)
    row = find_list(question, list_pk)
    weighing = queries.weigh(question, request.user)
    if request.method == "GET":
        form = ChooseForm(candidates=weighing.candidates, initial={"version": row.version})
        return working_page(request, row, weighing, form, set(row.chosen_ids))
    authorize(request.user, "portfolio.edit_prioritisation", question)
    form = ChooseForm(request.POST, candidates=weighing.candidates)

    def save() -> None:
        services.choose(
            row,
            form.chosen,
            among=weighing.known,
            version=form.cleaned_data["version"],
            by=request.user,
        )

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Listen er lagret."))
        return redirect(row)
    return working_page(request, row, weighing, form, ticked(request), status=status)


@require_POST
def list_sums(request: Request, pk: int, list_pk: int) -> HttpResponse:
    """What the ticked come to; nothing is saved."""
    question = find_question(request, pk)
    row = find_list(question, list_pk)
    weighing = queries.weigh(question, request.user)
    version = request.POST.get("version", "")
    form = ChooseForm(
        candidates=weighing.candidates,
        initial={"version": version if version.isdecimal() else row.version},
    )
    return working_page(request, row, weighing, form, ticked(request))


def ticked(request: Request) -> set[int]:
    return {int(each) for each in request.POST.getlist("valgt") if each.isdecimal()}


def working_page(
    request: Request,
    row: Any,
    weighing: Any,
    form: ChooseForm,
    chosen: set[int],
    *,
    status: int | None = None,
) -> HttpResponse:
    question, person = row.prioritisation, request.user
    chosen &= weighing.known
    saved_ids = set(row.chosen_ids) & weighing.known
    sums = weighing.sums(chosen)
    return render_page(
        request,
        "portfolio/priority_list.html",
        {
            "question": question,
            "list": row,
            "weighing": weighing,
            "form": form,
            "chosen": chosen,
            "sums": sums,
            "came": len(chosen - saved_ids),
            "went": len(saved_ids - chosen),
            "money_bars": money_bars(sums.quarters),
            "people_bars": people_bars(sums.quarters),
            "faults": choosing.faults_of(sums),
            "lists": question.lists.order_by("made_at", "pk"),
            "may_edit": person.has_perm("portfolio.edit_prioritisation", question),
            "may_decide": person.has_perm("portfolio.decide_prioritisation", question),
            "wide_shell": True,
        },
        fragments=["sums"],
        status=status,
    )


def money_bars(lines: list[QuarterLine]) -> charts.Bars | None:
    if not any(line.money for line in lines):
        return None
    return charts.Bars(
        name="kvartal-penger",
        title=_("Penger per kvartal, i tusen kroner"),
        summary=_("Det valgte fordelt på %(n)s kvartaler.") % {"n": len(lines)},
        heading=_("Kvartal"),
        categories=[short(line, lines) for line in lines],
        series=[charts.Series(_("Kroner"), [round(line.money / 1000) for line in lines])],
        heads=[_("Kroner")],
        cells=[[nok(round(line.money))] for line in lines],
    )


def people_bars(lines: list[QuarterLine]) -> charts.Bars | None:
    if not any(line.hours for line in lines):
        return None
    return charts.Bars(
        name="kvartal-folk",
        title=_("Årsverk per kvartal"),
        summary=_("Planlagte timer fordelt på %(n)s kvartaler.") % {"n": len(lines)},
        heading=_("Kvartal"),
        categories=[short(line, lines) for line in lines],
        series=[charts.Series(_("Årsverk"), [line.man_years for line in lines], fill="striped")],
        heads=[_("Årsverk"), _("Timer")],
        cells=[[number(line.man_years), number(line.hours, 0)] for line in lines],
    )


def short(line: QuarterLine, lines: list[QuarterLine]) -> str:
    """ "1. kv." of one year, "1/27" of several."""
    if len(lines) <= 4:
        return str(line.quarter)
    return f"{line.quarter.number}/{line.quarter.year % 100:02d}"


# --- Making, renaming, throwing away --------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def list_add(request: Request, pk: int) -> HttpResponse:
    question = find_question(request, pk)
    authorize(request.user, "portfolio.edit_prioritisation", question)
    lists = queries.lists_of(question)
    weighing = queries.weigh(question, request.user)
    initial = {"start": request.GET.get("fra", "must")}
    form = NewListForm(request.POST or None, lists=lists, initial=initial)

    def save() -> None:
        data = form.cleaned_data
        chosen = start_of(data["start"], lists, weighing)
        form.made = services.make_list(  # type: ignore[attr-defined]
            question, data["title"], chosen, note=data["note"], by=request.user
        )

    done, status = saved(form, save)
    if done:
        return redirect(form.made)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "question": question,
        "heading": _("Ny liste"),
        "action": _("Lag listen"),
    }
    return render_page(request, "portfolio/priority_form.html", context, status=status)


def start_of(value: str, lists: list[Any], weighing: Any) -> set[int]:
    """The candidates a new list begins with; only those the person sees."""
    if value == "all":
        return {each.pk for each in weighing.candidates if not each.is_never}
    for each in lists:
        if str(each.pk) == value:
            return set(each.chosen_ids) & weighing.known
    return {each.pk for each in weighing.candidates if each.is_must}


@require_http_methods(["GET", "POST"])
def list_edit(request: Request, pk: int, list_pk: int) -> HttpResponse:
    question = find_question(request, pk)
    row = find_list(question, list_pk)
    authorize(request.user, "portfolio.edit_prioritisation", question)
    form = RenameListForm(request.POST or None, initial=vars(row))

    def save() -> None:
        services.rename_list(row, **form.cleaned_data, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Listen er lagret."))
        return redirect(row)
    context = {
        "form": form,
        "question": question,
        "list": row,
        "heading": row.title,
        "action": _("Lagre"),
        "remove_url": reverse("portfolio:priority_list_remove", args=[question.pk, row.pk]),
    }
    return render_page(request, "portfolio/priority_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def list_remove(request: Request, pk: int, list_pk: int) -> HttpResponse:
    question = find_question(request, pk)
    row = find_list(question, list_pk)
    authorize(request.user, "portfolio.edit_prioritisation", question)
    if request.method == "POST":
        services.remove_list(row, by=request.user)
        messages.success(request, _("«%(list)s» er slettet.") % {"list": row.title})
        return redirect(question)
    confirmation = Confirmation(
        heading=_("Slette «%(list)s»?") % {"list": row.title},
        question=_("Listen blir borte for alle. Beslutninger som er tatt, står som de er."),
        action=_("Slett listen"),
        back_url=row.get_absolute_url(),
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})


# --- Compare, suggest, print ----------------------------------------------------------------------


@require_GET
def compare(request: Request, pk: int) -> HttpResponse:
    """`?liste=1&liste=2`: those side by side; the first ones when none is named."""
    question = find_question(request, pk)
    weighing = queries.weigh(question, request.user)
    lists = queries.lists_of(question)
    asked = {each for each in request.GET.getlist("liste") if each.isdecimal()}
    shown = [each for each in lists if str(each.pk) in asked] or lists
    shown = shown[:LONGEST_LISTS]
    sums = [weighing.sums(set(each.chosen_ids)) for each in shown]
    rows = queries.compare(weighing, shown)
    return render_page(
        request,
        "portfolio/priority_compare.html",
        {
            "question": question,
            "weighing": weighing,
            "lists": lists,
            "shown": shown,
            "pairs": list(zip(shown, sums, strict=True)),
            "rows": rows,
            "differ": sum(row.place != "all" for row in rows),
            "areas": side_by_side(sums, "areas"),
            "kinds": side_by_side(sums, "kinds"),
            "units": side_by_side(sums, "units"),
            "goals": list(
                zip(
                    weighing.goals,
                    *([line.projects for line in each.goals] for each in sums),
                    strict=True,
                )
            ),
            "most": LONGEST_LISTS,
            "wide_shell": True,
        },
    )


def side_by_side(sums: list[Sums], name: str) -> list[tuple[str, list[Any]]]:
    """The groups of all lists by name: what each list gives it, None where it gives nothing."""
    columns = [{group.name: group for group in getattr(each, name)} for each in sums]
    names = sorted({name for column in columns for name in column})
    return [(name, [column.get(name) for column in columns]) for name in names]


@require_POST
def suggest(request: Request, pk: int) -> HttpResponse:
    """Order the search; its page shows how far it is, and what stops it."""
    question = find_question(request, pk)
    authorize(request.user, "portfolio.suggest_list", question)
    try:
        job = choosing.order_suggestion(question, by=request.user)
    except DomainError as refused:
        messages.warning(request, refused.message)
        return redirect(question)
    return redirect(job.get_absolute_url())


@require_POST
def annex(request: Request, pk: int, list_pk: int) -> HttpResponse:
    question = find_question(request, pk)
    row = find_list(question, list_pk)
    try:
        document = choosing.order_annex(row, by=request.user)
    except DomainError as refused:
        messages.warning(request, refused.message)
        return redirect(row)
    return redirect(document.get_absolute_url())
