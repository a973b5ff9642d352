"""The states of a board case and the table of its moves; the words of saksgang and vedtak."""

from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.lifecycle import Step

if TYPE_CHECKING:
    from reports.models import BoardCase


class CaseState(TextChoices):
    DRAFT = "draft", gettext_lazy("Utkast")
    QUALITY_CHECK = "quality_check", gettext_lazy("Kvalitetssikring")
    APPROVED = "approved", gettext_lazy("Godkjent")
    SCHEDULED = "scheduled", gettext_lazy("På sakskartet")
    DECIDED = "decided", gettext_lazy("Vedtatt")
    ARCHIVED = "archived", gettext_lazy("Arkivert")


# From here on the text is frozen, and from the second line on the case is known to the board.
FROM_APPROVED = (
    CaseState.APPROVED,
    CaseState.SCHEDULED,
    CaseState.DECIDED,
    CaseState.ARCHIVED,
)
FROM_SCHEDULED = (CaseState.SCHEDULED, CaseState.DECIDED, CaseState.ARCHIVED)
AFTER_MEETING = (CaseState.DECIDED, CaseState.ARCHIVED)


class CaseKind(TextChoices):
    GATE_DECISION = "gate_decision", gettext_lazy("Fasebeslutning")
    ORIENTATION = "orientation", gettext_lazy("Orientering")
    FREE = "free", gettext_lazy("Annen sak")
    FUNDING_ROUND = "funding_round", gettext_lazy("Resultat av en utlysning")
    PHASE_REPORT = "phase_report", gettext_lazy("Faserapport")
    PROGRAMME = "programme", gettext_lazy("Program")


class SectionKind(TextChoices):
    """What a section is for; the form of the district says which ones a case starts with."""

    SUMMARY = "summary", gettext_lazy("Sammendrag")
    TEXT = "text", gettext_lazy("Saksframstilling")
    ASSESSMENT = "assessment", gettext_lazy("Vurdering")
    MONEY = "money", gettext_lazy("Økonomiske konsekvenser")
    DATA = "data", gettext_lazy("Datablokk")


class CommitteeKind(TextChoices):
    BU = "bu", gettext_lazy("Bydelsutvalg")
    AU = "au", gettext_lazy("Arbeidsutvalg")
    KOMITE = "komite", gettext_lazy("Komité")
    RAAD = "raad", gettext_lazy("Råd")
    MBU = "mbu", gettext_lazy("Medbestemmelsesutvalg")
    AMU = "amu", gettext_lazy("Arbeidsmiljøutvalg")


class Task(TextChoices):
    """What a committee does with a case on its way."""

    RECOMMENDS = "recommends", gettext_lazy("Innstiller")
    DECIDES = "decides", gettext_lazy("Avgjør")
    STATES = "states", gettext_lazy("Uttaler seg")


class VedtakKind(TextChoices):
    AS_PROPOSED = "as_proposed", gettext_lazy("Vedtatt som foreslått")
    CHANGED = "changed", gettext_lazy("Vedtatt med endringer")
    TAKEN_NOTE_OF = "taken_note_of", gettext_lazy("Tatt til orientering")
    POSTPONED = "postponed", gettext_lazy("Utsatt")
    SENT_BACK = "sent_back", gettext_lazy("Sendt tilbake")
    REJECTED = "rejected", gettext_lazy("Avvist")
    WITHDRAWN = "withdrawn", gettext_lazy("Trukket")


# What the same answers are called where a committee does not decide.
ANSWERS_BEFORE: dict[tuple[str, str], Promise] = {
    (Task.RECOMMENDS, VedtakKind.AS_PROPOSED): gettext_lazy("Innstilt som foreslått"),
    (Task.RECOMMENDS, VedtakKind.CHANGED): gettext_lazy("Innstilt med endringer"),
    (Task.STATES, VedtakKind.AS_PROPOSED): gettext_lazy("Støtter forslaget"),
    (Task.STATES, VedtakKind.CHANGED): gettext_lazy("Støtter forslaget med endringer"),
}


def answer_words(kind: str, task: str) -> str:
    """What an answer is called from a committee that decides, recommends or states."""
    return str(ANSWERS_BEFORE.get((task, kind)) or VedtakKind(kind).label)


def is_complete(case: "BoardCase") -> str | None:
    """Everything that the check list demands before anybody else reads is there."""
    missing = [item.text for item in case.checks() if item.is_required and not item.is_met]
    if not missing:
        return None
    count = len(missing)
    return ngettext(
        "Én ting mangler: %(missing)s", "%(count)d ting mangler: %(missing)s", count
    ) % {"count": count, "missing": " ".join(missing)}


def every_stop_has_a_day(case: "BoardCase") -> str | None:
    unset = [stop.committee.name for stop in case.saksgang() if stop.meeting_date is None]
    if not unset:
        return None
    return _("Sett møtedato for %(committees)s.") % {"committees": ", ".join(unset)}


def days_follow_the_order(case: "BoardCase") -> str | None:
    days = [stop.meeting_date for stop in case.saksgang() if stop.meeting_date]
    return None if days == sorted(days) else _("Møtedatoene følger ikke rekkefølgen i saksgangen.")


def is_not_decided_yet(case: "BoardCase") -> str | None:
    """A case that a deciding body has dealt with is not taken back."""
    if any(stop.is_settled for stop in case.saksgang() if stop.decides):
        return _("Vedtaket er ført. Saken kan ikke hentes tilbake.")
    return None


def has_archive_case(case: "BoardCase") -> str | None:
    return None if case.archive_case else _("Skriv inn arkivsaken først.")


STEPS: dict[str, Step] = {
    "send": Step(
        (CaseState.DRAFT,),
        CaseState.QUALITY_CHECK,
        "reports.send_case",
        (is_complete,),
        gettext_lazy("Send til kvalitetssikring"),
    ),
    "sign": Step(
        (CaseState.QUALITY_CHECK,),
        CaseState.QUALITY_CHECK,
        "reports.sign_case",
        (is_complete,),
        gettext_lazy("Godkjenn og send videre"),
    ),
    "approve": Step(
        (CaseState.QUALITY_CHECK,),
        CaseState.APPROVED,
        "reports.approve_case",
        (is_complete,),
        gettext_lazy("Godkjenn saken"),
    ),
    "schedule": Step(
        (CaseState.APPROVED,),
        CaseState.SCHEDULED,
        "reports.schedule_case",
        (every_stop_has_a_day, days_follow_the_order),
        gettext_lazy("Sett på sakskartet"),
    ),
    "postpone": Step((CaseState.SCHEDULED,), CaseState.APPROVED, "reports.record_vedtak"),
    "decide": Step((CaseState.SCHEDULED,), CaseState.DECIDED, "reports.record_vedtak"),
    "archive": Step(
        (CaseState.DECIDED,),
        CaseState.ARCHIVED,
        "reports.archive_case",
        (has_archive_case,),
        gettext_lazy("Merk som arkivert"),
    ),
    "return": Step(
        (CaseState.QUALITY_CHECK, CaseState.APPROVED, CaseState.SCHEDULED),
        CaseState.DRAFT,
        "reports.return_case",
        (is_not_decided_yet,),
        gettext_lazy("Send tilbake"),
    ),
}


def answers_open_to(case: Any, *, decides: bool) -> list[VedtakKind]:
    """The answers a committee may give; a case that only informs is not decided on.

    Where the committee `decides` a gate, to take note would leave the gate waiting for ever.
    """
    if case.kind == CaseKind.ORIENTATION:
        return [
            VedtakKind.TAKEN_NOTE_OF,
            VedtakKind.CHANGED,
            VedtakKind.POSTPONED,
            VedtakKind.SENT_BACK,
            VedtakKind.WITHDRAWN,
        ]
    if decides and case.kind == CaseKind.GATE_DECISION:
        return [kind for kind in VedtakKind if kind != VedtakKind.TAKEN_NOTE_OF]
    return list(VedtakKind)
