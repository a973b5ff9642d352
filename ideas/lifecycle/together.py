"""The states of what people do together around an idea: offers, merges, clarifications."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpState(models.TextChoices):
    OFFERED = "offered", _("Tilbudt")
    ACCEPTED = "accepted", _("Tatt imot")
    DECLINED = "declined", _("Takket nei til")
    WITHDRAWN = "withdrawn", _("Trukket")


class MergeState(models.TextChoices):
    """`PROPOSED` until every author has said yes (merged), one says no, or the time is out."""

    PROPOSED = "proposed", _("Foreslått")
    MERGED = "merged", _("Slått sammen")
    DECLINED = "declined", _("Avslått")
    # Nobody said no, but not all said yes in time: the two stay, linked as the same.
    LINKED = "linked", _("Lenket som samme")
    WITHDRAWN = "withdrawn", _("Trukket")
    UNDONE = "undone", _("Angret")


class Choice(models.TextChoices):
    """What the named decider of a clarification chose."""

    PROJECT = "project", _("Prosjekt")
    LINE_TASK = "line_task", _("Oppgave i linjen")
    NOTHING = "nothing", _("Ingenting")


class ImprovementState(models.TextChoices):
    WAITING = "waiting", _("Venter på linjen")
    DONE = "done", _("Gjort")
    DROPPED = "dropped", _("Ikke gjort")


# Working days until the line is asked what an improvement became, when nobody chose a date.
FOLLOW_UP_DAYS = 20
