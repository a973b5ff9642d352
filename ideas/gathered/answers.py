"""What answers led to, on the pages that gather: who is waited for, and what we know of people."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.lifecycle import Outcome
from ideas.models import Idea
from ideas.models.answer import Improvement, SentOnReply
from ideas.models.sameness import Merge, MergeConsent, SameIdea
from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person, Role
from organisation.registries import Lines, Row, Start

SHOWN = 10
# Days until a reply from those an idea was sent on to is missed.
REPLY_DAYS = 30


def improvements_of(person: Person) -> QuerySet[Improvement]:
    """What the person is to do in the line; and for advisers, what the line has not told of."""
    today = timezone.localdate()
    advises = person.units_as(Role.ADVISER)
    mine = Q(manager=person)
    late = Q(idea__unit__in=advises, follow_up_on__lt=today)
    return (
        Improvement.objects.waiting()
        .filter(mine | late if advises else mine)
        .select_related("idea", "manager")
        .order_by("follow_up_on", "pk")[:SHOWN]
    )


def improvement_rows(improvements: list[Improvement], person: Person) -> Iterator[Row]:
    for each in improvements:
        is_mine = each.manager_id == person.pk
        words = _("Hva ble det til?") if is_mine else _("%(name)s har ikke svart")
        yield Row(
            icon="target",
            title=each.idea.title,
            url=reverse("ideas:improvement", args=[each.idea_id]),
            facts=(
                _("Forbedring, idé %(number)s") % {"number": each.idea.number},
                words if is_mine else words % {"name": each.manager},
            ),
            due=each.follow_up_on,
            due_words=_("Følges opp"),
            action=_("Fortell") if is_mine else _("Se"),
        )


def sent_on_without_reply(person: Person) -> QuerySet[Idea] | None:
    """Ideas that were sent on a while ago, and nobody has answered; for those who sent them."""
    advises = person.units_as(Role.ADVISER)
    if not advises and not person.units_as(Role.MANAGER):
        return None  # nobody else sends ideas on, but for a few who get the notice of the answer
    since = timezone.now() - timedelta(days=REPLY_DAYS)
    answered = SentOnReply.objects.filter(
        idea=OuterRef("pk"), recorded_at__gte=OuterRef("answered_at")
    )
    return (
        Idea.objects.filter(Q(unit__in=advises) | Q(answered_by=person))
        .filter(outcome=Outcome.SENT_ON, answered_at__lt=since)
        .exclude(Exists(answered))
        .order_by("answered_at", "pk")[:SHOWN]
    )


def sent_on_rows(ideas: list[Idea], person: Person) -> Iterator[Row]:
    for idea in ideas:
        assert idea.answered_at is not None
        yield Row(
            icon="mail",
            title=idea.title,
            url=reverse("ideas:sent_on_reply", args=[idea.pk]),
            facts=(
                _("Idé %(number)s") % {"number": idea.number},
                _("%(to)s har ikke svart") % {"to": idea.sent_to},
            ),
            due=timezone.localdate(idea.answered_at) + timedelta(days=REPLY_DAYS),
            due_words=_("Ventet svar"),
            action=_("Skriv inn svaret"),
        )


def merges_asked_of(person: Person) -> QuerySet[Merge]:
    """Proposals that wait for the person's yes or no."""
    return (
        Merge.objects.open()
        .filter(consents__person=person, consents__agrees=None)
        .select_related("idea", "into")
        .order_by("answer_by", "pk")[:SHOWN]
    )


def merge_rows(merges: list[Merge], person: Person) -> Iterator[Row]:
    for merge in merges:
        yield Row(
            icon="link",
            title=_("Slå sammen «%(idea)s» og «%(into)s»?")
            % {"idea": merge.idea.title, "into": merge.into.title},
            url=merge.get_absolute_url(),
            facts=(_("Alle som har idéene, spørres"),),
            due=merge.answer_by,
            due_words=_("Svar innen"),
            action=_("Svar"),
        )


def about(person: Person) -> Iterable[Any]:
    """Rows that hold something about `person`, for whoever asks what we know of them."""
    yield from Improvement.objects.filter(Q(manager=person) | Q(told_by=person)).order_by("pk")
    yield from SentOnReply.objects.filter(recorded_by=person).order_by("pk")
    yield from MergeConsent.objects.filter(person=person).order_by("pk")
    yield from Merge.objects.filter(Q(proposed_by=person) | Q(undone_by=person)).order_by("pk")
    yield from SameIdea.objects.filter(linked_by=person).order_by("pk")


def kept(person: Person) -> Iterator[Start]:
    """The answers' templates, among what an administrator keeps."""
    yield Start(icon="doc", title=_("Svarmaler"), url=reverse("ideas:reply_templates"))


def register() -> None:
    registries.waiting_for.add("ideas.merges", Lines(merges_asked_of, merge_rows))
    registries.waiting_for.add("ideas.improvements", Lines(improvements_of, improvement_rows))
    registries.waiting_for.add("ideas.sent_on", Lines(sent_on_without_reply, sent_on_rows))
    registries.personal_data.add("ideas.answers", about)
    registries.administration.add("ideas.reply_templates", kept)
    action_names.update(
        {
            "ideas.start_replytemplate": gettext_lazy("Svarmal laget"),
            "ideas.edit_replytemplate": gettext_lazy("Svarmal endret"),
            "ideas.add_standard_replies": gettext_lazy("Standardmaler lagt inn"),
            "ideas.tell_improvement": gettext_lazy("Linjen fortalte hva det ble til"),
            "ideas.move_improvement": gettext_lazy("Forbedringen flyttet"),
            "ideas.remind_improvement": gettext_lazy("Linjen minnet på forbedringen"),
            "ideas.record_sent_on": gettext_lazy("Svar fra dem idéen er sendt til"),
            "ideas.propose_merge": gettext_lazy("Sammenslåing foreslått"),
            "ideas.agree_merge": gettext_lazy("Sa ja til å slå sammen"),
            "ideas.decline_merge": gettext_lazy("Sa nei til å slå sammen"),
            "ideas.withdraw_merge": gettext_lazy("Forslag om å slå sammen trukket"),
            "ideas.lapse_merge": gettext_lazy("Lenket fordi ikke alle svarte"),
        }
    )
