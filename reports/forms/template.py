"""What is sent about the form of a district's cases."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.files.forms import UploadField
from organisation.files.services import inspect_upload
from organisation.web.components import Difference
from organisation.web.forms import ChoiceCards, Form, shown
from portfolio.dashboard.charts import ENTRIES
from reports.blocks import BLOCKS
from reports.content import COLUMNS
from reports.content import FIELDS as ALL_HEAD
from reports.models import CaseTemplate, Office
from reports.models.case import LEVELS
from reports.models.committee import valid_pattern
from reports.oslo import BLOCKS as ALL_BLOCKS
from reports.services.template import OWN_PREFIX
from reports.standard_forms import FORMS, in_language
from reports.standard_sections import data, section
from reports.words import LABELS, LANGUAGES, words_for

BLOCK_NAMES = {
    "summary": gettext_lazy("Sammendrag"),
    "sections": gettext_lazy("Saksframstilling"),
    "proposal": gettext_lazy("Forslag til vedtak"),
    "signature": gettext_lazy("Underskrift"),
    "decisions": gettext_lazy("Vedtak og innstillinger"),
    "attachments": gettext_lazy("Vedlegg"),
}
# What a word is for, where the word itself does not say.
WORDS = {
    "number_later": gettext_lazy("Før saken har nummer"),
    "decides_mark": gettext_lazy("Ved utvalget som avgjør"),
    "decides": gettext_lazy("Over vedtaket"),
    "recommends": gettext_lazy("Over innstillingen"),
    "states": gettext_lazy("Over uttalelsen"),
    "signed": gettext_lazy("Under underskriften"),
}
ORDERS = {
    "committee,meeting_date,case_number": gettext_lazy("Utvalg, møtedato, saksnummer"),
    "committee,case_number,meeting_date": gettext_lazy("Utvalg, saksnummer, møtedato"),
    "case_number,committee,meeting_date": gettext_lazy("Saksnummer, utvalg, møtedato"),
    "committee,meeting_date": gettext_lazy("Utvalg og møtedato"),
    "case_number,meeting_date": gettext_lazy("Saksnummer og møtedato"),
}
LABEL, HEAD, BLOCK, OFFICE = "label_", "head_", "block_", "office_"


def in_order(cleaned: dict[str, Any], prefix: str, names: Iterable[str]) -> list[str]:
    """The names that were given a place, by it; those with the same place in the order here."""
    placed = [(cleaned[f"{prefix}{name}"], name) for name in names if cleaned[f"{prefix}{name}"]]
    return [name for _place, name in sorted(placed, key=lambda each: each[0])]


class PickForm(Form):
    """Which of the forms that come with the product to begin with."""

    form = forms.ChoiceField(
        label=gettext_lazy("Skjema"),
        choices=[(name, each.title) for name, each in FORMS.items()],
        widget=ChoiceCards(hints={name: each.lead for name, each in FORMS.items()}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Målform"),
        choices=[(code, name.capitalize()) for code, name in LANGUAGES.items()],
        initial="nb",
        widget=ChoiceCards(tight=True),
    )
    renumber = forms.BooleanField(
        label=gettext_lazy("Skriv saksnumrene i alle utvalg som skjemaet gjør"),
        required=False,
        help_text=gettext_lazy("Gjelder også numre som alt er gitt."),
    )


class Compared:
    """A form about a version that another version may have replaced meanwhile."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    differences: Sequence[Difference] = ()

    def replaced_by(self, current: dict[str, Any]) -> None:
        """Say where what was typed differs from the version that holds now."""
        self.differences = [
            Difference(field.label or name, mine, theirs)
            for name, field in self.fields.items()
            for mine, theirs in [
                (
                    shown(self.cleaned_data.get(name), field),
                    shown(current.get(name), field),
                )
            ]
            if mine != theirs
        ]


class LookForm(Compared, Form):
    """How the paper looks: letterhead, words, order, numbers, who signs."""

    language = forms.ChoiceField(
        label=gettext_lazy("Målform"),
        choices=[(code, name.capitalize()) for code, name in LANGUAGES.items()],
        widget=ChoiceCards(tight=True),
        help_text=gettext_lazy("Ord du ikke har endret selv, følger målformen."),
    )
    municipality = forms.CharField(label=gettext_lazy("Kommune"), max_length=80)
    office = forms.CharField(label=gettext_lazy("Kontor"), max_length=80, required=False)
    kind = forms.CharField(label=gettext_lazy("Hva papiret heter"), max_length=60)
    proposal_heading = forms.CharField(
        label=gettext_lazy("Overskrift over forslaget"), max_length=120
    )
    signature = forms.CharField(label=gettext_lazy("Underskrift: tittel"), max_length=80)
    are_sections_numbered = forms.BooleanField(
        label=gettext_lazy("Nummerer delene (1, 1.1)"), required=False
    )
    is_title_in_capitals = forms.BooleanField(
        label=gettext_lazy("Skriv tittelen med store bokstaver"), required=False
    )
    columns = forms.ChoiceField(
        label=gettext_lazy("Kolonner i saksgangen"),
        choices=list(ORDERS.items()),
        widget=ChoiceCards(),
    )
    number_pattern = forms.CharField(
        label=gettext_lazy("Saksnummer"),
        max_length=20,
        help_text=gettext_lazy(
            "{n} er nummeret, {yy} året og {utvalg} forkortelsen til utvalget. "
            "{n}/{yy} blir 57/13, {yy}/{n} blir 13/57, {utvalg} {n}/{yy} blir BU 57/13."
        ),
    )
    renumber = forms.BooleanField(
        label=gettext_lazy("Skriv saksnumrene i alle utvalg slik"),
        required=False,
        help_text=gettext_lazy(
            "Gjelder også numre som alt er gitt. Ellers holder hvert utvalg på sitt eget."
        ),
    )

    def __init__(self, *args: Any, form: CaseTemplate, offices: Sequence[Office], **more: Any):
        self.form, self.offices = form, offices
        super().__init__(*args, initial=self.initial_of(form, offices), **more)
        words = words_for(form.language)
        for name in LABELS:
            self.fields[f"{LABEL}{name}"] = forms.CharField(
                label=WORDS.get(name, words[name]), max_length=60
            )
        for name in ALL_HEAD:
            self.fields[f"{HEAD}{name}"] = place(words[name])
        for name in ALL_BLOCKS:
            self.fields[f"{BLOCK}{name}"] = place(BLOCK_NAMES[name])
        for each in offices:
            self.fields[f"{OFFICE}{each.pk}"] = place(each.title)
        self.say_what_is_missing()

    @staticmethod
    def initial_of(form: CaseTemplate, offices: Sequence[Office]) -> dict[str, Any]:
        """The fields as `form` has them."""
        words = words_for(form.language, form.labels)
        known = [str(each.pk) for each in offices]
        approvers = [str(pk) for pk in form.approvers if str(pk) in known]
        return {
            "language": form.language,
            "municipality": form.letterhead.get("municipality", ""),
            "office": form.letterhead.get("office", ""),
            "kind": form.letterhead.get("kind", ""),
            "proposal_heading": form.proposal_heading,
            "signature": form.signature.get("title", ""),
            "are_sections_numbered": form.are_sections_numbered,
            "is_title_in_capitals": form.letterhead.get("is_title_in_capitals", False),
            "columns": ",".join(form.letterhead.get("columns") or COLUMNS),
            "number_pattern": form.number_pattern,
            **{f"{LABEL}{name}": words[name] for name in LABELS},
            **{f"{HEAD}{name}": nth for nth, name in enumerate(form.head, start=1)},
            **{f"{BLOCK}{name}": nth for nth, name in enumerate(form.blocks, start=1)},
            **{f"{OFFICE}{pk}": nth for nth, pk in enumerate(approvers, start=1)},
        }

    def groups(self) -> list[tuple[Any, str, list[Any]]]:
        """The fields that come in tables: what the group is called, a hint, and the fields."""
        return [
            (
                _("Ord i papiret"),
                _("Hva feltene og de faste ordene heter."),
                [self[f"{LABEL}{name}"] for name in LABELS],
            ),
            (
                _("Felter i hodet"),
                _("1 står først. Tomt felt skrives ikke ut."),
                [self[f"{HEAD}{name}"] for name in ALL_HEAD],
            ),
            (
                _("Rekkefølgen i papiret"),
                _("1 står først. Tomt felt skrives ikke ut."),
                [self[f"{BLOCK}{name}"] for name in ALL_BLOCKS],
            ),
            (
                _("Godkjennerne"),
                _("1 godkjenner først. Direktøren godkjenner alltid til slutt."),
                [self[f"{OFFICE}{each.pk}"] for each in self.offices],
            ),
        ]

    def plain_fields(self) -> list[Any]:
        return [self[name] for name in self.base_fields]

    def clean_number_pattern(self) -> str:
        pattern = str(self.cleaned_data["number_pattern"]).strip()
        valid_pattern(pattern.replace(OWN_PREFIX, "BU"))
        return pattern

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get(f"{BLOCK}sections"):
            self.add_error(f"{BLOCK}sections", _("Saksframstillingen må skrives ut."))
        if not self.errors and not cleaned.get(f"{BLOCK}proposal"):
            self.add_error(f"{BLOCK}proposal", _("Forslaget til vedtak må skrives ut."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What was sent, as the fields of a version."""
        sent = self.cleaned_data
        columns = sent["columns"].split(",")
        letterhead = {name: sent[name] for name in ("municipality", "office", "kind")}
        if columns != list(COLUMNS):
            letterhead["columns"] = columns
        if sent["is_title_in_capitals"]:
            letterhead["is_title_in_capitals"] = True
        labels = {name: sent[f"{LABEL}{name}"].strip() for name in LABELS}
        return {
            "language": sent["language"],
            "letterhead": letterhead,
            "labels": in_language(labels, self.form.language, sent["language"]),
            "head": in_order(sent, HEAD, ALL_HEAD),
            "blocks": in_order(sent, BLOCK, ALL_BLOCKS),
            "proposal_heading": sent["proposal_heading"],
            "signature": {"title": sent["signature"]},
            "number_pattern": sent["number_pattern"],
            "are_sections_numbered": sent["are_sections_numbered"],
            "approvers": [
                int(pk) for pk in in_order(sent, OFFICE, [str(each.pk) for each in self.offices])
            ],
        }


def place(label: Any) -> forms.IntegerField:
    """Where something stands in an order; empty leaves it out."""
    return forms.IntegerField(label=label, min_value=1, max_value=99, required=False)


# --- The sections of one kind ---------------------------------------------------------------------

TEXTS = {
    "summary": gettext_lazy("Sammendrag"),
    "background": gettext_lazy("Bakgrunn, fylt ut av det saken gjelder"),
    "facts": gettext_lazy("Saksframstilling, fylt ut av det saken gjelder"),
    "assessment": gettext_lazy("Vurdering"),
    "money": gettext_lazy("Økonomi"),
    "text": gettext_lazy("Tom tekst"),
}
OWN_KINDS = ("summary", "assessment", "money")  # the others are plain text
CHART = "data:chart:"


def contents() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """What a section can hold, in groups."""
    blocks = [(f"data:{name}", each.title) for name, each in BLOCKS.items() if name != "chart"]
    charts = [(f"{CHART}{entry.name}", entry.title) for entry in ENTRIES]
    return [
        (_("Tekst"), list(TEXTS.items())),
        (_("Tall som følger med"), blocks),
        (_("Diagram fra porteføljen"), charts),
    ]


def content_of(part: dict[str, Any]) -> str:
    if block := part.get("block"):
        chart = part.get("params", {}).get("chart", "")
        return f"{CHART}{chart}" if block == "chart" else f"data:{block}"
    facts = part.get("facts", part["kind"])
    return facts if facts in TEXTS else "text"


class SectionRow(Form):
    """One section that cases of a kind start with."""

    place = forms.IntegerField(
        label=gettext_lazy("Plass"), min_value=1, max_value=99, required=False
    )
    heading = forms.CharField(label=gettext_lazy("Overskrift"), max_length=160, required=False)
    content = forms.ChoiceField(label=gettext_lazy("Innhold"), choices=contents)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Nivå"), coerce=int, choices=LEVELS, initial=2
    )
    required = forms.BooleanField(label=gettext_lazy("Må skrives"), required=False)
    help = forms.CharField(label=gettext_lazy("Hjelp til den som skriver"), required=False)
    was = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def part(self, before: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
        """The section that was sent; None when it has no heading and so is out."""
        sent = self.cleaned_data
        heading, content = sent.get("heading", "").strip(), sent.get("content", "text")
        if not heading:
            return None
        level = sent.get("level") or 2
        if not content.startswith("data:"):
            kind = content if content in OWN_KINDS else "text"
            made = section(
                heading, kind=kind, facts=content, required=sent["required"], help=sent["help"]
            )
            return {**made, "level": level}
        name, _colon, chart = content.removeprefix("data:").partition(":")
        was = sent.get("was")
        params: dict[str, Any] = {"chart": chart} if chart else {}
        if was is not None and 0 <= was < len(before) and content_of(before[was]) == content:
            params = before[was].get("params", {})
        return data(heading, name, level=level, **params)


class SectionRows(forms.BaseFormSet):
    """All sections of one kind; a row without a heading is taken out."""

    def clean(self) -> None:
        if any(self.errors):
            return
        written = [form for form in self.forms if form.cleaned_data.get("heading", "").strip()]
        if not written:
            raise ValidationError(_("En sak må ha minst én del."))

    def parts(self, before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The sections in their places; one without a place goes last."""
        rows = [(form.cleaned_data.get("place") or 100, form.part(before)) for form in self.forms]
        return [part for _place, part in sorted(rows, key=lambda row: row[0]) if part is not None]


SectionFormSet = forms.formset_factory(SectionRow, formset=SectionRows, extra=2, max_num=60)


def initial_rows(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "place": nth + 1,
            "heading": part["heading"],
            "content": content_of(part),
            "level": part["level"],
            "required": part.get("required", False),
            "help": part.get("help", ""),
            "was": nth,
        }
        for nth, part in enumerate(parts)
    ]


# --- Phrases and the Word template ----------------------------------------------------------------


class PhraseRow(Form):
    name = forms.CharField(label=gettext_lazy("Navn"), max_length=60, required=False)
    text = forms.CharField(
        label=gettext_lazy("Tekst"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and not cleaned.get("text"):
            self.add_error("text", _("Skriv frasen, eller tøm navnet for å ta den bort."))
        if cleaned.get("text") and not cleaned.get("name"):
            self.add_error("name", _("Gi frasen et navn."))
        return cleaned


PhraseFormSet = forms.formset_factory(PhraseRow, extra=2, max_num=60)


class WordForm(Form):
    upload = UploadField(
        label=gettext_lazy("Word-mal"),
        help_text=gettext_lazy("En Word-fil (.docx) med stilene, sidene og brevhodet deres."),
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if not inspect_upload(upload).content_type.endswith("wordprocessingml.document"):
            raise ValidationError(_("Velg en Word-fil (.docx)."))
        return upload
