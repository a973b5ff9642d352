"""What /stil/ shows: every component in every state, with made-up content."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.utils import timezone

from organisation.registries import Row, ThreadEvent
from organisation.web.charts import Bars, Series
from organisation.web.components import Confirmation, Difference, Figure, Section
from organisation.web.forms import CheckList, ChoiceCards, DayField, Form, NokField
from organisation.web.icons import ICONS, MARKS
from organisation.web.lists import PAGE, SORT, Listing, SortLink
from organisation.web.pages import Request


class SampleForm(Form):
    """One of each kind of field."""

    need = forms.CharField(
        label="Hva er behovet?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Beskriv hva som er vanskelig, for hvem og hvor ofte.",
        error_messages={"required": "Skriv hva behovet er. Én setning holder."},
    )
    title = forms.CharField(
        label="Kort tittel", help_text="Så kolleger kjenner den igjen i en liste."
    )
    outcome = forms.ChoiceField(
        label="Hvem skal se at idéen er din?",
        choices=[("named", "Vis navnet mitt"), ("hidden", "Skjul navnet til idéen er besvart")],
        widget=ChoiceCards(
            hints={
                "named": "Kolleger kan støtte idéen og spørre deg.",
                "hidden": "Bare innovasjonsrådgiveren ser hvem du er.",
            }
        ),
    )
    able = forms.ChoiceField(
        label="Er du habil i saken?",
        choices=[("yes", "Ja"), ("no", "Nei, send videre")],
        widget=ChoiceCards(tight=True),
    )
    unit = forms.ChoiceField(
        label="Enhet",
        choices=[("", "Velg enhet"), ("1", "Hjemmetjenesten"), ("2", "Bestillerkontoret")],
    )
    goals = forms.MultipleChoiceField(
        label="Hvilke mål bygger den opp under?",
        required=False,
        widget=CheckList,
        choices=[
            ("1", "Trygg hjemme lenger"),
            ("2", "Flere i arbeid"),
            ("3", "Bedre språk ved skolestart"),
        ],
    )
    amount = NokField(label="Frigis nå", help_text="Fondet har 420 000 kr igjen etterpå.")
    start = DayField(label="Oppstart", required=False)
    attachment = forms.FileField(
        label="Bilder eller filer", required=False, help_text="Inntil 20 MB."
    )
    sure = forms.BooleanField(label="Jeg har sett over svarene")


class SampleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Søk i idéene", widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = django_filters.ChoiceFilter(
        label="Enhet",
        empty_label="Alle enheter",
        choices=[("1", "Hjemmetjenesten"), ("2", "Bestillerkontoret")],
    )
    state = django_filters.ChoiceFilter(
        label="Tilstand",
        empty_label="Alle",
        choices=[("a", "Uten svar"), ("b", "Besvart")],
    )


@dataclass(frozen=True)
class Sample:
    """A row of the sample list."""

    pk: int
    title: str
    amount_nok: Decimal

    @property
    def url(self) -> str:
        return f"#prove-{self.pk}"


def context(request: Request) -> dict[str, object]:
    wrong = SampleForm(
        {
            "title": "La pårørende se når hjemmesykepleien kommer",
            "amount": "mye",
            "outcome": "named",
        }
    )
    today = timezone.localdate()
    return {
        "icons": sorted(ICONS),
        "marks": [(mark, mark) for mark in MARKS],
        "colors": ["neutral", "info", "success", "warning", "danger", "accent"],
        "sample": SampleForm(prefix="tomt"),
        "wrong": wrong,
        "rows": sample_rows(today),
        "figures": [
            Figure("89 %", "besvart innen fristen, mål 95 %", url="#tall"),
            Figure(2, "idéer over lovet svarfrist", url="#tall", late=True),
            Figure(6, "arbeidsdager til svar (median)", note="løftet er 10"),
        ],
        "sections": [
            Section("Oversikt", "#deler", is_current=True),
            Section("Fase", "#deler"),
            Section("Beslutning", "#deler", count=1, count_words="venter"),
            Section("Dokumenter", "#deler"),
        ],
        "events": [
            ThreadEvent(
                today - timedelta(days=90), "idea", "Idéen ble meldt inn", "#tid", "Hjemmetjenesten"
            ),
            ThreadEvent(today - timedelta(days=60), "check", "Besvart: prosjekt", "#tid"),
            ThreadEvent(today - timedelta(days=10), "gate", "BP1: gå videre med vilkår", "#tid"),
        ],
        "chart": sample_chart(),
        "listing": sample_list(request),
        "stale": SimpleNamespace(
            differences=[
                Difference(
                    "Begrunnelse",
                    "Behovet er godt beskrevet, og foreldrene vil være med.",
                    "Behovet er godt beskrevet. Vi må kunne måle effekten først.",
                )
            ]
        ),
        "confirmation": Confirmation(
            "Slette rollen?",
            "Personen mister tilgangen med en gang.",
            "Ta bort rollen",
            "#dialog",
            facts=[("Rolle", "Leder"), ("Enhet", "Hjemmetjenesten")],
        ),
        "now": timezone.now(),
        "over": today - timedelta(days=2),
        "soon": today + timedelta(days=1),
        "later": today + timedelta(days=12),
        "amount": Decimal("2500000"),
        "ore": Decimal("1234.5"),
    }


def sample_rows(today: object) -> list[Row]:
    now = timezone.localdate()
    return [
        Row(
            "idea",
            "Færre telefoner til bestillerkontoret",
            "#rader",
            ("Idé 198", "Hjemmetjenesten", "7 støtter"),
            now - timedelta(days=2),
            "Svar lovet",
            "Svar",
        ),
        Row(
            "chat",
            "Innmelder har svart på spørsmålet ditt",
            "#rader",
            ("Idé 205",),
            now + timedelta(days=1),
            "",
            "Les svaret",
        ),
        Row(
            "gate",
            "Bekreft leders svar til BP2: Språksatsing i samarbeid med foreldrene",
            "#rader",
            ("Prosjekt 2026-009",),
            now + timedelta(days=9),
            "",
            "Bekreft",
        ),
        Row("doc", "Legg inn idéene fra en workshop", "#rader"),
    ]


def sample_chart() -> Bars:
    return Bars(
        name="ideer",
        title="Idéer per måned, juni til november 2026",
        summary="Flest i september og oktober, elleve hver. Ni venter på svar.",
        heading="Måned",
        categories=["juni", "juli", "aug.", "sep.", "okt.", "nov."],
        series=[
            Series("Besvart", [7, 9, 4, 11, 8, 3], urls=["#tall"] * 6),
            Series("Venter", [0, 0, 0, 0, 3, 6], fill="outline", urls=["#tall"] * 6),
        ],
        caption="Fylt: besvart. Omriss: venter på svar.",
    )


def sample_list(request: Request) -> Listing[Any]:
    samples = [Sample(n, f"Prøvelinje {n}", Decimal(n * 12_500)) for n in range(1, 64)]
    backwards = request.GET.get(SORT, "").startswith("-")
    page = Paginator(samples[::-1] if backwards else samples, 5).get_page(request.GET.get(PAGE))
    listing: Listing[Any] = Listing(
        page=page,
        total=214,
        filter=SampleFilter(request.GET, queryset=ContentType.objects.none()),
        sorts=[],
        params=request.GET.copy(),
        chosen={"q": "prøve"},
    )
    turned = listing.url_with(**{SORT: None if backwards else "-title", PAGE: None})
    listing.sorts = [
        SortLink("title", "Tittel", turned, is_current=True, is_backwards=backwards),
        SortLink("amount", "Beløp", listing.url_with(**{SORT: "amount"}), False, False),
    ]
    return listing
