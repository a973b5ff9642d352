"""Who may let somebody from a partner read an idea."""

from ideas.rules.core import sees_to

PERMISSIONS = {
    "ideas.invite_outsider": sees_to,
}
