"""Who may stand by an idea that is not theirs."""

from ideas.rules.core import is_author, is_inside, reads_idea
from organisation.people.rules import is_outsider

PERMISSIONS = {
    "ideas.support_idea": reads_idea & ~is_author & ~is_outsider,
    "ideas.follow_idea": reads_idea,
    "ideas.offer_help": reads_idea & ~is_author & ~is_outsider,
    # Those who have the idea and those who see to it take turns as they like.
    "ideas.answer_help": is_inside,
}
