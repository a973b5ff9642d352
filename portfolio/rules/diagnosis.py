"""Who may do what with the diagnosis and its causes."""

from portfolio.rules.core import is_in_team, runs, sees

PERMISSIONS = {
    "portfolio.view_diagnosis": sees,
    "portfolio.view_cause": sees,
    "portfolio.edit_diagnosis": runs | is_in_team,
}
