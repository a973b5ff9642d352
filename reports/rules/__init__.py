"""Who may do what with board cases and meetings: one table, put together from its nouns."""

from reports.rules import (
    access,
    archive,
    core,
    follow_up,
    legal_basis,
    letters,
    meeting,
    outcome,
    redaction,
    template,
    writing,
)

PERMISSIONS = {
    **core.PERMISSIONS,
    **access.PERMISSIONS,
    **archive.PERMISSIONS,
    **follow_up.PERMISSIONS,
    **outcome.PERMISSIONS,
    **legal_basis.PERMISSIONS,
    **letters.PERMISSIONS,
    **meeting.PERMISSIONS,
    **redaction.PERMISSIONS,
    **template.PERMISSIONS,
    **writing.PERMISSIONS,
}
