"""Who may do what with the log of participation."""

from portfolio.rules.core import is_in_team, runs, sees

PERMISSIONS = {
    "portfolio.view_participation": sees,
    "portfolio.edit_participation": runs | is_in_team,
}
