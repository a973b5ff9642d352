"""Versions of a case: who wrote what, what differs between two, and an old text taken back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.audit.history import changes
from organisation.audit.tracking import backdated
from organisation.errors import Stale
from organisation.web.richtext import clean, to_plain
from reports import services
from reports.compare import PartText, compare
from reports.models import BoardCase, CaseSection
from reports.queries.version import APPROVED, RETURNED, SENT, Past
from reports.services.version import take_back_section
from tests.factories.people import PersonFactory
from tests.factories.reports import written_case

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
SPOKEN = re.compile(r'<span class="ds-sr-only">\[?[^<]*</span>')


def shown(old: str, new: str) -> str:
    """What stands of one part when `old` became `new`."""
    (part,) = compare([PartText("1", "Del", old)], [PartText("1", "Del", new)]).parts
    html = "".join(line.html for stretch in part.stretches for line in stretch.lines)
    return SPOKEN.sub("", html)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<p>En gate.</p>", "<p>En bred gate.</p>", "<p>En<ins> bred</ins> gate.</p>"),
        (
            "<p>Det koster 1 200 000 kr i år.</p>",
            "<p>Det koster 1 500 000 kr i år.</p>",
            "<p>Det koster <del>1 200 000</del><ins>1 500 000</ins> kr i år.</p>",
        ),
        ("<p>a</p>", "<p>a</p><p>b</p>", "<p>a</p><p><ins>b</ins></p>"),
        (
            "<p>Alt dette <strong>er sagt</strong> før.</p>",
            "<p>Alt dette er sagt før.</p>",
            "<p>Alt dette <del><strong>er sagt</strong></del><ins>er sagt</ins> før.</p>",
        ),
        (
            '<p>Alt er sagt her<small class="footnote">SSB 2024</small>.</p>',
            '<p>Alt er sagt her<small class="footnote">SSB 2025</small>.</p>',
            "<p>Alt er sagt her (fotnote: SSB <del>2024</del><ins>2025</ins>).</p>",
        ),
    ],
)
def test_words_are_compared(old: str, new: str, told: str) -> None:
    assert shown(clean(old), clean(new)) == told


def test_tables_are_compared_cell_by_cell_and_lists_item_by_item() -> None:
    old = clean("<table><tr><th>Hus</th></tr><tr><td>Tveita</td></tr></table><ul><li>en</li></ul>")
    new = clean(old.replace("Tveita", "Furuset").replace("</ul>", "<li>to</li></ul>"))
    drawn = shown(old, new)
    assert "<td><del>Tveita</del><ins>Furuset</ins></td>" in drawn
    assert "<th>Hus</th>" in drawn
    assert "<span><ins>to</ins></span>" in drawn


WORDS = st.lists(
    st.lists(st.sampled_from(["hus", "vei", "1 000", "ny,", "gate."]), min_size=1, max_size=6),
    max_size=5,
)


@settings(max_examples=25)
@given(before=WORDS, after=WORDS)
def test_without_what_came_the_old_text_stands_and_without_what_went_the_new(before, after) -> None:
    old, new = ("".join(f"<p>{' '.join(line)}</p>" for line in each) for each in (before, after))
    drawn = shown(old, new)

    def left(tag: str) -> list[str]:
        rest = re.sub(rf"<{tag}>.*?</{tag}>", "", drawn)
        lines = re.findall(r"<p>(.*?)</p>", re.sub(r"</?(?:ins|del)>", "", rest))
        return [" ".join(line.split()) for line in lines if line.strip()]

    assert left("ins") == [" ".join(line) for line in before]
    assert left("del") == [" ".join(line) for line in after]


def test_parts_that_came_went_and_moved_are_told() -> None:
    def parts(names: str) -> list[PartText]:
        return [PartText(name, f"Del {name}", f"<p>{name}</p>") for name in names]

    told = compare(parts("abcd"), parts("bcae"))
    assert [(part.key, part.state, part.notes) for part in told.parts] == [
        ("b", "same", []),
        ("c", "same", []),
        ("d", "removed", []),
        ("a", "same", ["Flyttet"]),
        ("e", "added", []),
    ]
    assert (told.changed, told.total) == (3, 5)


@pytest.fixture
def told_case(unit, secretary, director) -> BoardCase:
    """Written and sent by one, returned by the director, mended by another, sent again."""
    other = PersonFactory(unit=unit, name="Erik Ås")
    with backdated(START):
        case = written_case(unit, secretary, title="Nøkler")
        services.send_to_quality_check(case, by=secretary)
    with backdated(START + timedelta(days=1)):
        services.return_with_remarks(case, remarks="Skriv prisen.", by=director)
    section = case.sections.exclude(html="").order_by("position").first()
    for minutes, html in ((0, "<p>Den koster 5 000 kr.</p>"), (20, "<p>Den koster 6 000 kr.</p>")):
        section.refresh_from_db()
        with backdated(START + timedelta(days=2, minutes=minutes)):
            services.save_section(section, html=html, by=other, version=section.version)
    with backdated(START + timedelta(days=3)):
        services.send_to_quality_check(BoardCase.objects.get(pk=case.pk), by=secretary)
    return BoardCase.objects.get(pk=case.pk)


@pytest.mark.django_db
def test_saves_after_each_other_are_one_version_and_steps_stand_by_themselves(
    told_case, secretary, director
):
    past = Past(BoardCase.objects.select_related("template").get(pk=told_case.pk))
    assert [(version.mark, version.who) for version in past.versions] == [
        ("", "Sekretær Solberg"),
        (SENT, "Sekretær Solberg"),
        (RETURNED, "Direktør Dahl"),
        ("", "Erik Ås"),
        (SENT, "Sekretær Solberg"),
    ]
    assert past.versions[3].saves == 2
    assert past.versions[2].reasons == ["Skriv prisen."]
    last = past.versions[-1]
    assert past.usual_start(director, last) == past.versions[2]
    assert past.last(APPROVED, before=5) is None
    then = past.text_at(past.versions[2].at)
    assert any("Teksten i" in row["html"] for row in then.sections)


@pytest.mark.django_db
def test_the_page_compares_with_the_last_return_in_few_queries(
    told_case, director, employee, as_person, django_assert_max_num_queries
):
    url = f"/saker/{told_case.pk}/versjoner/"
    browser = as_person(director)
    with django_assert_max_num_queries(12):
        page = browser.get(url).content.decode()
    assert f"1 av {len(told_case.text_parts()) + 2} deler er endret" in page
    assert "koster 6 000 kr" in SPOKEN.sub("", page)
    assert "Skriv prisen." in page
    assert "Ingen deler er endret" in browser.get(f"{url}?fra=4&til=5").content.decode()
    assert browser.get(f"{url}?fra=x&til=99").status_code == 200
    assert as_person(employee).get(url).status_code == 404


@pytest.mark.django_db
def test_an_old_text_is_taken_back_as_a_new_save(told_case, secretary, director, as_person):
    services.return_with_remarks(told_case, remarks="Ta den første.", by=director)
    section = CaseSection.objects.get(case=told_case, html__contains="6 000")
    url = f"/saker/{told_case.pk}/versjoner/3/tilbake/{section.pk}/"
    writer = as_person(secretary)
    assert as_person(director).get(url).status_code == 403
    asked = writer.get(url).content.decode()
    assert "Teksten i" in SPOKEN.sub("", asked)
    sent = writer.post(url, {"version": section.version})
    assert sent.url == section.get_absolute_url()
    before = section.version
    section.refresh_from_db()
    assert to_plain(section.html).startswith("Teksten i")
    last = changes(section)[0]
    assert last.by == secretary
    assert last.reason.replace("\xa0", " ") == "Tatt tilbake fra versjon 3, 03.03.2026 kl. 09.00"

    # Somebody saved meanwhile: nothing is lost, and the page shows what would change now.
    again = writer.post(url, {"version": before})
    assert again.status_code == 409
    assert "Noen andre lagret før deg" in again.content.decode()
    row = Past(told_case).text_at(datetime.now(UTC)).section(str(section.pk))
    with pytest.raises(Stale):
        take_back_section(section, {**row, "html": "<p>x</p>"}, words="", version=1, by=secretary)


@pytest.mark.django_db
def test_a_part_that_was_removed_comes_back_where_it_stood(
    told_case, secretary, director, as_person
):
    with backdated(START + timedelta(days=4)):
        services.return_with_remarks(told_case, remarks="Ta den med.", by=director)
    first = told_case.sections.order_by("position").first()
    with backdated(START + timedelta(days=5)):
        extra = services.add_section(
            told_case, heading="Erfaringer", html="<p>Gode.</p>", after=first, by=secretary
        )
    with backdated(START + timedelta(days=6)):
        services.remove_section(extra, version=extra.version, by=secretary)
    url = f"/saker/{told_case.pk}/versjoner/"
    writer = as_person(secretary)
    page = writer.get(f"{url}?fra=7").content.decode()
    assert "Fjernet" in page
    assert f"{url}7/tilbake/{extra.pk}/" in page
    sent = writer.post(f"{url}7/tilbake/{extra.pk}/", {"version": told_case.version})
    back = told_case.sections.get(heading="Erfaringer")
    assert sent.url == back.get_absolute_url()
    assert (to_plain(back.html), back.position) == ("Gode.", first.position + 1)
