"""What people are told when two ideas are linked, or are to become one.

Nobody is told of an idea they may not read, and never whose it is.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ideas.models import Idea
from ideas.models.sameness import Merge
from ideas.queries.support import concerned, readers_of
from organisation.notices.services import tell
from organisation.people.models import Person


def _who_read(other: Idea, people: Iterable[Person]) -> list[Person]:
    return list(readers_of(other).filter(pk__in=[person.pk for person in people]))


def linked(first: Idea, second: Idea, *, link_id: int, by: Person | None) -> None:
    """Those concerned with one of the two learn of the other, when they may read it."""
    for idea, other in ((first, second), (second, first)):
        tell(
            _who_read(other, concerned(idea)),
            key=f"idea-same-{link_id}-{idea.pk}",
            url=idea.get_absolute_url(),
            by=by,
            kind="idea",
            may_wait=True,
            text=_("«%(title)s» er lenket som samme idé som «%(other)s». Ett svar går til begge.")
            % {"title": idea.title, "other": other.title},
        )


def proposed(merge: Merge, asked: Iterable[Person], *, by: Person) -> None:
    tell(
        asked,
        key=f"idea-merge-{merge.pk}-asked",
        url=merge.get_absolute_url(),
        by=by,
        kind="idea",
        text=_("Vil du slå sammen «%(idea)s» og «%(into)s»? Svar ja eller nei.") % _names(merge),
    )


def ended(merge: Merge, *, by: Person | None) -> None:
    """Declined, withdrawn or run out: those who were asked and the one who asked."""
    texts = {
        Merge.State.DECLINED: _("Det ble ikke noe av å slå sammen «%(idea)s» og «%(into)s»."),
        Merge.State.LINKED: _("«%(idea)s» og «%(into)s» er lenket i stedet for slått sammen."),
        Merge.State.WITHDRAWN: _("Forslaget om å slå sammen «%(idea)s» og «%(into)s» er trukket."),
    }
    asked = [said.person for said in merge.consents.select_related("person")]
    tell(
        [*asked, merge.proposed_by],
        key=f"idea-merge-{merge.pk}-ended",
        url=merge.get_absolute_url(),
        by=by,
        kind="idea",
        may_wait=True,
        text=texts[Merge.State(merge.state)] % _names(merge),
    )


def merged(merge: Merge, people: Iterable[Person], *, by: Person) -> None:
    """Everybody concerned with either; who came along is led to what they came to."""
    _to_all(
        merge,
        people,
        by=by,
        what="done",
        text=_("«%(idea)s» er slått sammen med «%(into)s». Følg den videre her."),
    )


def undone(merge: Merge, people: Iterable[Person], *, by: Person) -> None:
    _to_all(
        merge,
        people,
        by=by,
        what="undone",
        text=_("«%(idea)s» og «%(into)s» er skilt igjen, og begge vurderes for seg."),
    )


def _to_all(merge: Merge, people: Iterable[Person], *, by: Person, what: str, text: str) -> None:
    target = merge.into if what == "done" else merge.idea
    tell(
        _who_read(target, people),
        key=f"idea-merge-{merge.pk}-{what}",
        url=target.get_absolute_url(),
        by=by,
        kind="idea",
        text=text % _names(merge),
    )


def _names(merge: Merge) -> dict[str, str]:
    return {"idea": merge.idea.title, "into": merge.into.title}
