"""What people send about requests for access."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Person
from organisation.web.components import Difference
from organisation.web.forms import DayField, Form, Versioned
from portfolio.models import Project
from reports.models import AccessLine, AccessRequest, BoardCase, LegalBasis
from reports.services.access import Decision

GIVE, KEEP = "ut", "unnta"


class AccessRequestForm(Form):
    """Who asks, and for what: one project, one case, or a period."""

    asked_by = forms.CharField(label=gettext_lazy("Hvem ber om innsyn?"), max_length=160)
    asked_on = DayField(label=gettext_lazy("Mottatt"))
    text = forms.CharField(
        label=gettext_lazy("Hva bes det om?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        required=False,
    )
    project = forms.ModelChoiceField(
        label=gettext_lazy("Prosjekt"), queryset=Project.objects.none(), required=False
    )
    case = forms.ModelChoiceField(
        label=gettext_lazy("Sak"), queryset=BoardCase.objects.none(), required=False
    )
    period_from = DayField(label=gettext_lazy("Fra og med"), required=False)
    period_to = DayField(label=gettext_lazy("Til og med"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        initial = {"asked_on": timezone.localdate()} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        projects = Project.objects.visible_to(person).order_by("title_key", "pk")
        cases = BoardCase.objects.visible_to(person).order_by("title_key", "pk")
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]
        self.fields["case"].queryset = cases  # type: ignore[attr-defined]
        for name in ("project", "case"):
            self.fields[name].empty_label = _("Ikke valgt")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if bool(start) != bool(end):
            self.add_error("period_to" if start else "period_from", _("Skriv begge dagene."))
        elif start and end and end < start:
            self.add_error("period_to", _("Siste dag kommer før første dag."))
        elif sum(map(bool, (cleaned.get("project"), cleaned.get("case"), start))) != 1:
            self.add_error("project", _("Velg enten et prosjekt, en sak eller en periode."))
        return cleaned


class DecideForm(Versioned, Form):
    """What is decided about each document: three fields for each line, by the id of the line."""

    def __init__(
        self,
        *args: Any,
        request: AccessRequest,
        lines: Sequence[AccessLine],
        bases: Sequence[LegalBasis],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"version": request.version}, **kwargs)
        self.request, self.access_lines = request, lines
        self.bases = {str(basis.pk): basis for basis in bases}
        for line in lines:
            values = {"title": line.title}
            self.fields[f"svar-{line.pk}"] = forms.ChoiceField(
                label=_("Svar for «%(title)s»") % values,
                choices=[(GIVE, _("Gis ut")), (KEEP, kept_words(line))],
                initial=KEEP if line.is_exempt else GIVE,
            )
            own = line.basis_words or _("Velg hjemmel")
            laws = [(key, str(basis)) for key, basis in self.bases.items()]
            self.fields[f"hjemmel-{line.pk}"] = forms.ChoiceField(
                label=_("Hjemmel for «%(title)s»") % values,
                required=False,
                choices=[("", own), *laws],
                initial="",
            )
            self.fields[f"grunn-{line.pk}"] = forms.CharField(
                label=_("Begrunnelse for «%(title)s»") % values,
                required=False,
                max_length=300,
                initial=line.reason,
            )

    def clean(self) -> dict[str, Any]:
        """What is kept back needs a law; what is marked and given out, a reason."""
        cleaned = super().clean() or self.cleaned_data
        for line in self.access_lines:
            answer = cleaned.get(f"svar-{line.pk}")
            law, reason = cleaned.get(f"hjemmel-{line.pk}"), cleaned.get(f"grunn-{line.pk}")
            if answer == KEEP and not (law or line.basis_words):
                self.add_error(f"hjemmel-{line.pk}", _("Velg hjemmelen for å unnta dokumentet."))
            if answer == GIVE and line.basis_words and not reason:
                words = _("Skriv hvorfor dokumentet gis ut, siden det er merket unntatt.")
                self.add_error(f"grunn-{line.pk}", words)
        return cleaned

    @property
    def rows(
        self,
    ) -> Iterator[tuple[AccessLine, forms.BoundField, forms.BoundField, forms.BoundField]]:
        for line in self.access_lines:
            yield (
                line,
                self[f"svar-{line.pk}"],
                self[f"hjemmel-{line.pk}"],
                self[f"grunn-{line.pk}"],
            )

    @property
    def decisions(self) -> dict[int, Decision]:
        """Those that somebody changed, as the service takes them; once the form is valid."""
        found = {}
        for line in self.access_lines:
            names = [f"{name}-{line.pk}" for name in ("svar", "hjemmel", "grunn")]
            if not set(names) & set(self.changed_data):
                continue
            answer, law, reason = (self.cleaned_data[name] for name in names)
            found[line.pk] = Decision(answer == KEEP, self.bases.get(law), reason)
        return found

    def somebody_decided_first(self, current: "DecideForm") -> None:
        """Say where `current`, the form as it stands now, differs; sent again, mine is meant."""
        self.differences = [
            Difference(field.label or "", str(mine or _("(tomt)")), str(theirs or _("(tomt)")))
            for name, field in self.fields.items()
            if name in current.fields and name != "version"
            for mine, theirs in [(self.cleaned_data.get(name), current.fields[name].initial)]
            if (mine or "") != (theirs or "")
        ]
        self.carry_version(current.request)


def kept_words(line: AccessLine) -> str:
    if line.public_file_id is not None:
        return _("Unntas, offentlig versjon gis ut")
    return _("Unntas")


class AnswerForm(Versioned, Form):
    answer = forms.CharField(
        label=gettext_lazy("Svar til den som ba om innsyn"),
        widget=forms.Textarea({"rows": 6}),
        max_length=8000,
        help_text=gettext_lazy("Si hva som er unntatt og hvorfor, og at avslag kan klages på."),
    )
