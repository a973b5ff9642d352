"""The words of meetings: states, members, the agenda, attendance and entries."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MemberFunction(TextChoices):
    CHAIR = "chair", _("Leder")
    VICE_CHAIR = "vice", _("Nestleder")
    MEMBER = "member", _("Medlem")
    DEPUTY = "deputy", _("Vara")


class MeetingState(TextChoices):
    PLANNED = "planned", _("Planlagt")
    CALLED = "called", _("Innkalt")
    HELD = "held", _("Holdt")
    LOCKED = "locked", _("Protokollen er godkjent")
    CANCELLED = "cancelled", _("Avlyst")


class ItemKind(TextChoices):
    CASE = "case", _("Sak")
    NOTICE = "notice", _("Godkjenning av innkalling og sakskart")
    MINUTES = "minutes", _("Godkjenning av forrige protokoll")
    OPEN_HALF_HOUR = "open", _("Åpen halvtime")
    INFORMATION = "information", _("Informasjon")
    OTHER = "other", _("Eventuelt")


class ItemGroup(TextChoices):
    """The A list is dealt with in open doors; the B list is closed to the public."""

    A = "a", _("A-sak")
    B = "b", _("B-sak")


class Presence(TextChoices):
    PRESENT = "present", _("Til stede")
    ABSENT = "absent", _("Forfall")


class AttendeeRole(TextChoices):
    CHAIR = "chair", _("Møteleder")
    MEMBER = "member", _("Medlem")
    DEPUTY = "deputy", _("Vara")
    ADMINISTRATION = "administration", _("Fra administrasjonen")
    SECRETARY = "secretary", _("Møtesekretær")


class EntryKind(TextChoices):
    PROPOSAL = "proposal", _("Forslag")
    ORDER = "order", _("Verbalforslag")
    ADDITION = "addition", _("Protokolltilførsel")


class PaperKind(TextChoices):
    """What is made of a meeting, before it and after it."""

    NOTICE = "notice", _("Innkalling og sakskart")
    PACK = "pack", _("Møtepakke")
    ATTACHMENTS = "attachments", _("Vedlegg til møtepakken")
    MINUTES = "minutes", _("Protokoll")
    EXTRACT = "extract", _("Saksprotokoll")
