"""Where outsiders may go among the ideas, and the names of what is done about them."""

from django.utils.translation import gettext_lazy

from organisation.audit.history import action_names
from organisation.people.outsiders import open_to_outsiders


def register() -> None:
    open_to_outsiders.update(
        {
            "ideas:detail",
            "ideas:follow",
            "ideas:unfollow",
            "ideas:comment",
            "ideas:reply_comment",
            "ideas:edit_comment",
            "ideas:remove_comment",
            "ideas:comment_history",
        }
    )
    action_names.update(
        {
            "ideas.invite_outsider": gettext_lazy("Ekstern invitert"),
            "ideas.end_invitation": gettext_lazy("Invitasjon avsluttet"),
        }
    )
