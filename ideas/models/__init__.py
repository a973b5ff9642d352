"""The models of the ideas, split by noun."""

from ideas.models import campaign, challenge, guest
from ideas.models.idea import (
    DEFAULT_ANSWER_DAYS,
    CoSubmitter,
    DrivingForce,
    FirstReader,
    Idea,
    IdeaAnswer,
    IdeaFile,
    IdeaQuerySet,
    IdeaQuestion,
    IdeaSettings,
    IdeaSettingsQuerySet,
    Source,
    Verdict,
    Visibility,
)

__all__ = [
    "DEFAULT_ANSWER_DAYS",
    "CoSubmitter",
    "DrivingForce",
    "FirstReader",
    "Idea",
    "IdeaAnswer",
    "IdeaFile",
    "IdeaQuerySet",
    "IdeaQuestion",
    "IdeaSettings",
    "IdeaSettingsQuerySet",
    "Source",
    "Verdict",
    "Visibility",
    "campaign",
    "challenge",
    "guest",
]
