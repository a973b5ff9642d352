"""What is taken out of the public version of a case: one choice of law for each paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.components import Difference
from organisation.web.forms import Form, Versioned
from reports.models import BoardCase, CaseAttachment, LegalBasis
from reports.queries.redaction import Choosing
from reports.services.redaction import Choice
from reports.shielding import Paragraph, Part

SHOWN_LETTERS = 60


@dataclass(frozen=True)
class Line:
    """A paragraph beside the field that takes it out."""

    paragraph: Paragraph
    field: forms.BoundField


@dataclass(frozen=True)
class Group:
    """A part of the case: the field that takes out all of it, and a line for each paragraph."""

    part: Part
    whole: forms.BoundField
    lines: list[Line]


class ShieldForm(Versioned, Form):
    """A field named `del-<place>` for a whole part, `del-<place>-<id>` for a paragraph in it."""

    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For dem som skal se hvorfor senere. Står ikke i dokumentet."),
    )

    def __init__(
        self,
        *args: Any,
        case: BoardCase,
        choosing: Choosing,
        bases: Sequence[LegalBasis],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"version": case.version}, **kwargs)
        self.case, self.choosing = case, choosing
        self.bases = {str(basis.pk): basis for basis in bases}
        self.of_field: dict[str, tuple[str, str]] = {}
        for part in choosing.parts:
            self._add(part.key, "", _("Hele «%(part)s»") % {"part": part.heading})
            for number, paragraph in enumerate(part.paragraphs, start=1):
                words = _("%(part)s, avsnitt %(n)s: %(text)s")
                values = {"part": part.heading, "n": number, "text": beginning(paragraph)}
                self._add(part.key, paragraph.key, words % values)
        for attachment in case.numbered_attachments():
            words = _("Vedlegg %(n)s, %(title)s")
            label = words % {"n": attachment.number, "title": attachment.title}
            self.fields[f"vedlegg-{attachment.pk}"] = self._field(label, attachment.basis_id)

    def _add(self, place: str, block: str, label: str) -> None:
        name = f"del-{place}-{block}" if block else f"del-{place}"
        chosen = self.choosing.chosen.get((place, block))
        self.fields[name] = self._field(label, chosen.basis_id if chosen else None)
        self.of_field[name] = (place, block)

    def _field(self, label: str, chosen: int | None) -> forms.ChoiceField:
        laws = [(key, str(basis)) for key, basis in self.bases.items()]
        return forms.ChoiceField(
            label=label,
            required=False,
            choices=[("", _("Vises for alle")), (_("Skjermes etter"), laws)],
            initial=str(chosen) if chosen else "",
            error_messages={"invalid_choice": _("Velg en hjemmel fra listen.")},
        )

    @property
    def groups(self) -> Iterator[Group]:
        for part in self.choosing.parts:
            lines = [
                Line(paragraph, self[f"del-{part.key}-{paragraph.key}"])
                for paragraph in part.paragraphs
            ]
            yield Group(part, self[f"del-{part.key}"], lines)

    @property
    def attachment_lines(self) -> Iterator[tuple[CaseAttachment, forms.BoundField]]:
        for attachment in self.case.numbered_attachments():
            yield attachment, self[f"vedlegg-{attachment.pk}"]

    @property
    def choices(self) -> list[Choice]:
        """What is to be taken out, as the service takes it; once the form is valid."""
        return [
            Choice(place, block, self.bases[self.cleaned_data[name]])
            for name, (place, block) in self.of_field.items()
            if self.cleaned_data.get(name)
        ]

    @property
    def exempt_attachments(self) -> dict[int, LegalBasis | None]:
        return {
            attachment.pk: self.bases.get(self.cleaned_data[f"vedlegg-{attachment.pk}"])
            for attachment in self.case.numbered_attachments()
        }

    def somebody_chose_first(self, current: "ShieldForm") -> None:
        """Say where `current`, the form as it stands now, differs; sent again, mine is meant."""
        self.differences = [
            Difference(field.label or "", self._said(self.cleaned_data.get(name)), theirs)
            for name, field in self.fields.items()
            if name in current.fields and name not in ("version", "reason")
            for theirs in [self._said(current.fields[name].initial)]
            if self._said(self.cleaned_data.get(name)) != theirs
        ]
        self.carry_version(current.case)

    def _said(self, chosen: str | None) -> str:
        return str(self.bases[chosen]) if chosen else _("Vises for alle")


def beginning(paragraph: Paragraph) -> str:
    if not paragraph.text:
        return _("bilde") if paragraph.has_picture else _("uten ord")
    text = paragraph.text
    return text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS].rstrip()} …"
