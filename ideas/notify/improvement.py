"""What the line is told of an improvement, and what the line tells those concerned."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ideas.models.answer import Improvement, SentOnReply
from ideas.notify import tell_concerned
from organisation.notices.services import tell
from organisation.people.models import Person
from organisation.web import wording


def given_to_line(improvement: Improvement, *, by: Person) -> None:
    tell(
        [improvement.manager],
        key=f"idea-improvement-{improvement.pk}-{improvement.version}",
        url=reverse("ideas:improvement", args=[improvement.idea_id]),
        by=by,
        kind="idea",
        text=_("Du har fått en forbedring å følge opp innen %(day)s: %(title)s")
        % {"day": wording.day(improvement.follow_up_on), "title": improvement.idea.title},
    )


def reminded(improvement: Improvement) -> None:
    """On the day: the leader is asked what it became."""
    tell(
        [improvement.manager],
        key=f"idea-improvement-{improvement.pk}-due-{improvement.follow_up_on}",
        url=reverse("ideas:improvement", args=[improvement.idea_id]),
        kind="idea",
        text=_("Hva ble det til? Fortell om forbedringen: %(title)s")
        % {"title": improvement.idea.title},
    )


def result_told(improvement: Improvement, *, by: Person) -> None:
    """Everybody concerned, and whoever gave the improvement to the line."""
    idea = improvement.idea
    is_done = improvement.state == Improvement.State.DONE
    key = f"idea-improvement-{improvement.pk}-told"
    tell_concerned(
        idea,
        key=key,
        ours=_("Forbedringen du foreslo er gjort: %(title)s")
        if is_done
        else _("Forbedringen du foreslo ble ikke gjort: %(title)s"),
        text=_("Forbedringen er gjort: %(title)s")
        if is_done
        else _("Forbedringen ble ikke gjort: %(title)s"),
        by=by,
    )
    tell(
        [idea.answered_by] if idea.answered_by else [],
        key=key,
        url=idea.get_absolute_url(),
        by=by,
        kind="idea",
        text=(
            _("Forbedringen er gjort: %(title)s")
            if is_done
            else _("Forbedringen ble ikke gjort: %(title)s")
        )
        % {"title": idea.title},
    )


def reply_came(reply: SentOnReply, *, by: Person) -> None:
    """The answer of those an idea was sent on to comes back to everybody concerned."""
    who = {"who": reply.from_whom, "title": "%(title)s"}
    tell_concerned(
        reply.idea,
        key=f"idea-sent-on-{reply.pk}",
        ours=_("%(who)s har svart på idéen din: %(title)s") % who,
        text=_("%(who)s har svart på idéen: %(title)s") % who,
        by=by,
    )
