"""Numbers in the text of a case: read as people write them, held against the project."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.web.wording import nok
from portfolio.models import Phase
from reports import services
from reports.agreement import Known, Milestone, Passage, disagreements, needs_project
from reports.amounts import amounts_in, days_in
from reports.lifecycle import CaseKind
from reports.models import BoardCase
from reports.queries.known import number_checks
from tests.factories.reports import gate_for_board

MILLION = Decimal(1_000_000)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Det søkes om 1,2 mill. kr.", [1_200_000]),
        ("kr 500 000 og 40 000 kroner", [500_000, 40_000]),
        ("500 000,- ble brukt", [500_000]),
        ("NOK 1\u00a0200\u00a0000", [1_200_000]),
        ("1.200.000 kr eller 1\u202f200\u202f000 kr", [1_200_000, 1_200_000]),
        ("1,2 MNOK, tkr 500, 500 tkr", [1_200_000, 500_000, 500_000]),
        ("500 tusen kroner og 2 mrd. kr", [500_000, 2_000_000_000]),
        ("1,5 millioner kroner", [1_500_000]),
        ("kr 250,50", [Decimal("250.50")]),
        ("5 tusen innbyggere, 2 millioner turer, § 5-1, 12.03.2026, 40 prosent", []),
        ("1–2 mill. kroner, fra 300 000 til 400 000 kroner", []),
    ],
)
def test_sums_are_read(text: str, read: list[int]) -> None:
    assert [amount.value for amount in amounts_in(text)] == [Decimal(each) for each in read]


@settings(max_examples=25)
@given(st.integers(1, 10**10), st.sampled_from(["Det koster ", "(", "«", ""]))
def test_a_sum_as_we_write_it_is_read_as_it_was(kroner: int, before: str) -> None:
    (amount,) = amounts_in(f"{before}{nok(kroner)}.")
    assert amount.value == kroner


def test_how_exactly_it_was_said_counts() -> None:
    def agrees(text: str, known: int) -> bool:
        (amount,) = amounts_in(text)
        return amount.is_about(Decimal(known))

    assert agrees("1,2 mill. kr", 1_184_500)
    assert not agrees("1,2 mill. kr", 1_000_000)
    assert agrees("om lag 1 200 000 kr", 1_184_500)
    assert not agrees("1 200 000 kr", 1_184_500)


def test_days_are_read() -> None:
    read = days_in("Ferdig 01.06.2026, 1. juni 2026 eller mai 2027, ikke 41.13.2026.")
    assert [(each.year, each.month, each.day) for each in read] == [
        (2026, 6, 1),
        (2026, 6, 1),
        (2027, 5, 0),
    ]


KNOWN = Known(
    asked_nok=MILLION,
    sums={"released": Decimal(400_000), "spent": Decimal(310_000)},
    others=frozenset({Decimal(90_000)}),
    phases=(
        Milestone(
            "forprosjektet", ("forprosjekt", "forprosjektet"), ((date(2026, 6, 1), "month"),)
        ),
    ),
    gates=(Milestone("BP2", ("bp2",), ((date(2026, 2, 26), "day"),)),),
    benefits=3,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Prosjektet søker om 1 200 000 kroner.", "1 200 000 kroner"),
        ("Bydelsutvalget bevilger 900 000 kr.", "900 000 kr"),
        ("Det er frigitt 0,5 mill. kr.", "0,5 mill. kr"),
        ("Av dette er 350 000 kr brukt.", "350 000 kr"),
        ("Forprosjektet er ferdig 01.09.2026.", "01.09.2026"),
        ("BP2 ble besluttet 26. mars 2026.", "26. mars 2026"),
        ("Prosjektet har fire gevinster.", "fire gevinster"),
    ],
)
def test_what_differs_is_told(text: str, told: str) -> None:
    (hint,) = disagreements([Passage(text, "del-1", "Økonomi")], KNOWN)
    assert hint.text == f"Sjekk «{told}» i «Økonomi»."
    assert not hint.is_met
    assert not hint.is_required
    assert hint.target == "del-1"


@pytest.mark.parametrize(
    "text",
    [
        "Prosjektet søker om 1 mill. kr. Det er frigitt 400 000 kr og brukt 310 000 kr.",
        "Det er brukt 90 000 kr på møbler. Gangveien koster 7 mill. kr.",  # a sum of its own
        "Prosjektet har tre gevinster, og to gevinster er alt nådd.",
        "Forprosjektet er ferdig 15.06.2026. Møtet er 03.03.2026.",
        "Det søkes om mellom 1 og 2 mill. kr.",
    ],
)
def test_what_agrees_or_cannot_be_known_is_left_alone(text: str) -> None:
    found = disagreements([Passage(text, "del-1", "Økonomi")], KNOWN)
    assert all(hint.is_met for hint in found)
    passage = Passage("Vi snakket med 22 lag i 2026. Det søkes om 1 mill. kr.", "del-1", "Bakgrunn")
    assert not needs_project([passage], Known(asked_nok=MILLION))  # the gate knows that by itself


@pytest.mark.django_db
def test_the_desk_tells_what_the_project_has(
    unit, secretary, as_person, django_assert_max_num_queries
):
    gate = gate_for_board(unit, title="Ringeklokka")
    type(gate).objects.filter(pk=gate.pk).update(amount_nok=MILLION)
    Phase.objects.filter(project=gate.project, kind="forstudie").update(
        planned_end=date(2026, 6, 1)
    )
    gate.refresh_from_db()
    case = services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)
    section = case.sections.filter(kind="money").first() or case.sections.filter(block="").first()
    text = "<p>Prosjektet ber om 1,5 mill. kr. Forstudien varer til 15.08.2026.</p>"
    services.save_section(section, html=text, by=secretary, version=section.version)
    case = BoardCase.objects.with_text().get(pk=case.pk)
    with django_assert_max_num_queries(1):
        hints = {hint.text: hint.note for hint in number_checks(case)}
    place = section.heading
    asked = hints[f"Sjekk «1,5 mill. kr» i «{place}»."].replace("\xa0", " ")
    assert asked.startswith("Prosjektet ber om 1 000 000 kr. Teksten: «Prosjektet ber om")
    assert "Faseplanen har forstudien til 01.06.2026." in hints[f"Sjekk «15.08.2026» i «{place}»."]
    page = as_person(secretary).get(section.get_absolute_url()).content.decode()
    assert "Sjekk «1,5 mill. kr»" in page
    assert not any(item.is_required for item in number_checks(case))
