"""Who may do what with board cases and meetings: one table, put together from its nouns."""

from reports.rules import core, meeting

PERMISSIONS = {
    **core.PERMISSIONS,
    **meeting.PERMISSIONS,
}
