"""Answering an idea: on a page of its own, and the parts the work view shares with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ideas import services
from ideas.forms.answer import AnswerForm
from ideas.lifecycle.verdict import missing_verdict
from ideas.models import Idea, IdeaAnswer
from ideas.queries.clarification import Clarifying, clarifying_of
from ideas.queries.sameness import answered_together
from ideas.views.reading import allowed, attachments_of, questions_of, shown_names, visible_idea
from organisation.drafts.forms import FormDraft
from organisation.drafts.services import save_draft
from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page

USE_TEMPLATE = "use_template"


def answer_facts(request: Request, idea: Idea) -> dict[str, Any]:
    """What both places where one answers show beside the form."""
    may = allowed(idea, request.user)
    return {
        "may": may,
        "names": shown_names(idea, request.user),
        "missing_verdict": missing_verdict(idea),
        "clarifying": clarifying_of(idea) if idea.is_unanswered else None,
        "together": answered_together(idea, request.user) if may["answer"] else None,
    }


def answer_form(request: Request, idea: Idea, clarifying: Clarifying | None) -> AnswerForm:
    """What is typed already, else the outcome that the one who was asked to choose has chosen."""
    typed = FormDraft(request, "ideas.answer", idea.pk).over()
    advised = {"outcome": clarifying.outcome} if clarifying and clarifying.outcome else {}
    initial = {**advised, **typed, "version": idea.version}
    return AnswerForm(initial=initial, idea=idea, by=request.user)


def sent_answer(request: Request, idea: Idea) -> AnswerForm:
    """The answer that came in; or the form once more, begun from the template that was chosen."""
    if USE_TEMPLATE in request.POST:
        form = AnswerForm(initial=request.POST.dict(), idea=idea, by=request.user)
        form.begin_from_template(overwrite=request.POST[USE_TEMPLATE] == "overwrite")
        return form
    return AnswerForm(request.POST, idea=idea, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """The answer on a page of its own."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.answer_idea", idea)
    facts = answer_facts(request, idea)
    if request.method == "POST":
        form = sent_answer(request, idea)
        if form.is_valid() and (
            response := send_answer(request, idea, form, idea.get_absolute_url())
        ):
            return response
    else:
        form = answer_form(request, idea, facts["clarifying"])
    context = {
        "idea": idea,
        "form": form,
        "attachments": attachments_of(idea),
        "questions": questions_of(idea),
        "today": timezone.localdate(),
        **facts,
    }
    status = 409 if form.is_stale else None
    return render_page(request, "ideas/answer.html", context, status=status)


def send_answer(
    request: Request, idea: Idea, form: AnswerForm, next_url: str
) -> HttpResponse | None:
    """Send the answer, or lead on to the project that is the answer; None when it is refused."""
    try:
        if form.starts_project:
            return go_on_to_project(request, idea, form)
        answered = services.answer_idea(idea, **form.cleaned_data, by=request.user)
    except Stale as stale:
        idea.refresh_from_db()
        form.was_overtaken(idea, stale.message)
        return None
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return None
    messages.success(request, said_of(answered))
    return redirect(next_url)


def said_of(idea: Idea) -> str:
    """How many ideas the answer went to."""
    assert idea.answered_at is not None
    given = IdeaAnswer.objects.filter(answered_at=idea.answered_at, answered_by=idea.answered_by)
    more = given.count() - 1
    if not more:
        return _("Svaret på «%(title)s» er sendt.") % {"title": idea.title}
    return ngettext(
        "Svaret på «%(title)s» er sendt, også til %(n)s idé som er lenket som samme.",
        "Svaret på «%(title)s» er sendt, også til %(n)s idéer som er lenket som samme.",
        more,
    ) % {"title": idea.title, "n": more}


def go_on_to_project(request: Request, idea: Idea, form: AnswerForm) -> HttpResponse:
    """To the form of project or pilot, which finds the reply in the draft and sends it."""
    if not idea.is_unanswered:
        raise DomainError(_("Idéen venter ikke på svar lenger."))
    services.require_version(idea, form.cleaned_data["version"])
    if refusal := missing_verdict(idea):
        raise DomainError(refusal)
    keep_reply(request, idea, form.cleaned_data)
    is_pilot = form.cleaned_data["outcome"] == Idea.Outcome.PILOT
    start = reverse("portfolio:pilot_start" if is_pilot else "portfolio:project_start")
    return redirect(f"{start}?ide={idea.pk}")


def keep_reply(request: Request, idea: Idea, answered: dict[str, object]) -> None:
    typed = QueryDict(mutable=True)
    typed["outcome"], typed["reply"] = str(answered["outcome"]), str(answered["reply"])
    save_draft(request.user, "ideas.answer", str(idea.pk), base_version=idea.version, data=typed)
