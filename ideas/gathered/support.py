"""Ideas one follows or is invited to on my page, and what a person has done around ideas."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.gathered.core import SHOWN, outcome_or_state
from ideas.models import Idea
from ideas.models.support import HelpOffer
from ideas.queries.help_offer import offers_shown
from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person
from organisation.registries import Lines, Row, ThreadEvent


def followed(person: Person) -> QuerySet[Idea]:
    """Ideas of others that the person follows, and so all that one supports; newest first.

    Who comes from a partner sees all the ideas they are invited to: it is all they have.
    """
    ideas = Idea.objects.visible_to(person)
    if not person.is_outsider:
        ideas = ideas.followed_by(person).exclude(submitter=person)
    return ideas.select_related("unit").order_by("-submitted_at", "-pk")[:SHOWN]


def followed_rows(ideas: list[Idea], person: Person) -> Iterator[Row]:
    for idea in ideas:
        facts = [_("Idé %(number)s") % {"number": idea.number}]
        facts.append(_("Du er invitert") if person.is_outsider else _("Du følger den"))
        yield Row(
            icon="idea",
            title=idea.title,
            url=idea.get_absolute_url(),
            facts=tuple(facts),
            state=outcome_or_state(idea),
        )


def offers_to_answer(person: Person) -> QuerySet[HelpOffer] | None:
    """Offers to help that wait for a word from the person, as author or handler."""
    if person.is_outsider:
        return None
    mine = Idea.objects.by_author(person).values("pk")
    answers = Q(idea__in=mine) | Q(idea__handler=person)
    waiting = HelpOffer.objects.waiting().filter(answers)
    return waiting.exclude(person=person).select_related("idea", "person")[:SHOWN]


def offer_rows(offers: list[HelpOffer], person: Person) -> Iterator[Row]:
    for offer in offers:
        yield Row(
            icon="people",
            title=offer.idea.title,
            url=f"{offer.idea.get_absolute_url()}#hjelp",
            facts=(_("%(name)s vil hjelpe til") % {"name": offer.person},),
            action=_("Svar"),
        )


def of_idea(idea: Idea, person: Person) -> Iterator[ThreadEvent]:
    """Help that was accepted, from what the page of the idea has read; not for outsiders."""
    if person.is_outsider:
        return
    for offer in offers_shown(idea, person, answers=False):
        if offer.is_accepted and offer.answered:
            title = _("%(name)s hjelper til") % {"name": offer.name}
            yield ThreadEvent(timezone.localdate(offer.answered), "people", title)


def about(person: Person) -> Iterable[Any]:
    """Support, follows, offers, comments and invitations of `person`."""
    return [
        *person.supports.select_related("idea"),
        *person.followed_ideas.select_related("idea"),
        *person.help_offers.select_related("idea"),
        *person.idea_comments.select_related("idea"),
        *person.idea_invitations.select_related("idea"),
    ]


def offer_title(draft: Draft) -> str:
    return _("Tilbud om hjelp: %(start)s") % {"start": draft.first("message")[:60]}


def offer_url(draft: Draft) -> str:
    return reverse("ideas:offer_help", args=[draft.object_ref])


def register() -> None:
    registries.following.add("ideas.followed", Lines(followed, followed_rows))
    registries.waiting_for.add("ideas.help", Lines(offers_to_answer, offer_rows))
    registries.personal_data.add("ideas.together", about)
    registries.idea_events.add("ideas.together", of_idea)
    draft_forms.add("ideas.offer_help", DraftForm(offer_title, offer_url))
    action_names.update(
        {
            "ideas.support": gettext_lazy("Støttet"),
            "ideas.withdraw_support": gettext_lazy("Støtten trukket"),
            "ideas.follow": gettext_lazy("Fulgt"),
            "ideas.unfollow": gettext_lazy("Ikke fulgt lenger"),
            "ideas.offer_help": gettext_lazy("Hjelp tilbudt"),
            "ideas.answer_help": gettext_lazy("Tilbud om hjelp besvart"),
            "ideas.withdraw_help": gettext_lazy("Tilbud om hjelp trukket"),
        }
    )
