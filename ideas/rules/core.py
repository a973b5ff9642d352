"""Who may do what with ideas."""

from typing import Any

import rules

from ideas.models import Idea
from organisation.people.models import Person, Role
from organisation.people.rules import (
    administers,
    belongs_to_district,
    has_role,
    has_role_somewhere,
    is_employee,
    is_employee_of,
)

is_adviser = has_role(Role.ADVISER)


@rules.predicate
def is_author(person: Person, idea: Any) -> bool:
    """Submitted the idea, alone or with others."""
    return idea is not None and not person.is_outsider and idea.is_author(person)


@rules.predicate
def is_handler(person: Person, idea: Any) -> bool:
    return idea is not None and not person.is_outsider and idea.handler_id == person.pk


@rules.predicate
def is_invited(person: Person, idea: Any) -> bool:
    """Comes from a partner and is invited to the idea, in a district that has outsiders."""
    return (
        idea is not None
        and person.is_outsider
        and Idea.objects.open_to_outsider(person).filter(pk=idea.pk).exists()
    )


@rules.predicate
def is_released(person: Person, idea: Any) -> bool:
    return idea is not None and idea.released


@rules.predicate
def is_unread(person: Person, idea: Any) -> bool:
    return idea is not None and idea.is_unread


@rules.predicate
def is_decider(person: Person, idea: Any) -> bool:
    """Is asked to choose what becomes of the idea, and has not done so yet."""
    return idea is not None and idea.clarifications.filter(decider=person, ended_at=None).exists()


@rules.predicate
def submitter_is_hidden(person: Person, idea: Any) -> bool:
    return idea is not None and idea.submitter_is_hidden


sees_to = is_adviser | is_handler
is_inside = is_author | sees_to
# Who is asked to choose reads what the choice is about, as long as it is open.
may_choose = is_employee_of & is_decider
reads_idea = is_inside | (is_released & is_employee_of) | is_invited | may_choose

PERMISSIONS = {
    "ideas.submit_idea": is_employee,
    "ideas.triage": has_role_somewhere(Role.ADVISER),
    "ideas.view_idea": reads_idea,
    "ideas.view_submitter": is_inside | ~submitter_is_hidden,
    "ideas.edit_idea": is_author & is_unread,
    "ideas.reply_idea": is_author,
    "ideas.withdraw_idea": is_author,
    # Nobody judges an idea of their own.
    "ideas.triage_idea": sees_to & ~is_author,
    "ideas.answer_idea": sees_to & ~is_author,
    "ideas.release_idea": is_adviser & ~is_author,
    "ideas.reopen_idea": is_adviser & ~is_author,
    "ideas.view_campaign": belongs_to_district,
    "ideas.view_challenge": is_employee_of,
    "ideas.view_settings": belongs_to_district,
    "ideas.change_settings": is_adviser | administers,
}
