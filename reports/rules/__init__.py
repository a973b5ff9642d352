"""Who may do what with board cases and meetings: one table, put together from its nouns."""

from reports.rules import core, legal_basis, meeting, outcome, redaction

PERMISSIONS = {
    **core.PERMISSIONS,
    **outcome.PERMISSIONS,
    **legal_basis.PERMISSIONS,
    **meeting.PERMISSIONS,
    **redaction.PERMISSIONS,
}
