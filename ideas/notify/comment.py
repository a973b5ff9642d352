"""Who is told of what is said about an idea; each once for each comment."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ideas.models.comment import Comment
from ideas.queries.support import readers_of, those_who_listen
from organisation.notices.services import tell
from organisation.people.models import Person


def written(
    comment: Comment, *, answers: Comment | None, mentioned: Sequence[Person], by: Person
) -> None:
    """Those mentioned, then whoever is answered, then authors, handler and followers.

    One key for all: who is more than one of these hears the first of it.
    """
    idea, key = comment.idea, key_of(comment)
    tell_mentioned(comment, mentioned, by=by)
    if answers is not None:
        tell(
            readers_of(idea).filter(pk=answers.author_id),
            key=key,
            url=comment.get_absolute_url(),
            by=by,
            kind="idea",
            text=_("%(name)s svarte på kommentaren din: %(title)s")
            % {"name": name_of_writer(comment), "title": idea.title},
        )
    tell(
        those_who_listen(idea),
        key=key,
        url=comment.get_absolute_url(),
        by=by,
        kind="idea",
        may_wait=True,
        text=_("%(name)s kommenterte idéen %(title)s")
        % {"name": name_of_writer(comment), "title": idea.title},
    )


def mentioned(comment: Comment, people: Sequence[Person], *, by: Person) -> None:
    """Mentioned when the comment was edited; who was told of the comment is not told again."""
    tell_mentioned(comment, people, by=by)


def tell_mentioned(comment: Comment, people: Sequence[Person], *, by: Person) -> None:
    tell(
        people,
        key=key_of(comment),
        url=comment.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("%(name)s nevnte deg i en kommentar: %(title)s")
        % {"name": name_of_writer(comment), "title": comment.idea.title},
    )


def removed(comment: Comment, *, reason: str, by: Person) -> None:
    tell(
        [comment.author],
        key=f"idea-comment-removed-{comment.pk}",
        url=comment.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Kommentaren din på «%(title)s» er fjernet: %(reason)s")
        % {"title": comment.idea.title, "reason": reason},
    )


def name_of_writer(comment: Comment) -> str:
    """Who wrote it, in a letter anybody may get: a hidden author is no more than that."""
    idea = comment.idea
    if idea.submitter_is_hidden and idea.is_author(comment.author):
        return _("Innmelderen")
    return str(comment.author)


def key_of(comment: Comment) -> str:
    return f"idea-comment-{comment.pk}"
