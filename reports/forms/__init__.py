"""What people send about board cases."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.files.forms import UploadField
from organisation.people.models import Person
from organisation.web.components import Difference
from organisation.web.forms import ChoiceCards, DayField, Form, Versioned, shown
from organisation.web.richtext import RichTextField
from portfolio.forms.decision import Conditions
from portfolio.lifecycle import Outcome as GateOutcome
from reports.forms.outcome import WithConditions
from reports.lifecycle import CaseKind, Task, VedtakKind, answer_words, answers_open_to
from reports.models import (
    BoardCase,
    CaseAttachment,
    CaseSection,
    CaseStop,
    Committee,
    LegalBasis,
)
from reports.models.case import LEVELS
from reports.queries.legal_basis import bases_for
from reports.services.vedtak import CHOSEN


class StartForm(Form):
    """A case that comes from no gate."""

    PORTFOLIO = "portfolio"
    title = forms.CharField(
        label=_("Tittel"),
        max_length=200,
        required=False,
        help_text=_(
            "Kort, og slik at den kan stå i sakskartet. En orientering om porteføljen får sin egen."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Hva slags sak er det?"),
        choices=[
            (CaseKind.FREE, CaseKind.FREE.label),
            (CaseKind.ORIENTATION, CaseKind.ORIENTATION.label),
            (PORTFOLIO, _("Orientering om porteføljen")),
            (CaseKind.FUNDING_ROUND, CaseKind.FUNDING_ROUND.label),
        ],
        initial=CaseKind.FREE,
        widget=ChoiceCards(
            hints={
                CaseKind.FREE: _("Utvalget skal ta stilling til noe."),
                CaseKind.ORIENTATION: _("Utvalget får vite noe og tar det til orientering."),
                PORTFOLIO: _(
                    "Tall og diagrammer fra porteføljen, og hva som er endret siden forrige møte."
                ),
                CaseKind.FUNDING_ROUND: _(
                    "Hvem som får midler og ikke. Rangeringen limer du inn i saken."
                ),
            }
        ),
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") != self.PORTFOLIO and not (cleaned.get("title") or "").strip():
            self.add_error("title", _("Fyll ut «Tittel»."))
        return cleaned

    @property
    def is_portfolio(self) -> bool:
        return bool(self.cleaned_data["kind"] == self.PORTFOLIO)

    @property
    def case_kind(self) -> str:
        """The kind of case it becomes; one on the portfolio is an orientation."""
        kind: str = self.cleaned_data["kind"]
        return CaseKind.ORIENTATION if self.is_portfolio else kind


class HeadForm(Versioned, Form):
    """The head of the case. What the approved text holds is closed once it is approved."""

    ACCESS = ("basis", "legal_basis", "public_title", "exempt_until")

    title = forms.CharField(label=_("Tittel"), max_length=200)
    archive_case = forms.CharField(
        label=_("Arkivsak"),
        max_length=40,
        required=False,
        help_text=_("Nummeret fra arkivet, som 201500143. Kan settes fram til arkivering."),
    )
    archive_code = forms.CharField(label=_("Arkivkode"), max_length=40, required=False)
    case_officer = forms.ModelChoiceField(label=_("Saksbehandler"), queryset=Person.objects.none())
    is_exempt = forms.BooleanField(label=_("Unntatt offentlighet"), required=False)
    basis = forms.ModelChoiceField(
        label=_("Hjemmel"),
        queryset=LegalBasis.objects.none(),
        required=False,
        empty_label=_("Velg hjemmel"),
    )
    legal_basis = forms.CharField(
        label=_("Hjemmelen slik den står i saken"),
        max_length=200,
        required=False,
        help_text=_("La den stå tom når hjemmelen står i listen."),
    )
    public_title = forms.CharField(
        label=_("Offentlig tittel"),
        max_length=200,
        required=False,
        help_text=_("Det saken heter på den offentlige sakslisten når den er unntatt."),
    )
    exempt_until = DayField(label=_("Unntatt til og med"), required=False)

    def __init__(self, *args: Any, case: BoardCase, **kwargs: Any) -> None:
        names = ("version", "title", "archive_case", "archive_code", "is_exempt", *self.ACCESS)
        initial = {name: getattr(case, name) for name in names}
        initial["case_officer"] = case.case_officer_id
        if case.basis and case.legal_basis == str(case.basis):
            initial["legal_basis"] = ""  # it follows the choice
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        officers = Person.objects.employees_of(case.district_id).order_by("name_key", "pk")
        self.fields["case_officer"].queryset = (  # type: ignore[attr-defined]
            officers | Person.objects.filter(pk=case.case_officer_id)
        )
        self.fields["basis"].queryset = bases_for(  # type: ignore[attr-defined]
            case.district_id, and_also=case.basis_id
        )
        if not case.is_writable:
            for name in ("title", "case_officer", "is_exempt", "basis", "legal_basis"):
                del self.fields[name]
            if not case.is_exempt:
                del self.fields["public_title"], self.fields["exempt_until"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_exempt"):
            return cleaned
        if cleaned.get("basis") and not cleaned.get("legal_basis"):
            cleaned["legal_basis"] = str(cleaned["basis"])
        if not cleaned.get("legal_basis"):
            self.add_error("basis", _("Velg hjemmelen for å unnta saken."))
        if not cleaned.get("public_title"):
            words = _("Skriv hva saken skal hete offentlig, uten det som er unntatt.")
            self.add_error("public_title", words)
        return cleaned


class SectionForm(Versioned, Form):
    """One section of the text."""

    heading = forms.CharField(label=_("Overskrift"), max_length=160)
    level = forms.TypedChoiceField(label=_("Nivå"), coerce=int, choices=LEVELS)
    html = RichTextField(label=_("Tekst"), required=False)

    def __init__(self, *args: Any, section: CaseSection, **kwargs: Any) -> None:
        names = ("version", "heading", "level", "html")
        initial = {name: getattr(section, name) for name in names}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["html"].help_text = section.help
        self.fields["html"].widget.attrs["rows"] = 18


class NewSectionForm(Form):
    heading = forms.CharField(label=_("Overskrift"), max_length=160)
    level = forms.TypedChoiceField(
        label=_("Nivå"),
        coerce=int,
        choices=LEVELS,
        initial=2,
    )


class ProposalForm(Versioned, Form):
    """What the board is asked to decide."""

    proposal = RichTextField(label=_("Ordlyd"), required=False)
    proposed_outcome = forms.ChoiceField(
        label=_("Hva betyr forslaget for prosjektet?"),
        required=False,
        choices=[("", _("Ikke valgt")), *GateOutcome.choices],
    )

    def __init__(self, *args: Any, case: BoardCase, **kwargs: Any) -> None:
        names = ("version", "proposal", "proposed_outcome")
        initial = {name: getattr(case, name) for name in names}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["proposal"].widget.attrs["rows"] = 5
        if case.kind != CaseKind.GATE_DECISION:
            del self.fields["proposed_outcome"]


class StopForm(Form):
    """When a committee meets, what it does with the case, and under which number."""

    task = forms.ChoiceField(
        label=_("Hva gjør utvalget?"), choices=Task.choices, widget=ChoiceCards(tight=True)
    )
    meeting_date = DayField(label=_("Møtedato"), required=False)
    number = forms.CharField(label=_("Saksnummer"), max_length=20, required=False)

    def __init__(self, *args: Any, stop: CaseStop, case: BoardCase, **kwargs: Any) -> None:
        initial = {
            "task": stop.task,
            "meeting_date": stop.meeting_date,
            "number": stop.case_number,
        }
        super().__init__(*args, initial=initial, prefix=f"ledd-{stop.pk}", **kwargs)
        self.stop = stop
        if case.is_frozen:
            del self.fields["task"]
        else:
            del self.fields["number"]  # a case gets its number when it is approved
        self.fields["meeting_date"].widget.attrs["aria-label"] = _("Møtedato for %(committee)s") % {
            "committee": stop.committee
        }


class PlanForm(Versioned, Form):
    """The version of the case that the lines of its saksgang were read at."""

    def somebody_planned_first(self, case: BoardCase, lines: Iterable[StopForm]) -> None:
        """Carry the version of `case` from now on; `lines` are what was typed over it."""
        self.somebody_was_faster(case)
        self.differences = [
            Difference(
                f"{line.stop.committee}: {line[name].label}",
                shown(line.cleaned_data.get(name, line[name].value()), line.fields[name]),
                shown(line.initial[name], line.fields[name]),
            )
            for line in lines
            for name in line.changed_data
        ]


class NewStopForm(Form):
    committee = forms.ModelChoiceField(label=_("Utvalg"), queryset=Committee.objects.none())

    def __init__(self, *args: Any, case: BoardCase, **kwargs: Any) -> None:
        super().__init__(*args, prefix="nytt-ledd", **kwargs)
        there = [stop.committee_id for stop in case.saksgang()]
        self.fields["committee"].queryset = (  # type: ignore[attr-defined]
            Committee.objects.active()
            .filter(district=case.district_id)
            .exclude(pk__in=there)
            .order_by("name_key", "pk")
        )


class AttachmentForm(Form):
    """A file, or where the document can be read."""

    title = forms.CharField(label=_("Tittel"), max_length=200)
    upload = UploadField(label=_("Fil"), required=False)
    note = forms.CharField(
        label=_("Hvor det kan leses"),
        max_length=200,
        required=False,
        help_text=_("Fyll ut når vedlegget ikke følger saken som fil."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="vedlegg", **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("upload") and not cleaned.get("note"):
            self.add_error("upload", _("Last opp en fil, eller skriv hvor vedlegget kan leses."))
        return cleaned


class DescriptionForm(Form):
    """What an attachment is called; the file itself is taken out and put in anew."""

    title = forms.CharField(label=_("Tittel"), max_length=200)
    note = forms.CharField(label=_("Hvor det kan leses"), max_length=200, required=False)

    def __init__(self, *args: Any, attachment: CaseAttachment, **kwargs: Any) -> None:
        initial = {"title": attachment.title, "note": attachment.note}
        super().__init__(*args, initial=initial, **kwargs)


class ReturnForm(Form):
    remarks = forms.CharField(
        label=_("Hva må endres?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        help_text=_("Saksbehandleren får dette som varsel og ser det øverst i saken."),
    )


class ConfirmVersionForm(forms.Form):
    """The version of the case that somebody read before pressing."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class VedtakForm(WithConditions, Form):
    """What the committee answered, and what it means for the gate when that is to be chosen."""

    kind = forms.ChoiceField(label=_("Hva ble utfallet?"))
    decided_on = DayField(label=_("Møtedato"))
    text = RichTextField(
        label=_("Vedtakets ordlyd"),
        required=False,
        help_text=_("Står forslaget som det er, kan du la feltet stå tomt."),
    )
    gate_outcome = forms.ChoiceField(
        label=_("Hva betyr vedtaket for prosjektet?"),
        required=False,
        choices=[("", _("Følger av utfallet")), *GateOutcome.choices],
        help_text=_("Velg når vedtaket er endret eller avvist. Ellers følger det av forslaget."),
    )
    hold_until = DayField(
        label=_("Tas opp igjen"), required=False, help_text=_("Når prosjektet settes på vent.")
    )
    lesson = forms.CharField(
        label=_("Lærdom"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=_("Når prosjektet stoppes: hva vi tar med oss."),
    )
    reason = forms.CharField(
        label=_("Merknad"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=_(
            "For eksempel votering eller protokolltilførsel. Ble forslaget avvist: skriv hvorfor."
        ),
    )

    outcome_field = "gate_outcome"
    FOR_GATE = ("gate_outcome", "hold_until", "lesson")

    def __init__(self, *args: Any, stop: CaseStop, case: BoardCase, **kwargs: Any) -> None:
        initial = {"decided_on": stop.meeting_date, "kind": "", **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        kinds = answers_open_to(case, decides=stop.decides)
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label,
            choices=[(kind, answer_words(kind, stop.task)) for kind in kinds],
            widget=ChoiceCards(tight=len(kinds) > 5),
            error_messages={"required": _("Velg hva utfallet ble.")},
        )
        self.order_fields(["kind", "decided_on", "text", *self.FOR_GATE, "reason"])
        self.fields["text"].widget.attrs["rows"] = 5
        self.case = case
        self.moves_gate = stop.decides and case.kind == CaseKind.GATE_DECISION
        if not self.moves_gate:
            for name in self.FOR_GATE:
                del self.fields[name]
            return
        self.take_rows(case, Conditions.rows_in(initial))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        chosen = cleaned.get("gate_outcome")
        if self.moves_gate and kind in CHOSEN and chosen not in CHOSEN[VedtakKind(kind)]:
            self.add_error("gate_outcome", _("Velg hva vedtaket betyr for prosjektet."))
        if self.moves_gate and kind == VedtakKind.REJECTED and not cleaned.get("reason"):
            self.add_error("reason", _("Skriv hvorfor forslaget ble avvist."))
        outcome = self.case.proposed_outcome if kind == VedtakKind.AS_PROPOSED else chosen
        if self.moves_gate and outcome and kind in (VedtakKind.AS_PROPOSED, *CHOSEN):
            self.ask_for_consequence(outcome)
        if self.moves_gate:
            self.refuse_stray_rows()
        return cleaned
