"""Who may do what with ideas: one table, put together from the nouns it is about."""

from ideas.rules import core, waiting, written

PERMISSIONS = {
    **core.PERMISSIONS,
    **waiting.PERMISSIONS,
    **written.PERMISSIONS,
}
