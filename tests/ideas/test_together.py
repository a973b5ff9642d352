"""Support, follows, comments, offers and outsiders: what people do together around an idea."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from ideas import services
from ideas.models import Idea, IdeaFile, Visibility
from ideas.models.comment import Comment, CommentMention
from ideas.models.support import Follow, HelpOffer, Support
from ideas.queries.comment import wordings_of
from ideas.queries.support import concerned
from ideas.services import comment, help_offer, outsider, support
from organisation.errors import DomainError
from organisation.notices.models import Notice
from organisation.people.models import Part, Person
from organisation.people.parts import choose_parts
from organisation.registries import following, personal_data, waiting_for
from tests.factories.ideas import IdeaFactory, adviser_of
from tests.factories.people import PartnerFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


@pytest.fixture
def adviser(alna):
    return adviser_of(alna, name="Rådgiver Ramm")


@pytest.fixture
def author(alna):
    return PersonFactory(unit=UnitFactory(parent=alna), name="Innmelder Igelsrud")


@pytest.fixture
def colleague(alna):
    return PersonFactory(unit=alna, name="Kollega Krog")


@pytest.fixture
def idea(author, adviser):
    """Released, and its author's name hidden."""
    made = IdeaFactory(by=author, title="Nøkkelbokser", visibility=Visibility.HIDDEN)
    made = services.release_idea(services.take_on(made, by=adviser), by=adviser)
    Notice.objects.all().delete()
    return made


@pytest.fixture
def invite(alna, adviser):
    partner = PartnerFactory(district=alna, name="Frivilligsentralen")

    def invite(idea, name="Ekstern Evensen", email="ekstern@partner.no"):
        return outsider.invite_outsider(idea, partner, name=name, email=email, by=adviser)

    return invite


# Support ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_support_clicked_at_once_from_two_tabs_counts_once(idea, colleague):
    def press(_tab):
        try:
            support.support_idea(idea, by=colleague)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as tabs:
        list(tabs.map(press, range(2)))
    assert Support.objects.count() == Follow.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(idea=idea, person=colleague)


def test_support_is_given_once_withdrawn_and_never_by_an_author(idea, author, colleague):
    for person in (colleague, colleague, author):
        support.support_idea(idea, by=person)
    [found] = Idea.objects.with_support().filter(pk=idea.pk)
    assert (found.support_count, found.comment_count) == (1, 0)
    assert list(Idea.objects.supported_by(colleague)) == [idea]
    assert list(Idea.objects.followed_by(colleague)) == [idea]
    support.withdraw_support(idea, by=colleague)
    support.withdraw_support(idea, by=colleague)
    assert not idea.supports.exists()
    assert concerned(idea) == sorted([author, colleague], key=lambda person: person.name)
    support.unfollow(idea, by=colleague)
    assert concerned(idea) == [author]
    services.withdraw_idea(idea, by=author)
    with pytest.raises(DomainError, match="trukket"):
        support.support_idea(idea, by=colleague)


def test_only_those_who_may_still_read_it_are_concerned(idea, author, colleague, nabo):
    moved, gone = PersonFactory(unit=colleague.unit), PersonFactory(unit=colleague.unit)
    for person in (colleague, moved, gone):
        support.support_idea(idea, by=person)
    Person.objects.filter(pk=moved.pk).update(unit=nabo, district=nabo)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    assert set(concerned(idea)) == {author, colleague}


def test_the_button_works_without_script_and_in_place(as_person, idea, colleague):
    client = as_person(colleague)
    address = f"/ideer/{idea.pk}/stotte/"
    assert client.post(address).url == f"/ideer/{idea.pk}/#stotte"
    page = client.get(f"/ideer/{idea.pk}/").content.decode()
    assert "Kollega Krog støtter idéen." in page
    assert "Igelsrud" not in page
    hx = {"HX-Request": "true", "HX-Target": "stotte"}
    fragment = client.post(f"{address}trekk/", headers=hx).content.decode()
    assert fragment.strip().startswith('<div id="stotte">')
    assert "Ingen har støttet idéen ennå." in fragment
    assert "Slutt å følge" in fragment


# What everybody concerned hears -----------------------------------------------------------------


def test_each_change_of_state_is_told_to_all_concerned_once_and_names_nobody(
    idea, author, colleague, adviser
):
    support.support_idea(idea, by=colleague)
    services.ask_submitter(idea, "Hvor ofte?", by=adviser)
    assert told(colleague) == []  # a question is between the two
    services.answer_question(idea, "Hver dag.", by=author)
    services.answer_idea(idea, "declined", reply="Ikke nå.", by=adviser)
    services.reopen_idea(idea, reason="Ny lov", by=adviser)
    services.withdraw_idea(idea, by=author)
    title = idea.title
    assert told(colleague) == [
        f"Idéen er besvart (avslått): {title}",
        f"Idéen er tatt opp igjen: {title}",
        f"Idéen er trukket av innmelderen: {title}",
    ]
    assert told(author) == [
        f"Spørsmål om idéen din: {title}",
        f"Idéen din er besvart (avslått): {title}",
        f"Idéen din er tatt opp igjen: {title}",
    ]
    everything = " ".join(Notice.objects.values_list("text", flat=True))
    assert "Igelsrud" not in everything


# Comments ---------------------------------------------------------------------------------------


def test_a_comment_has_replies_mentions_and_a_history_all_readers_may_see(
    as_person, idea, author, colleague, adviser, nabo
):
    third = PersonFactory(unit=colleague.unit, name="Tredje Tveit")
    first = comment.write_comment(idea, "Vi har det samme.", by=colleague, mentioned=[third])
    assert told(third) == ["Kollega Krog nevnte deg i en kommentar: Nøkkelbokser"]
    assert told(author) == told(adviser) == ["Kollega Krog kommenterte idéen Nøkkelbokser"]
    reply = comment.write_comment(idea, "Hvor da?", by=author, under=first)
    assert told(colleague) == ["Innmelderen svarte på kommentaren din: Nøkkelbokser"]
    again = comment.write_comment(idea, "På Furuset.", by=third, under=reply)
    assert (reply.under, again.under) == (first, first)  # one step in, never two
    stranger = PersonFactory(unit=nabo)
    with pytest.raises(DomainError, match="kan ikke lese idéen"):
        comment.write_comment(idea, "Se her", by=colleague, mentioned=[stranger])
    edited = comment.edit_comment(
        first, "Vi har det samme her.", version=first.version, by=colleague, mentioned=[third]
    )
    assert [each.text for each in wordings_of(edited)] == [
        "Vi har det samme her.",
        "Vi har det samme.",
    ]
    assert CommentMention.objects.count() == 1
    assert len(told(third)) == 1
    page = as_person(third).get(f"/ideer/{idea.pk}/").content.decode()
    assert "Vi har det samme her." in page
    assert "Nevnt: Tredje Tveit" in page
    assert "Igelsrud" not in page
    history = as_person(third).get(f"/ideer/{idea.pk}/kommentarer/{first.pk}/historikk/")
    assert "Vi har det samme." in history.content.decode()
    assert as_person(stranger).get(history.request["PATH_INFO"]).status_code == 404


def test_a_comment_taken_away_keeps_its_place_and_says_nothing(as_person, idea, colleague, adviser):
    mine = comment.write_comment(idea, "Hemmelig tekst", by=colleague)
    comment.write_comment(idea, "Enig", by=adviser, under=mine)
    rude = comment.write_comment(idea, "Uhøflig tekst", by=colleague)
    comment.remove_comment(mine, by=colleague)
    with pytest.raises(DomainError, match="hvorfor"):
        comment.remove_comment(rude, by=adviser)
    client = as_person(adviser)
    address = f"/ideer/{idea.pk}/kommentarer/{rude.pk}/"
    assert client.post(f"{address}fjern/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}fjern/", {"reason": "Hold deg til saken."}).status_code == 302
    assert told(colleague)[-1].endswith("er fjernet: Hold deg til saken.")
    page = client.get(f"/ideer/{idea.pk}/").content.decode()
    assert "Hemmelig tekst" not in page
    assert "Uhøflig tekst" not in page
    assert "Den som skrev kommentaren, har fjernet den." in page
    assert "fjernet av en rådgiver: Hold deg til saken." in page
    assert "Enig" in page
    assert client.get(f"{address}historikk/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=rude.pk).update(removed_by=None)


def test_what_is_typed_is_kept_and_one_looks_for_whom_to_name(as_person, idea, colleague):
    client = as_person(colleague)
    third = PersonFactory(unit=colleague.unit, name="Tredje Tveit")
    client.post(f"/utkast/?form=ideas.comment&object={idea.pk}", {"text": "Halvferdig"})
    assert "Halvferdig" in client.get(f"/ideer/{idea.pk}/").content.decode()
    address = f"/ideer/{idea.pk}/kommentarer/"
    found = client.post(address, {"text": "Min tekst", "find": "tveit", "finn": "1"})
    assert found.status_code == 200
    assert {"Min tekst", "Tredje Tveit"} <= set(
        found.content.decode().replace("<", ">").replace("\n", ">").split(">")
    )
    refused = client.post(address, {"text": " ", "mentioned": [third.pk]})
    assert refused.status_code == 422
    assert f'value="{third.pk}"' in refused.content.decode()
    client.post(address, {"text": "Min tekst", "mentioned": [third.pk]})
    assert [row.person for row in Comment.objects.get().mentions.all()] == [third]
    assert "Halvferdig" not in client.get(f"/ideer/{idea.pk}/").content.decode()


def test_somebody_who_was_slower_keeps_the_text(as_person, idea, colleague):
    said = comment.write_comment(idea, "Først", by=colleague)
    comment.edit_comment(said, "Fra en annen fane", version=1, by=colleague)
    page = as_person(colleague).post(
        f"/ideer/{idea.pk}/kommentarer/{said.pk}/endre/", {"text": "Fra denne", "version": 1}
    )
    assert page.status_code == 409
    assert "Fra denne" in page.content.decode()
    assert "Fra en annen fane" in page.content.decode()


# Help -------------------------------------------------------------------------------------------


def test_help_is_offered_answered_with_a_word_and_taken_back(as_person, idea, author, colleague):
    offer = help_offer.offer_help(idea, "Jeg kan snekre.", by=colleague)
    with pytest.raises(DomainError, match="alt tilbudt deg"):
        help_offer.offer_help(idea, "Og male.", by=colleague)
    assert told(author) == ["Kollega Krog vil hjelpe til med idéen Nøkkelbokser"]
    assert [row.url for row in waiting_for["ideas.help"](author)] == [f"/ideer/{idea.pk}/#hjelp"]
    other = PersonFactory(unit=colleague.unit)
    assert "Jeg kan snekre." not in as_person(other).get(f"/ideer/{idea.pk}/").content.decode()
    address = f"/ideer/{idea.pk}/hjelp/{offer.pk}/"
    client = as_person(author)
    assert client.post(address, {"answer": "decline", "reply": ""}).status_code == 422
    assert client.post(address, {"answer": "accept", "reply": "Så fint!"}).status_code == 302
    assert told(colleague) == ["Tilbudet ditt om hjelp er tatt imot: Nøkkelbokser"]
    page = as_person(other).get(f"/ideer/{idea.pk}/").content.decode()
    assert "Jeg kan snekre." in page
    assert "Kollega Krog hjelper til" in page  # in the life of the idea
    assert "Så fint!" not in page  # a word between the two
    assert "Igelsrud" not in page
    with pytest.raises(DomainError, match="tatt imot"):
        help_offer.withdraw_help(offer, by=colleague)
    second = help_offer.offer_help(idea, "Og male.", by=colleague)
    as_person(colleague).post(f"/ideer/{idea.pk}/hjelp/{second.pk}/trekk/")
    assert HelpOffer.objects.get(pk=second.pk).state == "withdrawn"


# Outsiders --------------------------------------------------------------------------------------


def test_an_outsider_reads_and_comments_on_what_they_are_invited_to_and_nothing_else(
    as_person, idea, author, colleague, adviser, invite
):
    services.attach(idea, [SimpleUploadedFile("a.txt", b"tekst")], by=author)
    other = services.release_idea(IdeaFactory(by=author, title="En annen"), by=adviser)
    services.attach(other, [SimpleUploadedFile("b.txt", b"tekst")], by=author)
    support.support_idea(idea, by=colleague)
    person = Person.objects.get(pk=invite(idea).person_id)
    assert invite(idea).person == person  # invited already is invited
    assert (Idea.objects.visible_to(person).get(), person.has_usable_password()) == (idea, False)
    assert len(told(person)) == 2
    client = as_person(person)
    home = client.get("/").content.decode()
    assert "Nøkkelbokser" in home
    assert "En annen" not in home
    page = client.get(f"/ideer/{idea.pk}/").content.decode()
    assert "Igelsrud" not in page
    assert "Kollega Krog" not in page  # who supports it is for those who work here
    assert 'href="/ideer/"' not in page
    files = {row.idea_id: row.file.get_absolute_url() for row in IdeaFile.objects.all()}
    assert b"".join(client.get(files[idea.pk])) == b"tekst"
    for address in (
        f"/ideer/{other.pk}/",
        files[other.pk],
        "/ideer/",
        "/sok/?q=annen",
        "/personer/",
        f"/ideer/{idea.pk}/stotte/",
        f"/ideer/{idea.pk}/hjelp/",
        f"/ideer/{idea.pk}/kommentarer/nevn/?find=kollega",
        "/prosjekter/",
    ):
        assert client.get(address).status_code == 404, address
    client.post(f"/ideer/{idea.pk}/kommentarer/", {"text": "Vi kan hjelpe."})
    assert Comment.objects.get().author == person
    page = as_person(colleague).get(f"/ideer/{idea.pk}/").content.decode()
    assert "Frivilligsentralen" in page
    services.answer_idea(idea, "declined", reply="Ikke nå.", by=adviser)
    assert told(person)[-1] == "Idéen er besvart (avslått): Nøkkelbokser"


def test_an_invitation_ends_with_one_click_with_the_part_and_with_the_idea(
    as_person, alna, idea, author, adviser, invite
):
    invitation = invite(idea)
    person = Person.objects.get(pk=invitation.person_id)
    address = f"/ideer/{idea.pk}/"

    def opened():
        return as_person(person).get(address).status_code

    assert "Ekstern Evensen" in as_person(adviser).get(address).content.decode()
    choose_parts(alna, {Part.OUTSIDERS: False}, by=adviser)
    assert (opened(), person in concerned(idea)) == (404, False)
    assert as_person(adviser).get(f"{address}inviter/").status_code == 404
    with pytest.raises(DomainError, match="slått av"):
        invite(idea, email="to@partner.no")
    choose_parts(alna, {Part.OUTSIDERS: True}, by=adviser)
    assert (opened(), person in concerned(idea)) == (200, True)
    as_person(adviser).post(f"{address}inviter/{invitation.pk}/avslutt/")
    assert (opened(), person in concerned(idea)) == (404, False)
    invite(idea)
    assert opened() == 200
    services.withdraw_idea(idea, by=author)
    assert opened() == 404


def test_a_colleague_is_not_invited_as_an_outsider(as_person, alna, idea, colleague, adviser):
    other = PartnerFactory(district=alna)
    sent = {"partner": other.pk, "name": "Noen", "email": colleague.email}
    page = as_person(adviser).post(f"/ideer/{idea.pk}/inviter/", sent)
    assert page.status_code == 422
    assert "er adressen til en kollega" in page.content.decode()


# My page, and what it costs ---------------------------------------------------------------------


def test_what_one_follows_stands_on_my_page_and_in_what_we_know_of_one(idea, colleague):
    comment.write_comment(idea, "Enig", by=colleague)
    [row] = following["ideas.followed"](colleague)
    assert (row.title, row.facts[1]) == ("Nøkkelbokser", "Du følger den")
    kept = {type(thing).__name__ for thing in personal_data["ideas.together"](colleague)}
    assert kept == {"Comment", "Follow"}


def test_the_page_costs_the_same_with_one_and_many(as_person, idea, colleague, adviser, invite):
    client = as_person(adviser)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/ideer/{idea.pk}/").status_code == 200
        return len(queries)

    def add(number):
        person = PersonFactory(unit=colleague.unit)
        support.support_idea(idea, by=person)
        said = comment.write_comment(idea, "Enig", by=person, mentioned=[colleague])
        comment.write_comment(idea, "Også", by=colleague, under=said)
        help_offer.offer_help(idea, "Jeg kan.", by=person)
        invite(idea, email=f"ekstern{number}@partner.no")

    services.ask_submitter(idea, "Hvor ofte?", by=adviser)
    services.attach(idea, [SimpleUploadedFile("a.txt", b"tekst")], by=adviser)
    add(1)
    few = cost()
    add(2)
    add(3)
    assert cost() == few
    assert few <= 13
