"""Figures of units: typed by hand, read from a file, and never lost to somebody faster."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django.asserts import assertContains

from organisation.audit.tracking import as_of
from organisation.people.models import Role, UnitKind
from organisation.web.wording import NBSP
from portfolio.models import UnitFigure
from portfolio.papers.compose import reading_of
from portfolio.papers.pieces import units as piece
from portfolio.services.unit_figure import Period
from tests.factories.people import UnitFactory, person_as

pytestmark = pytest.mark.django_db
PERIOD = Period(2026, 2)
ADDRESS = "/portefolje/tall/?periode=2026-2"


@pytest.fixture
def health(alna):
    return UnitFactory(parent=alna, name="Avdeling helse", kind=UnitKind.AVDELING)


@pytest.fixture
def care(health):
    return UnitFactory(parent=health, name="Hjemmetjenesten")


@pytest.fixture
def manager(client, care, health):
    person = person_as(Role.MANAGER, health)
    client.force_login(person)
    return person


def values():
    return {
        (figure.unit.name, figure.kind): (figure.value, figure.version)
        for figure in UnitFigure.objects.select_related("unit")
    }


def sent(form, **typed):
    data = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    return {**data, **{name.replace("_", "-"): value for name, value in typed.items()}}


def test_what_is_typed_is_kept_and_a_faster_hand_is_shown(client, manager, care, health):
    page = client.get(ADDRESS)
    assertContains(page, "Avvik meldt, Hjemmetjenesten")
    names = {kind: f"{care.pk}-{kind}" for kind in UnitFigure.Kind.values}
    first = sent(page.context["form"]) | {
        names["deviations"]: "1 200", names["control"]: "87,5", f"{care.pk}-note": "Nytt system",
    }  # fmt: skip
    assert client.post(ADDRESS, first).status_code == 302
    expected = {
        ("Hjemmetjenesten", "deviations"): (Decimal(1200), 1),
        ("Hjemmetjenesten", "control"): (Decimal("87.50"), 1),
    }
    assert values() == expected
    # The same form again, which has not seen those figures.
    late = client.post(ADDRESS, first | {names["deviations"]: "7"})
    assertContains(late, f"Er nå 1{NBSP}200", status_code=409)
    assert values() == expected
    again = sent(late.context["form"]) | {names["deviations"]: "7", names["control"]: ""}
    assert client.post(ADDRESS, again).status_code == 302
    assert values() == {("Hjemmetjenesten", "deviations"): (Decimal(7), 2)}
    for wrong, words in (("101", "100"), ("-1", "0"), ("mange", "Skriv et tall")):
        page = client.post(ADDRESS, again | {names["control"]: wrong})
        assertContains(page, words, status_code=422)
    page = client.post(ADDRESS, again | {f"{health.pk}-note": "Uten tall"})
    assertContains(page, "Skriv minst ett tall sammen med merknaden.", status_code=422)


def test_a_file_is_shown_first_and_kept_whole_or_not_at_all(client, manager, care, alna):
    def brought(*rows):
        lines = ["Enhet;Avvik meldt;Avvik lukket;Internkontroll;Merknad", *rows]
        upload = SimpleUploadedFile("tall.csv", "\n".join(lines).encode())
        response = client.post("/portefolje/tall/fil/?periode=2026-2", {"file": upload})
        return response["Location"]

    bad = brought("hjemmetjenesten;3;2;90;", "Ukjent enhet;1;;;", "Avdeling helse;mange;;120;")
    page = client.get(bad)
    for words in ("Rad 3, Ukjent enhet", "«mange» under", "over 100 prosent"):
        assertContains(page, words)
    assert client.post(bad).status_code == 422
    assert values() == {}
    good = brought("hjemmetjenesten;3;2;90;Bedre rutine", "Avdeling helse/Hjemmetjenesten;;;;")
    assertContains(client.get(good), "Raden har ingen tall.")
    good = brought("Avdeling helse / Hjemmetjenesten;3;2;90;Bedre rutine")
    assertContains(client.get(good), "Les inn 1 rad")
    assert values() == {}
    assert client.post(good).status_code == 302
    assert len(values()) == 3
    assert UnitFigure.objects.filter(is_imported=True, note="Bedre rutine").count() == 3


def test_figures_stand_beside_innovation_where_they_belong(alna, health, care):
    """A unit's own figure counts; without one those below are added, of control the middle."""
    director = person_as(Role.DIRECTOR, alna)
    other = UnitFactory(parent=health, name="Haugentunet")
    before = timezone.now()
    assert director.grants
    for unit, kind, value in (
        (care, "deviations", 3), (other, "deviations", 4), (care, "control", 80),
        (other, "control", 91), (health, "closed", 9), (care, "closed", 1),
    ):  # fmt: skip
        UnitFigure.objects.create(
            unit=unit, district=alna, year=2026, tertial=2, kind=kind, value=value,
            entered_by=director,
        )  # fmt: skip
    (row,) = piece.read(reading_of(director, "", date(2026, 8, 31), alna, None))
    assert row.name == "Avdeling helse"
    assert row.told == {"deviations": 7, "control": Decimal("85.5"), "closed": 9}
    # They are typed when the tertial is over, and stand in the paper of its last day all the same.
    with as_of(before):
        (then,) = piece.read(reading_of(director, "", date(2026, 8, 31), alna, None))
    assert then.told == row.told
    (_said, shown) = piece.write([row], None, None)
    assert [cell["text"] for cell in shown["rows"][0]][-3:] == ["7", "9", "85,5 %"]
