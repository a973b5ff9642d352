"""Who may do what with ideas: one table, put together from the nouns it is about."""

from ideas.rules import (
    assessment,
    campaign,
    challenge,
    clarification,
    comment,
    core,
    improvement,
    listed,
    outsider,
    reply_template,
    sameness,
    sharing,
    support,
    waiting,
    written,
)

PERMISSIONS = {
    **core.PERMISSIONS,
    **assessment.PERMISSIONS,
    **clarification.PERMISSIONS,
    **campaign.PERMISSIONS,
    **challenge.PERMISSIONS,
    **comment.PERMISSIONS,
    **listed.PERMISSIONS,
    **improvement.PERMISSIONS,
    **outsider.PERMISSIONS,
    **reply_template.PERMISSIONS,
    **sameness.PERMISSIONS,
    **sharing.PERMISSIONS,
    **support.PERMISSIONS,
    **waiting.PERMISSIONS,
    **written.PERMISSIONS,
}
