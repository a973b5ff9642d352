"""Who may be asked to choose what becomes of an idea. The predicate stands in core."""

from ideas.rules.core import may_choose

PERMISSIONS = {
    "ideas.decide_clarification": may_choose,
}
