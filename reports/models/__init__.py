"""Committees and forms, board cases, and what the committees answered."""

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
from reports.models.saksgang import CaseStop, MeetingCaseNumber, Vedtak

__all__ = [
    "ApprovedText",
    "BoardCase",
    "BoardCaseQuerySet",
    "CaseAttachment",
    "CaseDocument",
    "CaseSection",
    "CaseStop",
    "CaseTemplate",
    "Committee",
    "MeetingCaseNumber",
    "ReturnRemark",
    "Vedtak",
]
