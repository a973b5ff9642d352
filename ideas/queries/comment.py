"""The conversation on the page of an idea: comments, and questions from the handler, in one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, Subquery
from django.db.models.functions import Cast, JSONObject

from ideas.models import Idea, IdeaQuerySet, IdeaQuestion
from ideas.models.comment import Comment, CommentMention
from organisation.audit.history import events_of
from organisation.drafts.models import Draft
from organisation.people.models import Person

DRAFT = "ideas.comment"  # the form one goes on with the conversation in


@dataclass
class Said:
    """One thing said: a comment with its replies, or a question with its answer."""

    at: datetime
    comment: Comment | None = None
    question: IdeaQuestion | None = None
    replies: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class Wording:
    """What a comment said from `at` on."""

    at: datetime
    text: str


def with_comment_draft(ideas: IdeaQuerySet, person: Person) -> IdeaQuerySet:
    """Adds `has_comments` and `comment_draft`, what `person` has begun to write."""
    mine = Draft.objects.filter(
        person=person, form=DRAFT, object_ref=Cast(OuterRef("pk"), CharField())
    )
    return ideas.annotate(
        has_comments=Exists(Comment.objects.filter(idea=OuterRef("pk"))),
        comment_draft=Subquery(mine.values("payload")[:1]),
    )


def comments_of(idea: Idea) -> list[Comment]:
    """All of them, the first one first, with `mentioned` (names) and `removed_because`."""
    mentions = CommentMention.objects.filter(comment=OuterRef("pk")).order_by("person__name_key")
    named = mentions.values(row=JSONObject(pk=F("person"), name=F("person__name")))
    removals = events_of(Comment).filter(pgh_obj_id=OuterRef("pk"), removed_at__isnull=False)
    return list(
        Comment.objects.filter(idea=idea)
        .select_related("author__partner")
        .annotate(
            mentioned=ArraySubquery(named),
            removed_because=Subquery(removals.order_by("pgh_id").values("pgh_context__reason")[:1]),
        )
        .order_by("written_at", "pk")
    )


def conversation(comments: Iterable[Comment], questions: Iterable[IdeaQuestion]) -> list[Said]:
    """Comments and questions in the order they came, replies under what they answer."""
    under: dict[Any, list[Comment]] = defaultdict(list)
    said = [Said(at=question.asked_at, question=question) for question in questions]
    for comment in comments:
        under[comment.under_id].append(comment)
    said += [
        Said(at=comment.written_at, comment=comment, replies=under[comment.pk])
        for comment in under[None]
    ]
    return sorted(said, key=lambda each: each.at)


def wordings_of(comment: Comment) -> list[Wording]:
    """What the comment has said, the newest first; the same words once."""
    events = events_of(Comment).filter(pgh_obj_id=comment.pk).order_by("pgh_id")
    found: list[Wording] = []
    for at, text in events.values_list("pgh_created_at", "text"):
        if not found or found[-1].text != text:
            found.append(Wording(at, text))
    return found[::-1]
