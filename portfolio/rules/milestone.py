"""Who may do what with milestones. They are changed by those who run the project."""

from portfolio.rules.core import sees

PERMISSIONS = {
    "portfolio.view_milestone": sees,
}
