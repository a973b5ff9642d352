"""Participants, one at a time or many lines pasted at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.pasted import LONGEST_NAME, Somebody, read_participants
from organisation.people.models import Person, PersonQuerySet
from organisation.web.forms import Form


class ParticipantForm(Form):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Ansatt i bydelen"),
        required=False,
        empty_label=gettext_lazy("Ingen, deltakeren er utenfra"),
    )
    name = forms.CharField(
        label=gettext_lazy("Navn på en utenfra"), max_length=LONGEST_NAME, required=False
    )
    email = forms.EmailField(label=gettext_lazy("E-postadresse"), max_length=254, required=False)

    def __init__(self, *args: Any, people: PersonQuerySet, district_id: int, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.district_id = district_id
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Adds `somebody`: the one who was chosen, or whoever has the address."""
        cleaned = super().clean() or self.cleaned_data
        person, name, email = (cleaned.get(each) for each in ("person", "name", "email"))
        if person and (name or email):
            self.add_error(
                "person", _("Velg en ansatt, eller skriv navn og adresse på en utenfra.")
            )
        elif person:
            cleaned["somebody"] = Somebody(person)
        elif not self.errors and not (name and email):
            missing = "email" if name else "name" if email else "person"
            self.add_error(missing, _("Velg en ansatt, eller skriv både navn og e-postadresse."))
        elif not self.errors:
            known = Person.objects.filter(
                district=self.district_id, is_active=True, email__iexact=email
            ).first()
            cleaned["somebody"] = Somebody(known, str(name), str(email))
        return cleaned


class PasteForm(Form):
    lines = forms.CharField(
        label=gettext_lazy("Deltakere"),
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Én på hver linje: navn, e-postadresse eller begge. De som er i bydelen, kjennes igjen "
            "på adressen eller på hele navnet. Andre trenger både navn og adresse."
        ),
        error_messages={"required": gettext_lazy("Lim inn minst én linje.")},
    )

    def __init__(self, *args: Any, district_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.district_id = district_id

    def clean_lines(self) -> list[Somebody]:
        pasted = read_participants(self.cleaned_data["lines"], self.district_id)
        if pasted.faults:
            raise forms.ValidationError(pasted.faults)
        if not pasted.people:
            raise forms.ValidationError(_("Lim inn minst én linje."))
        return pasted.people
