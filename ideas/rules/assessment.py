"""Who assesses ideas, who keeps the scales, and who may see the short list."""

from ideas.rules.core import is_author, sees_to
from organisation.people.models import Role
from organisation.people.rules import (
    administers_district,
    belongs_to_district,
    has_role_for_district,
    has_role_somewhere,
)

PERMISSIONS = {
    "ideas.view_assessmentscale": belongs_to_district,
    "ideas.keep_scales": has_role_for_district(Role.ADVISER) | administers_district,
    # Nobody judges an idea of their own.
    "ideas.assess_idea": sees_to & ~is_author,
    "ideas.view_shortlist": has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.MANAGER)
    | has_role_somewhere(Role.DIRECTOR),
}
