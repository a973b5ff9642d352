"""Who may do what with procurement and the dialogue before it."""

from portfolio.rules.core import runs, sees

PERMISSIONS = {
    "portfolio.view_procurement": sees,
    "portfolio.view_marketdialogue": sees,
    "portfolio.edit_procurement": runs,
}
