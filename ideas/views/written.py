"""Advisers and leaders write down what others say: one idea, or a whole workshop."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ideas import services
from ideas.forms.written import (
    LineForm,
    Places,
    WorkshopForm,
    WriteDownForm,
    personal_numbers,
    short_title,
)
from ideas.models import Idea
from ideas.services import nameless
from ideas.services.written import Line, submit_workshop
from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page


@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: Request) -> HttpResponse:
    """One idea for somebody: a colleague, who is told, or a person without an account."""
    authorize(request.user, "ideas.write_down")
    draft = FormDraft(request, "ideas.write_down")
    if request.method == "POST":
        form = WriteDownForm(request.POST, request.FILES, person=request.user)
        if form.is_valid():
            idea = written_idea(request, dict(form.cleaned_data))
            draft.discard()
            messages.success(request, said_of(idea))
            may_read = request.user.has_perm("ideas.view_idea", idea)
            return redirect(idea if may_read else "ideas:list")
    else:
        form = WriteDownForm(
            initial=draft.over({"unit": request.user.unit_id}), person=request.user
        )
    context = {"form": form, "draft": draft.found}
    return render_page(request, "ideas/write_down.html", context)


def written_idea(request: Request, sent: dict[str, object]) -> Idea:
    author, files = sent.pop("author"), sent.pop("files")
    name, contact = sent.pop("guest_name"), sent.pop("guest_contact")
    values = {**sent, "uploads": files, "by": request.user, "at": request.received_at}
    if author:
        return services.submit_idea(author=author, **values)  # type: ignore[arg-type]
    return nameless.submit_as_guest(name=name, contact=contact, **values)  # type: ignore[arg-type]


def said_of(idea: Idea) -> str:
    if idea.submitter:
        return _("Idé %(number)s er skrevet ned for %(name)s, som har fått beskjed.") % {
            "number": idea.number,
            "name": idea.submitter,
        }
    return _("Idé %(number)s er skrevet ned.") % {"number": idea.number}


@require_http_methods(["GET", "HEAD", "POST"])
def workshop(request: Request) -> HttpResponse:
    """First the lines; then the same lines in a table, to be sorted and saved all at once."""
    authorize(request.user, "ideas.write_down")
    draft = FormDraft(request, "ideas.workshop")
    if request.method != "POST":
        initial = draft.over({"unit": request.user.unit_id})
        form = WorkshopForm(initial=initial, person=request.user)
        return lines_page(request, form, draft)
    form = WorkshopForm(request.POST, person=request.user)
    if "tilbake" in request.POST or not form.is_valid():
        return lines_page(request, form, draft)
    form.ask_own_questions()
    places = Places(request.user.district_id)
    is_sorted = bool({"sortert", "send_anyway"} & set(request.POST))
    rows = [row_of(request, number, line, form, places, is_sorted) for number, line in said(form)]
    is_right = is_sorted and all(row.is_valid() for row in rows)
    numbers = numbers_in(form, rows) if is_right else []
    if is_right and request.POST.get("send_anyway", "") == " ".join(numbers):
        try:
            ideas = save_workshop(request, form, rows)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            draft.discard()
            messages.success(request, counted(ideas))
            may_triage = request.user.has_perm("ideas.triage")
            return redirect("ideas:triage" if may_triage else "ideas:list")
    wrong = any(row.errors for row in rows) or bool(form.errors or numbers)
    context = {"form": form, "rows": rows, "wrong": wrong, "numbers": numbers}
    return render_page(request, "ideas/workshop_sort.html", context, status=422 if wrong else None)


def numbers_in(form: WorkshopForm, rows: list[LineForm]) -> list[str]:
    """What looks like somebody's number in the rows that are kept; it is warned about once."""
    kept = [row.cleaned_data for row in rows if row.cleaned_data.get("keep")]
    texts = [text for row in kept for text in (row["title"], row["need"])]
    return personal_numbers([*texts, *form.campaign_answers.values()])


def lines_page(request: Request, form: WorkshopForm, draft: FormDraft) -> HttpResponse:
    if "tilbake" in request.POST:
        form = WorkshopForm(initial=request.POST.dict(), person=request.user)
    return render_page(request, "ideas/workshop.html", {"form": form, "draft": draft.found})


def said(form: WorkshopForm) -> list[tuple[int, str]]:
    return list(enumerate(form.cleaned_data["lines"], start=1))


def row_of(
    request: Request,
    number: int,
    line: str,
    form: WorkshopForm,
    places: Places,
    is_sorted: bool,
) -> LineForm:
    initial = {
        "keep": True,
        "title": short_title(line),
        "need": line,
        "unit": str(form.cleaned_data["unit"].pk),
    }
    data = request.POST if is_sorted else None
    return LineForm(data, initial=initial, prefix=f"l{number}", places=places)


def save_workshop(request: Request, form: WorkshopForm, rows: list[LineForm]) -> list[Idea]:
    lines = [
        Line(number, row["title"], row["need"], row["unit"], row["service_area"])
        for number, row in enumerate((each.cleaned_data for each in rows), start=1)
        if row.get("keep")
    ]
    shared = form.cleaned_data
    return submit_workshop(
        lines,
        form_token=shared["form_token"],
        source=shared["source"],
        campaign=shared["campaign"],
        campaign_answers=form.campaign_answers,
        challenge=shared["challenge"],
        by=request.user,
        at=request.received_at,
    )


def counted(ideas: list[Idea]) -> str:
    words = ngettext("%(n)s idé er meldt inn.", "%(n)s idéer er meldt inn.", len(ideas))
    return words % {"n": len(ideas)}
