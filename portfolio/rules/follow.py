"""Who may follow a project: whoever may read it."""

from portfolio.rules.core import sees

PERMISSIONS = {"portfolio.follow_project": sees}
