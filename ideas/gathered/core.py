"""What pages above gather from ideas: my page, the header, search, files and the red thread."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas import promise
from ideas.lifecycle import State
from ideas.models import Idea, IdeaFile, IdeaQuerySet
from ideas.queries import ACTIONS, triage_url
from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person, Role
from organisation.registries import Events, Lines, Row, Start, ThreadEvent
from organisation.search.queries import ranked
from organisation.search.words import PublicWords, public_words

SHOWN = 10


def ideas_of(person: Person) -> QuerySet[Idea]:
    """The person's own ideas, those somebody asks about first."""
    return (
        Idea.objects.by_author(person)
        .alias(is_asked=Q(state=State.NEEDS_INFO))
        .order_by("-is_asked", "-submitted_at", "-pk")[:SHOWN]
    )


def questions_to_me(ideas: list[Idea], person: Person) -> Iterator[Row]:
    """Ideas of the person's own where somebody asks something."""
    for idea in ideas:
        if idea.needs_info:
            yield Row(
                icon="chat",
                title=idea.title,
                url=f"{idea.get_absolute_url()}#sporsmal",
                facts=(
                    _("Idé %(number)s") % {"number": idea.number},
                    _("Du har fått et spørsmål"),
                    _("Fristen står stille til du har svart"),
                ),
                action=_("Svar"),
            )


def owed_by(person: Person) -> IdeaQuerySet | None:
    """Unanswered ideas the person handles, and those nobody handles in the units one advises."""
    advises = bool(person.units_as(Role.ADVISER))
    if not advises and not person.units_as(Role.MANAGER):
        return None  # nobody else handles ideas
    mine = Q(handler=person) | Q(handler=None) if advises else Q(handler=person)
    return (
        Idea.objects.to_triage(person)
        .filter(mine)
        .exclude(state=State.NEEDS_INFO)
        .exclude(submitter=person)
    )


def first_owed_by(person: Person) -> QuerySet[Idea] | None:
    """What is promised an answer from this person, the first promise first."""
    if (owed := owed_by(person)) is None:
        return None
    return owed.with_people().order_by("promised_by", "pk")[: 2 * SHOWN]


def answers_i_owe(ideas: list[Idea], person: Person) -> Iterator[Row]:
    advises = bool(person.units_as(Role.ADVISER))
    for idea in ideas:
        who = _("Du behandler den") if idea.handler_id else _("Ingen behandler")
        yield _owed(idea, advises, who)


def _owed(idea: Idea, advises: bool, who: str) -> Row:
    return Row(
        icon="idea",
        title=idea.title,
        url=triage_url(idea) if advises else idea.get_absolute_url(),
        facts=(_("Idé %(number)s") % {"number": idea.number}, str(idea.unit), who),
        due=idea.promised_by,
        due_words=_("Svar lovet"),
        action=_("Svar"),
        state=idea.get_state_display(),
    )


def my_ideas(ideas: list[Idea], person: Person) -> Iterator[Row]:
    """What became of the ideas the person has sent in."""
    for idea in sorted(ideas, key=lambda idea: idea.submitted_at, reverse=True):
        waits = idea.is_unanswered and not idea.needs_info
        yield Row(
            icon="idea",
            title=idea.title,
            url=idea.get_absolute_url(),
            facts=(
                _("Idé %(number)s") % {"number": idea.number},
                *([_("Fristen står stille")] if idea.needs_info else []),
            ),
            due=idea.promised_by if waits else None,
            due_words=_("Svar lovet"),
            state=outcome_or_state(idea),
        )


def outcome_or_state(idea: Idea) -> str:
    if not idea.is_answered:
        return idea.get_state_display()
    return _("Besvart: %(outcome)s") % {"outcome": idea.get_outcome_display().lower()}


def starts(person: Person) -> Iterator[Start]:
    if person.has_perm("ideas.submit_idea"):
        yield Start(
            icon="idea", title=_("Meld inn en idé"), url=reverse("ideas:submit"), primary=True
        )


def counted_in_header(person: Person) -> QuerySet[Idea] | None:
    """The answers that wait for an adviser."""
    return owed_by(person) if person.units_as(Role.ADVISER) else None


def found(person: Person, query: str) -> Any:
    return ranked(
        Idea.objects.visible_to(person).with_people(), query, headline=("need", "proposal")
    )


def found_row(idea: Idea) -> Row:
    return Row(
        icon="idea",
        title=idea.title,
        url=idea.get_absolute_url(),
        facts=(_("Idé %(number)s") % {"number": idea.number}, str(idea.unit)),
        state=outcome_or_state(idea),
    )


def holds_file(file: Model, person: Person) -> bool:
    """Whoever may read the idea may read what is attached to it."""
    held = IdeaFile.objects.filter(file=file.pk).select_related("idea").first()
    return held is not None and person.has_perm("ideas.view_idea", held.idea)


def of_project(project_id: int, person: Person) -> IdeaQuerySet:
    return Idea.objects.visible_to(person).filter(project=project_id).with_support()


def in_thread(ideas: Iterable[Any]) -> Iterator[ThreadEvent]:
    """The idea a project began with: sent in, with how many stood by it, and answered."""
    for idea in ideas:
        url = idea.get_absolute_url()
        yield ThreadEvent(
            on=timezone.localdate(idea.submitted_at),
            icon="idea",
            url=url,
            text=" – ".join([idea.title, *stood_by(idea)]),
            title=_("Idé %(number)s meldt inn") % {"number": idea.number},
        )
        if idea.answered_at:
            yield ThreadEvent(
                on=timezone.localdate(idea.answered_at),
                icon="check",
                url=url,
                text=idea.reply,
                title=_("Idéen ble prosjekt"),
            )


def stood_by(idea: Idea) -> list[str]:
    """`11 støtter, 3 kommentarer`, of an idea `with_support`; empty when nobody did."""
    support, comments = idea.support_count, idea.comment_count
    words = [
        ngettext("%(n)s støtter", "%(n)s støtter", support) % {"n": support} if support else "",
        ngettext("%(n)s kommentar", "%(n)s kommentarer", comments) % {"n": comments}
        if comments
        else "",
    ]
    said = ", ".join(each for each in words if each)
    return [said] if said else []


def about(person: Person) -> Iterable[Idea]:
    """Ideas that hold personal data about `person`, for whoever asks what we know of them."""
    own = Idea.objects.by_author(person).values("pk")
    return Idea.objects.filter(Q(pk__in=own) | Q(written_by=person)).order_by("submitted_at", "pk")


def draft_title(draft: Draft) -> str:
    return draft.first("title") or draft.first("need")[:80] or _("Idé uten tittel")


def answer_draft_title(draft: Draft) -> str:
    start = draft.first("reply")[:60]
    return _("Svar på idé: %(start)s") % {"start": start} if start else _("Svar på en idé")


def ask_draft_title(draft: Draft) -> str:
    return _("Spørsmål til innmelder: %(start)s") % {"start": draft.first("question")[:60]}


def ask_url(draft: Draft) -> str:
    return reverse("ideas:ask", args=[draft.object_ref])


def edit_url(draft: Draft) -> str:
    return reverse("ideas:edit", args=[draft.object_ref])


def answer_url(draft: Draft) -> str:
    return reverse("ideas:answer", args=[draft.object_ref])


def register() -> None:
    registries.waiting_for.add("ideas.questions", Lines(ideas_of, questions_to_me))
    registries.waiting_for.add("ideas.answers", Lines(first_owed_by, answers_i_owe))
    registries.following.add("ideas", Lines(ideas_of, my_ideas))
    registries.can_start.add("ideas", starts)
    registries.panels.add("ideas", promise.panel)
    registries.shell_counts.add("ideas", counted_in_header)
    registries.search_kinds.add(
        "ideas", registries.SearchKind(gettext_lazy("Idéer"), found, found_row)
    )
    registries.file_holders.add("ideas", holds_file)
    registries.thread_events.add("ideas", Events(of_project, in_thread))
    registries.personal_data.add("ideas", about)
    action_names.update(ACTIONS)
    # The district's words are learnt from what all its employees may read, and nothing else.
    public_words.add(
        "ideas",
        PublicWords(lambda: Idea.objects.filter(released=True), ("title", "need", "proposal")),
    )
    submit = DraftForm(draft_title, lambda _draft: reverse("ideas:submit"))
    draft_forms.add("ideas.submit", submit)
    draft_forms.add("ideas.edit", DraftForm(draft_title, edit_url))
    draft_forms.add("ideas.ask", DraftForm(ask_draft_title, ask_url))
    draft_forms.add("ideas.answer", DraftForm(answer_draft_title, answer_url))
