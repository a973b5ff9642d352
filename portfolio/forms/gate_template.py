"""What an administrator writes in the questions of a gate."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import CheckList, Form
from portfolio.forms.rows import rows_of
from portfolio.gate_questions import Asked
from portfolio.lifecycle import EvidenceKind


class QuestionForm(Form):
    text = forms.CharField(
        label=_("Spørsmål"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv spørsmålet.")},
    )
    help = forms.CharField(
        label=_("Hjelp til den som svarer"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_must = forms.BooleanField(label=_("Må besvares"), required=False)
    evidence_kinds = forms.MultipleChoiceField(
        label=_("Ber om å vise til"), required=False, choices=EvidenceKind, widget=CheckList
    )
    # Stays from version to version, so that answers can be compared.
    key = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)


QuestionRows: Any = rows_of(QuestionForm, "sporsmal")
QuestionRows.FIRST = "text"  # a quality demand becomes a question as it stands


def asked_in(rows: list[dict[str, Any]]) -> list[Asked]:
    """The questions, each with a key of its own: the one it had, or one made from its words."""
    taken: set[str] = set()
    asked = []
    for row in rows:
        key = free_key(row["key"] or slugify(row["text"])[:34] or "sporsmal", taken)
        taken.add(key)
        asked.append(
            Asked(
                key,
                row["text"].strip(),
                row["help"].strip(),
                row["is_must"],
                tuple(row["evidence_kinds"]),
            )
        )
    return asked


def free_key(key: str, taken: set[str]) -> str:
    nth, free = 1, key
    while free in taken:
        nth += 1
        free = f"{key[:36]}-{nth}"
    return free
