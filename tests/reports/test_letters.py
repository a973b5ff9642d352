"""Letters to all who applied in a funding round, and the report of the round."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from organisation.errors import DomainError
from organisation.files.models import Document, DocumentBatch
from organisation.files.queries import progress_of
from organisation.jobs.models import Job
from organisation.people.models import Person, Unit
from reports import letters as pure
from reports.blocks.base import table as drawn
from reports.lifecycle import CaseKind, VedtakKind
from reports.models import BoardCase, LetterSet
from reports.queries.letters import Letters, letters_of
from reports.services.letters import order_letters, order_report
from tests.factories.letters import (
    approved_round,
    decide,
    decided_round,
    draft_round,
    with_letters,
)
from tests.factories.meeting import exempt
from tests.factories.reports import approved_case
from tests.worker import Worker

WRITTEN: dict[str, Any] = {
    "applicant_column": "Søker",
    "granted_column": "Innvilget",
    "asked_column": "",
    "reason_column": "Begrunnelse",
    "frame_nok": None,
    "granted_text": "{beløp}",
    "refused_text": "{begrunnelse}",
    "usual_reason": "",
    "allows_repeats": False,
}
HEADS = ["Søker", "Innvilget", "Begrunnelse"]


def read(*rows: list[str], **written: Any) -> pure.Round:
    """The round of a table with `rows`, read from the HTML a case freezes."""
    html = drawn("Rangering", HEADS, rows)
    text = {"sections": [{"block": "ranking", "html": html}, {"html": "<p>Mer</p>"}]}
    return pure.read_round(pure.tables_in(text), SimpleNamespace(**(WRITTEN | written)))


def faults(*row: str, **written: Any) -> list[str]:
    found = read(list(row), **written)
    return [*found.rows[0].faults, *found.faults]


# --- Rows and what is wrong with them -------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sum_nok"),
    [
        ("20 000", "20000"),
        ("20\u00a0000 kr", "20000"),
        ("kr 20.000,50", "20000.50"),
        ("20000 kroner", "20000"),
        ("20\u202f000,-", "20000"),
        ("0", "0"),
        ("–", "0"),
        ("", None),
        ("avslag", None),
        ("500 000 kr til metode", None),
    ],
)
def test_a_sum_is_read_as_norwegians_write_it(words: str, sum_nok: str | None) -> None:
    assert pure.kroner(words) == (Decimal(sum_nok) if sum_nok else None)


def test_money_gives_an_award_and_none_a_refusal() -> None:
    found = read(["Velet", "1 000", ""], ["Laget", "0", "For sent ute"])
    assert [row.is_granted for row in found.rows] == [True, False]
    assert found.can_be_sent


@pytest.mark.parametrize(
    ("row", "written", "told"),
    [
        (("Velet", "0", ""), {}, ["Avslaget mangler begrunnelse."]),
        (("Velet", "0", ""), {"usual_reason": "Ikke nok penger."}, []),
        (("", "1 000", ""), {}, ["Søkeren mangler."]),
        (("Velet", "mye", ""), {}, ["Innvilget beløp er ikke et tall."]),
        (("Velet", "", ""), {}, ["Avslaget mangler begrunnelse."]),
        (("Velet", "-5", "Nei"), {}, ["Innvilget beløp er mindre enn null."]),
        (
            ("Velet", "1 000", ""),
            {"asked_column": "Begrunnelse"},
            ["Søkt beløp mangler eller er ikke et tall."],
        ),
        (("Velet", "1 000", ""), {"frame_nok": Decimal(1000)}, []),
        (
            ("Velet", "1 000", ""),
            {"frame_nok": Decimal(900)},
            ["Det er innvilget 100\u00a0kr mer enn rammen."],
        ),
        (
            ("Velet", "1 000", ""),
            {"granted_text": "{beløp} {navn}"},
            ["{navn} i tildelingsbrevet er ikke et flettefelt."],
        ),
        (
            ("Velet", "1 000", ""),
            {"granted_column": "Sum"},
            ["Ingen tabell i rangeringen har både «Søker» og «Sum»."],
        ),
    ],
)
def test_what_is_wrong_is_said(
    row: tuple[str, ...], written: dict[str, Any], told: list[str]
) -> None:
    if "granted_column" in written:
        assert read(list(row), **written).faults == told
        return
    assert faults(*row, **written) == told


def test_the_same_applicant_twice_is_told_at_both_rows_unless_it_is_meant() -> None:
    rows = (["Furuset  vel", "1", ""], ["furuset vel", "2", ""], ["Andre", "3", ""])
    assert [bool(row.faults) for row in read(*rows).rows] == [True, True, False]
    assert read(*rows, allows_repeats=True).can_be_sent


def test_a_line_that_sums_up_the_others_is_no_applicant() -> None:
    found = read(["Velet", "1 000", ""], ["Sum:", "1 000", ""], ["", "1 000", "i alt"])
    assert (len(found.rows), found.left_out, found.granted_nok) == (1, 2, 1000)
    assert found.can_be_sent


cells = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8)


@given(
    st.lists(
        st.tuples(cells, st.sampled_from(["0", "–", "1 000", "25 000 kr", "x", ""]), cells),
        max_size=30,
    )
)
def test_every_row_is_one_letter_and_none_is_two(lines: list[tuple[str, str, str]]) -> None:
    named = [(f"{n} {who}", got, why) for n, (who, got, why) in enumerate(lines, start=1)]
    found = read(*(list(line) for line in named))
    assert [row.number for row in found.rows] == list(range(1, len(lines) + 1))
    assert len({row.applicant for row in found.rows}) == len(lines)
    assert len(found.granted) + len(found.refused) == len(found.rows)
    assert found.granted_nok == sum(
        {"1 000": 1000, "25 000 kr": 25000}.get(got, 0) for _who, got, _why in named
    )


# --- Words ----------------------------------------------------------------------------------------


def test_names_are_merged_and_what_becomes_empty_is_not_printed() -> None:
    text = "Til {søker}\nog {ukjent}\n\n# Begrunnelse\n\n{begrunnelse}\n\n# Slutt\n\n- a\n- b"
    merged = pure.merged(text, {"søker": "Velet {beløp}", "begrunnelse": ""})
    assert pure.blocks_of(merged) == [
        {"words": "Til Velet {beløp}\nog {ukjent}"},
        {"heading": "Slutt"},
        {"points": ["a", "b"]},
    ]


# --- Orders ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_one_press_orders_a_letter_to_each_and_a_second_makes_nothing(
    alna: Unit, secretary: Person, director: Person
) -> None:
    case = decided_round(alna, secretary, director)
    with_letters(case, secretary)
    batch = order_letters(case, by=secretary)
    documents = progress_of(batch).documents
    assert [each.data["recipient"] for each in documents] == [
        "Furuset vel",
        "Alnaelvas Venner",
        "Tveita seniorer",
    ]
    assert [each.data["letterhead"]["kind"] for each in documents] == [
        "Tildelingsbrev",
        "Tildelingsbrev",
        "Avslagsbrev",
    ]
    jobs = Job.objects.count()
    assert order_letters(case, by=secretary) == batch
    assert Job.objects.count() == jobs
    # A new text to those who were refused: only theirs is made anew.
    text = LetterSet.objects.get().refused_text + "\n\nSøk gjerne igjen."
    with_letters(case, secretary, refused_text=text)
    other = progress_of(order_letters(case, by=secretary)).documents
    assert [each in documents for each in other] == [True, True, False]


@pytest.mark.django_db
def test_a_letter_says_what_was_decided_and_how_to_complain(
    alna: Unit, secretary: Person, director: Person
) -> None:
    case = decided_round(alna, secretary, director)
    with_letters(case, secretary)
    _given, _full, refusal = progress_of(order_letters(case, by=secretary)).documents
    said = str(refusal.data["blocks"])
    vedtak = case.vedtak
    assert vedtak is not None
    assert vedtak.case_number
    assert f"i sak {vedtak.case_number}, Grønne tiltak" in said
    assert f"{vedtak.decided_on:%d.%m.%Y}" in said
    assert "Reiser får ikke støtte." in said
    assert "tre uker" in said
    assert "forvaltningsloven §§ 28 og 29" in said
    assert refusal.data["access"] == ""


@pytest.mark.django_db
def test_two_rows_that_say_the_same_are_two_letters(
    alna: Unit, secretary: Person, director: Person
) -> None:
    table = "Søker;Innvilget\nVelet;1 000\nVelet;1 000"
    case = decided_round(alna, secretary, director, table=table)
    with_letters(case, secretary, allows_repeats=True)
    assert len(progress_of(order_letters(case, by=secretary)).documents) == 2


@pytest.mark.django_db
def test_nothing_is_made_before_all_is_right(
    alna: Unit, secretary: Person, director: Person
) -> None:
    case = approved_round(alna, secretary, director)
    with pytest.raises(DomainError, match="Lagre kolonner og tekster"):
        order_letters(case, by=secretary)
    with_letters(case, secretary)
    with pytest.raises(DomainError, match="Vedtaket er ikke ført"):
        order_letters(case, by=secretary)
    decide(case, secretary)
    yesterday = timezone.localdate() - timedelta(days=1)
    with_letters(case, secretary, letter_date=yesterday)
    with pytest.raises(DomainError, match="Brevdatoen er før vedtaket"):
        order_letters(case, by=secretary)
    with_letters(case, secretary, reason_column="", letter_date=timezone.localdate())
    with pytest.raises(DomainError, match="Rader med feil: 3"):
        order_report(case, by=secretary)
    assert not Document.objects.filter(holder_type__model="letterset").exists()
    for other in (approved_case(alna, secretary, director), draft_round(alna, secretary)):
        with pytest.raises(DomainError):
            with_letters(other, secretary)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "told"),
    [(VedtakKind.REJECTED, "ingen har fått penger"), (VedtakKind.CHANGED, "endret forslaget")],
)
def test_a_vedtak_that_is_another_stops_the_letters(
    kind: str, told: str, alna: Unit, secretary: Person, director: Person
) -> None:
    case = decide(approved_round(alna, secretary, director), secretary, kind=kind)
    with_letters(case, secretary)
    with pytest.raises(DomainError, match=told):
        order_letters(case, by=secretary)
    with_letters(case, secretary, fits_vedtak=True)
    if kind == VedtakKind.CHANGED:
        assert order_letters(case, by=secretary)


@pytest.mark.django_db
def test_the_report_sums_up_the_round(alna: Unit, secretary: Person, director: Person) -> None:
    case = decided_round(alna, secretary, director)
    with_letters(case, secretary, frame_nok=Decimal(80_000))
    report = order_report(case, by=secretary)
    assert dict(report.data["sums"]["rows"]) == {
        "Søknader": "3",
        "Innvilget helt eller delvis": "2",
        "Avslått": "1",
        "Søkt om i alt": "135\u00a0000\u00a0kr",
        "Innvilget i alt": "65\u00a0000\u00a0kr",
        "Søkt om av dem som fikk avslag": "60\u00a0000\u00a0kr",
        "Andel innvilget av det som er søkt om": "48,1 %",
        "Ramme": "80\u00a0000\u00a0kr",
        "Igjen av rammen": "15\u00a0000\u00a0kr",
    }
    [table] = report.data["tables"]["tables"]
    assert [each["words"] for each in table["columns"]] == [
        "Søker", "Tiltak", "Søkt", "Innvilget"
    ]  # fmt: skip
    assert report.data["reasons"]["rows"][2] == [
        "Tveita seniorer", "Avslag", "Reiser får ikke støtte."
    ]  # fmt: skip
    assert order_report(case, by=secretary) == report


@pytest.mark.django_db
def test_letters_of_an_exempt_case_say_so_and_are_for_those_it_concerns(
    alna: Unit, secretary: Person, director: Person, employee: Person, manager: Person
) -> None:
    case = decided_round(alna, secretary, director)
    letters = with_letters(case, secretary)
    [document, *_rest] = progress_of(order_letters(case, by=secretary)).documents
    assert document in Document.objects.visible_to(employee)
    assert employee.has_perm("reports.view_letterset", letters)
    exempt(case)
    letters = LetterSet.objects.get()
    [hidden, *_rest] = progress_of(order_letters(case, by=secretary)).documents
    assert hidden.data["access"] == f"Unntatt offentlighet, {letters.case.legal_basis}"
    assert "Grønne tiltak" not in hidden.context + hidden.title
    assert not Document.objects.visible_to(employee).filter(pk__in=[hidden.pk, document.pk])
    assert not employee.has_perm("reports.view_letterset", letters)
    assert secretary.has_perm("reports.view_letterset", letters)
    for person, may in ((secretary, True), (director, False), (employee, False)):
        assert person.has_perm("reports.write_letters", letters.case) == may


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_makes_them_all(
    worker: Worker, alna: Unit, secretary: Person, director: Person
) -> None:
    case = decided_round(alna, secretary, director)
    with_letters(case, secretary)
    batch = order_letters(case, by=secretary)
    report = order_report(case, by=secretary)
    worker.wait_until(lambda: progress_of(batch).done == 3, seconds=90)
    worker.wait_until(
        lambda: Document.objects.filter(pk=report.pk, file__isnull=False).exists(), seconds=60
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"applicant_column": ""}, "columns_named"),
        ({"granted_column": "Søker"}, "sum_is_not_applicant"),
        ({"frame_nok": -1}, "frame_not_negative"),
        ({"refused_text": ""}, "says_something"),
    ],
)
def test_the_database_keeps_a_set_whole(
    change: dict[str, Any],
    constraint: str,
    alna: Unit,
    secretary: Person,
    director: Person,
) -> None:
    with_letters(approved_round(alna, secretary, director), secretary)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LetterSet.objects.update(**change)


# --- The page -------------------------------------------------------------------------------------


def sent(case: BoardCase, **changes: Any) -> dict[str, Any]:
    """What the page sends when nothing is touched but `changes`."""
    now: Letters = letters_of(BoardCase.objects.with_text().get(pk=case.pk))
    written = now.written
    names = ("applicant_column", "granted_column", "asked_column", "reason_column")
    texts = ("granted_text", "refused_text", "usual_reason", "contact", "signed_by", "signed_as")
    values = {name: getattr(written, name) for name in (*names, *texts, "version")}
    return values | {"letter_date": str(written.letter_date), "frame_nok": ""} | changes


@pytest.mark.django_db
def test_the_secretariat_writes_sees_and_makes_the_letters(
    alna: Unit, secretary: Person, director: Person, employee: Person, client: Client
) -> None:
    case = decided_round(alna, secretary, director)
    address = f"/saker/{case.pk}/brev/"
    client.force_login(employee)
    assertNotContains(client.get(case.get_absolute_url()), address)
    assert client.get(address).status_code == 403
    client.force_login(secretary)
    assertContains(client.get(case.get_absolute_url()), address)
    page = client.get(address)
    assertContains(page, "Kolonner og tekster")
    assertNotContains(page, "Lag brevene")
    answer = client.post(address, sent(case, frame_nok="kr 80 000"))
    assert answer.headers["location"] == address
    page = client.get(address)
    assertContains(page, "Alt er i orden.")
    assertContains(page, "3 i alt")
    assertContains(page, "1 av 3")
    assertContains(client.get(f"{address}?vis=avslag"), "1 av 3")
    preview = client.get(f"{address}?brev=3")
    assertContains(preview, "Reiser får ikke støtte.")
    assertContains(preview, "3 av 3")
    answer = client.post(f"{address}lag/")
    batch = DocumentBatch.objects.get()
    assert answer.headers["location"] == batch.get_absolute_url()
    client.post(f"{address}lag/")
    assert DocumentBatch.objects.count() == 1
    assertContains(client.get(address), batch.get_absolute_url())
    answer = client.post(f"{address}rapport/")
    report = Document.objects.get(kind="funding_report")
    assert answer.headers["location"] == report.get_absolute_url()
    assertContains(client.get(address), report.get_absolute_url())


@pytest.mark.django_db
def test_what_is_wrong_is_shown_and_nothing_typed_is_lost(
    alna: Unit, secretary: Person, director: Person, client: Client
) -> None:
    case = decided_round(alna, secretary, director)
    address = f"/saker/{case.pk}/brev/"
    client.force_login(secretary)
    wrong = {
        "granted_text": "Hei {navn}, dere får {beløp}",
        "refused_text": "Nei {søkt} {begrunnelse}",
        "asked_column": "",
        "reason_column": "Søker",
        "frame_nok": "mye",
    }
    page = client.post(address, sent(case, **wrong))
    assert page.status_code == 422
    for words in (
        "{navn} er ikke et flettefelt",
        "ta bort {søkt}",
        "Velg en kolonne for seg selv.",
        "Hei {navn}, dere får {beløp}",
        'value="mye"',
    ):
        assertContains(page, words, status_code=422)
    assert not LetterSet.objects.exists()
    # A row that cannot be sent is told at the row and beside the buttons, which are not there.
    client.post(address, sent(case, reason_column=""))
    page = client.get(address)
    assertContains(page, "Avslaget mangler begrunnelse.", count=2)
    assertNotContains(page, "Lag brevene")
    answer = client.post(f"{address}lag/", follow=True)
    assertContains(answer, "Rader med feil: 3")


@pytest.mark.django_db
def test_the_second_of_two_is_told_what_the_first_wrote(
    alna: Unit, secretary: Person, director: Person, client: Client
) -> None:
    case = decided_round(alna, secretary, director)
    address = f"/saker/{case.pk}/brev/"
    client.force_login(secretary)
    mine = sent(case, contact="Meg, 22 33 44 55")
    client.post(address, sent(case, contact="Deg, 99 88 77 66"))
    page = client.post(address, mine)
    assert page.status_code == 409
    assertContains(page, "Noen andre lagret før deg", status_code=409)
    assertContains(page, "Meg, 22 33 44 55", status_code=409)
    assertContains(page, "Deg, 99 88 77 66", status_code=409)
    client.post(address, mine | {"version": LetterSet.objects.get().version})
    assert LetterSet.objects.get().contact == "Meg, 22 33 44 55"


@pytest.mark.django_db
def test_only_an_approved_case_about_a_round_has_letters(
    alna: Unit, secretary: Person, director: Person, client: Client
) -> None:
    client.force_login(secretary)
    draft = draft_round(alna, secretary)
    assertContains(client.get(f"/saker/{draft.pk}/brev/"), "Saken må være godkjent før")
    other = approved_case(alna, secretary, director)
    assert client.get(f"/saker/{other.pk}/brev/").status_code == 404
    assertNotContains(client.get(other.get_absolute_url()), "/brev/")
    bare = approved_case(alna, secretary, director, kind=CaseKind.FUNDING_ROUND)
    assertContains(client.get(f"/saker/{bare.pk}/brev/"), "ingen rangering")


@pytest.mark.django_db
def test_many_applicants_are_paged_at_a_constant_number_of_queries(
    alna: Unit,
    secretary: Person,
    director: Person,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    rows = "\n".join(f"Lag {n};{n} 000" for n in range(1, 61))
    case = decided_round(alna, secretary, director, table=f"Søker;Innvilget\n{rows}")
    with_letters(case, secretary)
    client.force_login(secretary)
    client.get(f"/saker/{case.pk}/brev/")
    with django_assert_max_num_queries(25):
        page = client.get(f"/saker/{case.pk}/brev/?side=3")
    assertContains(page, "60 i alt")
    assertContains(page, "Viser 51–60 av 60")
    assertContains(page, "51 av 60")
    as_htmx = {"HX-Request": "true", "HX-Target": "letter-rows"}
    fragment = client.get(f"/saker/{case.pk}/brev/?side=2", headers=as_htmx)
    assertContains(fragment, "Viser 26–50 av 60")
    assertNotContains(fragment, "<form")
