"""Who may do what with ideas: one table, put together from the nouns it is about."""

from ideas.rules import campaign, challenge, core, waiting, written

PERMISSIONS = {
    **core.PERMISSIONS,
    **campaign.PERMISSIONS,
    **challenge.PERMISSIONS,
    **waiting.PERMISSIONS,
    **written.PERMISSIONS,
}
