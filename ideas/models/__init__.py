"""The models of the ideas, split by noun."""

from ideas.models.idea import (
    DEFAULT_ANSWER_DAYS,
    CoSubmitter,
    DrivingForce,
    Idea,
    IdeaAnswer,
    IdeaFile,
    IdeaQuerySet,
    IdeaQuestion,
    IdeaSettings,
    IdeaSettingsQuerySet,
    Visibility,
)

__all__ = [
    "DEFAULT_ANSWER_DAYS",
    "CoSubmitter",
    "DrivingForce",
    "Idea",
    "IdeaAnswer",
    "IdeaFile",
    "IdeaQuerySet",
    "IdeaQuestion",
    "IdeaSettings",
    "IdeaSettingsQuerySet",
    "Visibility",
]
