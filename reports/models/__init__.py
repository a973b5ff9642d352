"""Committees and forms, board cases, meetings, and what the committees answered."""

from reports.models.access import AccessLine, AccessRequest, Redaction
from reports.models.approval import CaseSignature
from reports.models.archive import ArchiveDelivery
from reports.models.case import (
    ApprovedText,
    BoardCase,
    BoardCaseQuerySet,
    CaseAttachment,
    CaseDocument,
    CaseSection,
    ReturnRemark,
)
from reports.models.committee import CaseTemplate, Committee
from reports.models.follow_up import FollowUp
from reports.models.letters import LetterSet
from reports.models.meeting import (
    AgendaItem,
    ApprovedMinutes,
    Attendance,
    CommitteeMember,
    Disqualified,
    Meeting,
    MeetingEntry,
    MeetingPaper,
    VoteLine,
)
from reports.models.office import LegalBasis, Office
from reports.models.saksgang import (
    CaseExtract,
    CaseStop,
    MeetingCaseNumber,
    OutcomeChoice,
    Vedtak,
)
from reports.models.writing import CaseComment, CaseWriter

__all__ = [
    "AccessLine",
    "AccessRequest",
    "AgendaItem",
    "ApprovedMinutes",
    "ApprovedText",
    "ArchiveDelivery",
    "Attendance",
    "BoardCase",
    "BoardCaseQuerySet",
    "CaseAttachment",
    "CaseComment",
    "CaseDocument",
    "CaseExtract",
    "CaseSection",
    "CaseSignature",
    "CaseStop",
    "CaseTemplate",
    "CaseWriter",
    "Committee",
    "CommitteeMember",
    "Disqualified",
    "FollowUp",
    "LegalBasis",
    "LetterSet",
    "Meeting",
    "MeetingCaseNumber",
    "MeetingEntry",
    "MeetingPaper",
    "Office",
    "OutcomeChoice",
    "Redaction",
    "ReturnRemark",
    "Vedtak",
    "VoteLine",
]
