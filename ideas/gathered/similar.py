"""Ideas among what is like the one somebody is writing, also those that were declined."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.gathered.core import outcome_or_state
from ideas.lifecycle import State
from ideas.models import Idea, IdeaQuerySet
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import SimilarHit, SimilarKind, similar_kinds

MARKS = {
    State.SUBMITTED: "new",
    State.IN_ASSESSMENT: "work",
    State.NEEDS_INFO: "wait",
    State.ANSWERED: "done",
    State.WITHDRAWN: "none",
}
ACTIONS = {
    "ideas.ask_to_share": gettext_lazy("Spurt om å være med"),
    "ideas.share": gettext_lazy("Ny medinnmelder"),
}


def rows(person: Person) -> IdeaQuerySet:
    """Nobody joins what its own author has taken back."""
    return Idea.objects.visible_to(person).exclude(state=State.WITHDRAWN).with_authors()


def hit(idea: Idea) -> SimilarHit:
    """An answered idea says what was answered, another what is needed."""
    text = _("Svar: %(reply)s") % {"reply": idea.reply} if idea.is_answered else idea.need
    return SimilarHit(
        what=_("Idé %(number)s") % {"number": idea.number},
        url=idea.get_absolute_url(),
        text=Truncator(" ".join(text.split())).chars(160),
        state=outcome_or_state(idea),
        mark=MARKS[State(idea.state)],
    )


def register() -> None:
    similar_kinds.add("ideas", SimilarKind(gettext_lazy("Idéer"), rows, hit))
    action_names.update(ACTIONS)
