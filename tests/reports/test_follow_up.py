"""What the committees asked for is given to somebody, done, and told back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organisation.errors import DomainError, Stale
from organisation.notices.models import Notice
from organisation.people.models import Role
from organisation.web.richtext import to_plain
from reports import services
from reports.lifecycle import VedtakKind
from reports.models import FollowUp
from reports.queries.follow_up import points_of
from reports.services import follow_up as follow
from tests.factories.people import PersonFactory, person_as
from tests.factories.reports import committee_of, scheduled_case

TODAY = timezone.localdate()
DECIDED = "<ol><li>Saken godkjennes.</li><li>Direktøren legger fram en plan.</li></ol>"


@pytest.fixture
def decided(unit, secretary, director):
    """A case whose vedtak has two points."""
    case = scheduled_case(unit, secretary, director)
    bu = next(stop for stop in case.saksgang() if stop.decides)
    services.record_vedtak(bu, VedtakKind.CHANGED, text=DECIDED, by=secretary)
    case.refresh_from_db()
    return type(case).objects.with_text().get(pk=case.pk)


def given(text: str, owner, *, days: int = 30) -> follow.Given:
    return follow.Given(text, owner, TODAY + timedelta(days=days))


def test_points_of_a_vedtak_are_given_out_on_one_page(decided, secretary, client):
    owner = PersonFactory(unit=decided.district)
    assert points_of(decided.vedtak) == ["Saken godkjennes.", "Direktøren legger fram en plan."]
    page = f"/saker/{decided.pk}/oppfolging/"
    client.force_login(secretary)
    refused = client.post(page, {"punkt-2-take": "on", "punkt-2-text": "Legg fram en plan."})
    assert refused.status_code == 422
    assert "Velg hvem som har ansvaret." in refused.content.decode()
    assert "Legg fram en plan." in refused.content.decode()
    sent = {
        "punkt-2-take": "on",
        "punkt-2-text": "Legg fram en plan.",
        "punkt-2-owner": owner.pk,
        "punkt-2-due_on": (TODAY + timedelta(days=30)).isoformat(),
    }
    client.post(page, sent)
    thing = FollowUp.objects.get()
    assert (thing.text, thing.owner, thing.vedtak) == ("Legg fram en plan.", owner, decided.vedtak)
    assert Notice.objects.filter(person=owner, url=thing.get_absolute_url()).exists()
    client.force_login(owner)
    assert "Legg fram en plan." in client.get("/").content.decode()
    assert thing.get_absolute_url() in client.get("/saker/oppfolging/").content.decode()


def test_whoever_it_rests_with_says_what_was_done_and_the_second_hears_of_the_first(
    unit, secretary, client
):
    owner = PersonFactory(unit=unit)
    thing = follow.follow_up(
        committee_of(unit.district), given("Tell benkene.", owner), given_on=TODAY, by=secretary
    )
    with pytest.raises(DomainError, match="Skriv hva som er gjort"):
        follow.close_follow_up(thing, "finish", outcome=" ", by=owner)
    client.force_login(owner)
    client.post(
        thing.get_absolute_url(),
        {"gjor": "finish", "version": 1, "outcome": "Det er 14 benker."},
    )
    thing.refresh_from_db()
    assert (thing.state, thing.outcome, thing.closed_on) == ("done", "Det er 14 benker.", TODAY)
    with pytest.raises(Stale):
        follow.edit_follow_up(thing, {"text": "Nei"}, version=1, by=secretary)
    with pytest.raises(DomainError, match="avsluttet"):
        follow.edit_follow_up(thing, {"text": "Nei"}, version=2, by=secretary)
    assert follow.reopen_follow_up(thing, by=secretary).state == "open"


def test_what_is_late_shows_to_the_director_and_to_nobody_elsewhere(
    unit, secretary, director, client
):
    owner = PersonFactory(unit=unit)
    long_ago = TODAY - timedelta(days=60)
    thing = follow.follow_up(
        committee_of(unit.district),
        given("Tell benkene.", owner, days=-5),
        given_on=long_ago,
        by=secretary,
    )
    client.force_login(director)
    assert "1 oppfølgingspunkt er over fristen" in client.get("/").content.decode()
    assert "1 av 1" in client.get("/saker/oppfolging/?vis=forsinket").content.decode()
    for stranger in (PersonFactory(unit=unit), person_as(Role.BOARD_MEMBER, unit)):
        client.force_login(stranger)
        assert client.get(thing.get_absolute_url()).status_code == 404


def test_all_that_became_of_it_is_one_case_and_exempt_words_stay_out(
    decided, unit, secretary, director
):
    owner = PersonFactory(unit=unit, job_title="Enhetsleder")
    bu = decided.vedtak.stop.committee
    first, second = follow.follow_up_all(
        bu,
        [given("Legg fram en plan.", owner), given("Tell benkene.", owner)],
        given_on=TODAY,
        vedtak=decided.vedtak,
        case=decided,
        by=secretary,
    )
    follow.close_follow_up(first, "finish", outcome="Planen er lagt fram.", by=owner)
    told = follow.report_back(bu, unit=unit, by=secretary)
    words = "\n".join(to_plain(part.html) for part in told.text_parts())
    assert "Planen er lagt fram." in words
    assert "Tell benkene." in words
    assert [stop.committee for stop in told.saksgang()] == [bu]
    for each in (first, second):
        each.refresh_from_db()
    assert (first.reported_on, second.reported_on) == (TODAY, None)
    type(decided).objects.filter(pk=decided.pk).update(is_exempt=True, legal_basis="offl. § 13")
    again = follow.report_back(bu, unit=unit, by=secretary)
    words = "\n".join(to_plain(part.html) for part in again.text_parts())
    assert "Tell benkene" not in words
    assert "unntatt offentlighet" in words

    case = follow.start_case(second, by=secretary)
    assert follow.start_case(FollowUp.objects.get(pk=second.pk), by=secretary) == case


def test_rows_of_the_meeting_system_are_taken_in_all_or_none(unit, secretary, director, client):
    case = scheduled_case(unit, secretary, director)
    services.register_case(case, archive_case="201500143", version=case.version, by=secretary)
    head = "Arkivsak\tUtvalg\tMøtedato\tSaknr\tUtfall\tVedtak\n"
    day = f"{TODAY:%d.%m.%Y}"
    good = f"201500143\tAU\t{day}\t4\tVedtatt som innstilt\tBra.\n"
    client.force_login(secretary)
    page = "/saker/fra-motesystemet/"
    wrong = head + good + f"201500143\tEldrerådet\t{day}\t\tSett\t\n"
    refused = client.post(page, {"text": wrong, "gjor": "for"})
    words = refused.content.decode()
    assert refused.status_code == 422
    assert "Rad 3: Utfallet «Sett» er ukjent." in words
    assert not case.stops.filter(vedtak__isnull=False).exists()

    sheet = SimpleUploadedFile("vedtak.csv", (head + good).encode())
    seen = client.post(page, {"upload": sheet, "gjor": "prov"}).content.decode()
    assert "Alle radene kan føres. Ingenting er ført ennå." in seen
    assert "201500143\tAU" in seen
    assert client.post(page, {"text": head + good, "gjor": "for"}).status_code == 302
    stop = case.stops.select_related("number").get(committee__abbreviation="AU")
    assert (stop.number.n, stop.vedtak_set.get().kind) == (4, VedtakKind.AS_PROPOSED)


def test_the_extract_follows_the_case_and_its_parts_are_copied_as_text(
    unit, secretary, director, client, employee
):
    case = scheduled_case(unit, secretary, director)
    stop = case.saksgang()[0]
    client.force_login(secretary)
    page = f"/saker/{case.pk}/saksprotokoll/{stop.pk}/"
    bad = SimpleUploadedFile("protokoll.pdf", b"Ikke en PDF.")
    assert client.post(page, {"upload": bad}).status_code == 422
    client.post(page, {"upload": SimpleUploadedFile("protokoll.txt", b"Vedtatt.")})
    file = stop.extracts.get().file
    text = client.get(f"/saker/{case.pk}/tekst/").content.decode()
    assert "Teksten i saksframstilling." in text
    client.force_login(employee)
    type(case).objects.filter(pk=case.pk).update(is_exempt=True, legal_basis="offl. § 13")
    assert client.get(file.get_absolute_url()).status_code == 404
    type(case).objects.filter(pk=case.pk).update(is_exempt=False)
    read = client.get(file.get_absolute_url())
    assert b"".join(read.streaming_content) == b"Vedtatt."
