"""Who may do what in the portfolio: one table, put together from the nouns it is about."""

from portfolio.rules import core

PERMISSIONS = {
    **core.PERMISSIONS,
}
