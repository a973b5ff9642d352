"""One step taken with several ideas at once, and one message of what came of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from ideas import services
from ideas.models import Idea
from ideas.queries import MOST_ROWS
from ideas.queries.triage import possible_handlers
from ideas.services import assessment
from organisation.errors import DomainError
from organisation.people.models import Person, ServiceArea
from organisation.permissions import authorize
from organisation.web.pages import Request

Act = Callable[[Idea, Any, Person], object]


def take_on(idea: Idea, _chosen: Any, by: Person) -> object:
    """Become the handler; starts the assessment where nobody has."""
    return services.take_on(idea, by=by) if idea.is_unread else services.assign(idea, by, by=by)


def place(idea: Idea, area: Any, by: Person) -> object:
    return services.classify(idea, version=idea.version, service_area=area, by=by)


@dataclass(frozen=True)
class Batch:
    """A step for many: the rule for each, what it does, what else must be chosen, what to say."""

    permission: str
    act: Act
    done: str | Promise
    needs: str = ""  # the name of the list one chooses from
    missing: str | Promise = ""


BATCHES = {
    "fordel": Batch(
        "ideas.triage_idea",
        lambda idea, handler, by: services.assign(idea, handler, by=by),
        gettext_lazy("Behandler er nå %(chosen)s"),
        needs="behandler",
        missing=gettext_lazy("Velg hvem som skal behandle idéene."),
    ),
    "ta": Batch("ideas.triage_idea", take_on, gettext_lazy("Du behandler nå")),
    "vis": Batch(
        "ideas.release_idea",
        lambda idea, _chosen, by: services.release_idea(idea, by=by),
        gettext_lazy("Kolleger kan lese"),
    ),
    "plasser": Batch(
        "ideas.triage_idea",
        place,
        gettext_lazy("Plassert i %(chosen)s"),
        needs="omrade",
        missing=gettext_lazy("Velg tjenesteområdet idéene hører til."),
    ),
    "kortliste": Batch(
        "ideas.triage_idea",
        lambda idea, _chosen, by: assessment.put_on_short_list(idea, by=by),
        gettext_lazy("På kortlisten"),
    ),
    "av-kortliste": Batch(
        "ideas.triage_idea",
        lambda idea, _chosen, by: assessment.take_off_short_list(idea, by=by),
        gettext_lazy("Tatt av kortlisten"),
    ),
}


@require_POST
def triage_batch(request: Request) -> HttpResponse:
    """Take the pressed step with every chosen idea; those it cannot be taken with are named."""
    authorize(request.user, "ideas.triage")
    batch = BATCHES.get(request.POST.get("gjor", ""))
    ideas = chosen_ideas(request)
    back = f"{reverse('ideas:triage')}{query_of(request)}"
    if batch is None or not ideas:
        messages.error(request, _("Velg minst én idé i listen først."))
        return redirect(back)
    with_what = chosen_for(request, batch)
    if batch.needs and with_what is None:
        messages.error(request, str(batch.missing))
        return redirect(back)
    say(request, batch, with_what, *take(batch, ideas, with_what, by=request.user))
    return redirect(f"{back}#apne-{ideas[0].pk}")


def chosen_ideas(request: Request) -> list[Idea]:
    """In the order of the list; what one may not see is passed over, as on every page."""
    asked = [pk for pk in request.POST.getlist("velg")[:MOST_ROWS] if is_id(pk)]
    visible = Idea.objects.visible_to(request.user).with_people().with_authors()
    return list(visible.filter(pk__in=asked).order_by("promised_by", "pk"))


def is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def query_of(request: Request) -> str:
    place = request.POST.get("siling", "")
    return place if place.startswith("?") else ""


def chosen_for(request: Request, batch: Batch) -> Any:
    """The handler or the area that was chosen, of those that are offered."""
    wanted = request.POST.get(batch.needs, "")
    if not is_id(wanted):
        return None
    offered: dict[str, QuerySet[Any]] = {
        "behandler": possible_handlers(request.user),
        "omrade": ServiceArea.objects.visible_to(request.user).active(),
    }
    return offered[batch.needs].filter(pk=wanted).first()


def take(
    batch: Batch, ideas: Iterable[Idea], chosen: Any, *, by: Person
) -> tuple[list[Idea], dict[str, list[Idea]]]:
    """Each idea by itself: one that is refused does not stop the others. (done, refused by why)"""
    done: list[Idea] = []
    refused: dict[str, list[Idea]] = defaultdict(list)
    for idea in ideas:
        if not by.has_perm(batch.permission, idea):
            refused[_("Du kan ikke gjøre dette med denne idéen.")].append(idea)
            continue
        try:
            batch.act(idea, chosen, by)
        except DomainError as refusal:
            refused[refusal.message].append(idea)
        else:
            done.append(idea)
    return done, refused


def say(
    request: Request,
    batch: Batch,
    chosen: Any,
    done: list[Idea],
    refused: dict[str, list[Idea]],
) -> None:
    words = []
    if done:
        what = str(batch.done) % {"chosen": chosen} if batch.needs else str(batch.done)
        count = ngettext("%(n)s idé", "%(n)s idéer", len(done)) % {"n": len(done)}
        words.append(f"{what}: {count}.")
    for why, ideas in refused.items():
        numbers = ", ".join(idea.number for idea in ideas)
        words.append(_("Ikke gjort med %(ideas)s: %(why)s") % {"ideas": numbers, "why": why})
    tell = messages.success if not refused else messages.warning if done else messages.error
    tell(request, " ".join(words))
