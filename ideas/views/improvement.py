"""What comes after an answer: the line tells what it became, and the reply of others comes home."""

from typing import Any

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject, TruncDate
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas.forms.answer import ImprovementForm, MoveImprovementForm, SentOnReplyForm
from ideas.lifecycle import Outcome
from ideas.models import Idea, IdeaQuerySet
from ideas.models.answer import Improvement, SentOnReply
from ideas.services import improvement as services
from ideas.views import on_idea
from ideas.views.reading import visible_idea
from organisation.errors import DomainError
from organisation.people.models import Person
from organisation.permissions import authorize
from organisation.web.forms import Form
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved


def with_what_came(ideas: IdeaQuerySet, person: Person) -> IdeaQuerySet:
    """Adds what the line and others have said, in the same query; the newest first."""
    given = Improvement.objects.filter(idea=OuterRef("pk")).order_by("-pk")
    replies = SentOnReply.objects.filter(idea=OuterRef("pk")).order_by("-received_on", "-pk")
    return ideas.annotate(
        improvements_told=ArraySubquery(
            given.values(
                told=JSONObject(
                    manager="manager_id",
                    name="manager__name",
                    follow_up_on="follow_up_on",
                    state="state",
                    result="result",
                    told_on=TruncDate("told_at"),
                )
            )
        ),
        sent_on_told=ArraySubquery(
            replies.values(
                told=JSONObject(from_whom="from_whom", text="text", received_on="received_on")
            )
        ),
    )


def came_of_idea(request: Request, idea: Any) -> dict[str, Any]:
    """What the page of the idea tells of it; no query."""
    today, person = timezone.localdate(), request.user
    improvements = [_told(row) for row in idea.improvements_told]
    now = improvements[0] if improvements else None
    waits = now is not None and now["state"] == Improvement.State.WAITING
    sent_on = idea.is_answered and idea.outcome == Outcome.SENT_ON
    asked = Improvement(idea=idea, manager_id=now["manager"]) if now else None
    return {
        "improvements": improvements,
        "improvement_waits": waits,
        "improvement_is_late": waits and now is not None and now["follow_up_on"] < today,
        "may_keep_improvement": waits and person.has_perm("ideas.keep_improvement", asked),
        "sent_on_replies": [
            {**row, "received_on": parse_date(row["received_on"])} for row in idea.sent_on_told
        ],
        "is_sent_on": sent_on,
        "may_record_sent_on": sent_on and person.has_perm("ideas.record_sent_on", idea),
    }


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "is_waiting": row["state"] == Improvement.State.WAITING,
        "state_words": Improvement.State(row["state"]).label,
        "follow_up_on": parse_date(row["follow_up_on"]),
        "told_on": parse_date(row["told_on"]) if row["told_on"] else None,
    }


on_idea.parts["improvement"] = came_of_idea
on_idea.reads["improvement"] = with_what_came


def _waiting(request: Request, pk: int) -> tuple[Idea, Improvement]:
    """The idea with the improvement that waits; 404 when nothing does."""
    idea = visible_idea(request, pk)
    waiting = idea.improvements.select_related("manager").order_by("-pk").first()
    if waiting is None:
        raise Http404
    waiting.idea = idea
    authorize(request.user, "ideas.keep_improvement", waiting)
    return idea, waiting


@require_http_methods(["GET", "HEAD", "POST"])
def improvement(request: Request, pk: int) -> HttpResponse:
    """The leader says that it is done, or not, and what it became."""
    idea, waiting = _waiting(request, pk)
    form = ImprovementForm(request.POST or None, initial={"version": waiting.version})

    def save() -> None:
        data = form.cleaned_data
        services.tell_result(
            waiting,
            data["state"],
            result=data["result"],
            version=data["version"],
            by=request.user,
        )

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Takk. Innmelderen og de som følger idéen, har fått vite det."))
        return redirect(idea)
    context = {"idea": idea, "form": form, "improvement": waiting, "today": timezone.localdate()}
    return render_page(request, "ideas/improvement.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def improvement_move(request: Request, pk: int) -> HttpResponse:
    """Another leader, or another day to be asked."""
    idea, waiting = _waiting(request, pk)
    initial = {
        "manager": str(waiting.manager_id),
        "follow_up_on": waiting.follow_up_on,
        "version": waiting.version,
    }
    form = MoveImprovementForm(
        request.POST or None, initial=initial, idea=idea, now=waiting.manager
    )

    def save() -> None:
        services.move_improvement(waiting, **form.cleaned_data, by=request.user)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Lagret. Lederen har fått beskjed."))
        return redirect(idea)
    return part_page(request, idea, form, _("Ny leder eller dato"), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def sent_on_reply(request: Request, pk: int) -> HttpResponse:
    """Write down what those the idea was sent on to said."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.record_sent_on", idea)
    initial = {"from_whom": idea.sent_to, "received_on": timezone.localdate()}
    form = SentOnReplyForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.record_sent_on_reply(idea, **form.cleaned_data, by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, _("Svaret er lagt på idéen, og innmelderen har fått beskjed.")
            )
            return redirect(f"{idea.get_absolute_url()}#svaret")
    return part_page(request, idea, form, _("Svar fra dem den er sendt til"))


def part_page(
    request: Request, idea: Idea, form: Form, heading: str, *, status: int | None = None
) -> HttpResponse:
    """One form of an idea on a page of its own."""
    part = {
        "heading": heading,
        "title": idea.title,
        "list_words": _("Idéer"),
        "list_url": "ideas:list",
        "back_url": idea.get_absolute_url(),
    }
    return render_page(request, "ideas/part_form.html", {"form": form, "part": part}, status=status)
