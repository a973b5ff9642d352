from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.template import engines

from organisation.web.forms import CheckList, ChoiceCards, DayField, Form, NokField, Versioned


class GrantForm(Form):
    reason = forms.CharField(label="Begrunnelse", help_text="To setninger holder.")
    amount = NokField(label="Frigis nå")
    due = DayField(label="Frist", required=False)
    outcome = forms.ChoiceField(
        label="Utfall?",
        choices=[("go", "Gå videre"), ("stop", "Stopp")],
        widget=ChoiceCards(hints={"stop": "Lærdommen skrives ned."}),
    )
    goals = forms.MultipleChoiceField(
        label="Mål", choices=[("1", "Trygg")], widget=CheckList, required=False
    )


class EditForm(Versioned, Form):
    title = forms.CharField(label="Tittel")
    amount_nok = NokField(label="Beløp")
    profile = forms.ChoiceField(
        label="Profil", choices=[("full", "Ordinær"), ("light", "Enkel")], required=False
    )


def render(form):
    return (
        engines["django"]
        .from_string("{% load ui %}{% error_summary form %}{{ form }}")
        .render({"form": form})
    )


def test_what_people_type_is_read():
    form = GrantForm(
        {
            "reason": "Behovet er beskrevet.",
            "amount": "kr 180 000,50",
            "due": "29.01.2027",
            "outcome": "go",
        }
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Decimal("180000.50")
    assert form.cleaned_data["due"] == date(2027, 1, 29)


def test_the_browsers_own_date_field_is_read():
    form = GrantForm({"reason": "x", "amount": "1", "due": "2027-01-29", "outcome": "go"})
    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2027, 1, 29)


def test_an_amount_is_shown_in_groups():
    html = render(GrantForm(initial={"amount": Decimal("2500000.00"), "due": date(2027, 1, 29)}))
    assert 'value="2\u00a0500\u00a0000"' in html
    assert 'type="date" name="due" value="2027-01-29"' in html


def test_every_fault_stands_in_the_summary_and_by_its_field():
    html = render(GrantForm({"amount": "mye"}))
    assert "Tre ting må rettes" in html
    for target in ("id_reason", "id_amount", "id_outcome_0"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in html
    assert 'value="mye"' in html
    assert "Velg ett svar på «Utfall»." in html


def test_only_what_may_be_empty_says_so():
    html = render(GrantForm())
    assert html.count("(valgfritt)") == 2
    assert '<span class="optional">(valgfritt)</span></label>' in html


def test_a_choice_shows_its_consequence():
    assert "<strong>Stopp</strong><span>Lærdommen skrives ned.</span>" in render(GrantForm())


def test_an_edit_that_came_second_keeps_its_text_and_shows_both():
    form = EditForm(
        {"version": "3", "title": "Min tittel", "amount_nok": "100", "profile": "light"}
    )
    assert form.is_valid()
    theirs = SimpleNamespace(
        version=4, title="Hennes tittel", amount_nok=Decimal("100.00"), profile="full"
    )
    form.somebody_was_faster(theirs)
    assert [(d.label, d.mine, d.theirs) for d in form.differences] == [
        ("Tittel", "Min tittel", "Hennes tittel"),
        ("Profil", "Enkel", "Ordinær"),
    ]
    html = render(form)
    assert 'name="version" value="4"' in html
    assert 'value="Min tittel"' in html


def test_a_form_without_its_version_says_so():
    html = render(EditForm({"title": "x", "amount_nok": "1"}))
    assert "Last siden på nytt" in html
