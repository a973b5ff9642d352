"""Drafts: kept while one writes, there after log-out, gone when the form is sent."""

import json
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from organisation.drafts import services
from organisation.drafts.forms import FormDraft
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.drafts.services import discard_draft, load_draft, save_draft
from organisation.errors import DomainError
from organisation.registries import following
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/utkast/?form=test.idea&object=7&version=3"


@pytest.fixture(autouse=True)
def _idea_form(monkeypatch):
    monkeypatch.setattr(draft_forms, "_entries", dict(draft_forms._entries))
    draft_forms.add(
        "test.idea",
        DraftForm(
            title=lambda draft: draft.first("title") or "Idé uten tittel",
            url=lambda draft: f"/ideer/{draft.object_ref}/endre/",
        ),
    )


@pytest.fixture
def person(alna):
    return PersonFactory(unit=alna)


def test_what_is_typed_comes_back_after_log_out(as_person, person):
    client = as_person(person)
    answer = client.post(ADDRESS, {"title": "Færre telefoner", "need": "Pårørende ringer"})
    assert answer.json()["words"].startswith("Utkast lagret kl. ")
    client.logout()

    request = RequestFactory().get("/")
    request.user = person
    initial = FormDraft(request, "test.idea", 7).over({"title": "Gammel", "unit": 2})

    assert initial == {"title": "Færre telefoner", "need": "Pårørende ringer", "unit": 2}


def test_the_same_form_for_the_same_thing_has_one_draft(as_person, person):
    client = as_person(person)
    client.post(ADDRESS, {"title": "Første"})
    client.post(ADDRESS, {"title": "Andre"})
    client.post("/utkast/?form=test.idea&object=8&version=1", {"title": "Annen idé"})

    assert load_draft(person, "test.idea", 7).payload == {"title": ["Andre"]}
    assert load_draft(person, "test.idea", 7).base_version == 3
    assert Draft.objects.count() == 2


def test_tokens_and_passwords_are_never_kept(as_person, person):
    as_person(person).post(
        ADDRESS, {"title": "x", "csrfmiddlewaretoken": "t", "password1": "p", "nytt_passord": "p"}
    )

    assert load_draft(person, "test.idea", 7).payload == {"title": ["x"]}


def test_a_request_without_a_token_is_refused(person):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(person)

    assert client.post(ADDRESS, {"title": "x"}).status_code == 403


def test_a_draft_may_not_be_endless(as_person, person):
    answer = as_person(person).post(ADDRESS, {"need": "x" * 600_000})

    assert answer.status_code == 413
    assert answer.json()["error"] == "Teksten er for lang til å lagres som utkast. Del den opp."
    assert not Draft.objects.exists()
    many = QueryDict("&".join(f"f{n}=1" for n in range(600)))
    with pytest.raises(DomainError):
        save_draft(person, "test.idea", "", base_version=None, data=many)


@pytest.mark.parametrize(
    "query", ["form=unknown", "form=test.idea&version=three", f"form=test.idea&object={'7' * 99}"]
)
def test_an_address_that_makes_no_sense_is_refused(as_person, person, query):
    assert as_person(person).post(f"/utkast/?{query}", {"title": "x"}).status_code == 400


def test_what_the_database_cannot_hold_is_left_out(as_person, person):
    as_person(person).post(ADDRESS, {"title": "nu\x00ll"})

    assert load_draft(person, "test.idea", 7).first("title") == "null"


def test_a_box_that_was_unticked_stays_unticked(person):
    draft = Draft(person=person, form="test.idea", payload={"areas": ["1", "2"]})

    assert draft.over({"is_hidden": True, "goals": [1], "areas": [3], "title": "T"}) == {
        "is_hidden": False,
        "goals": [],
        "areas": ["1", "2"],
        "title": "T",
    }


def test_a_form_with_formsets_can_be_bound_to_its_draft(person):
    draft = Draft(person=person, form="test.idea", payload={"goals-0-text": ["A"], "g": ["1", "2"]})

    assert draft.as_data().getlist("g") == ["1", "2"]
    assert draft.as_data()["goals-0-text"] == "A"


def test_a_draft_is_gone_when_what_it_was_of_is_saved(person):
    save_draft(person, "test.idea", "7", base_version=None, data=QueryDict("title=x"))

    discard_draft(person, "test.idea", 7)

    assert load_draft(person, "test.idea", 7) is None


def test_a_draft_can_be_thrown_away_from_the_page(as_person, person):
    draft = save_draft(person, "test.idea", "7", base_version=None, data=QueryDict("title=x"))

    answer = as_person(person).post(f"/utkast/{draft.pk}/forkast/")

    assert answer.headers["Location"] == "/ideer/7/endre/"
    assert not Draft.objects.exists()


def test_nobody_else_reaches_a_draft(as_person, person, alna):
    draft = save_draft(person, "test.idea", "7", base_version=None, data=QueryDict("title=x"))
    for other in (
        PersonFactory(unit=alna),
        PersonFactory(unit=alna, is_installation_admin=True),
    ):
        assert as_person(other).post(f"/utkast/{draft.pk}/forkast/").status_code == 404
        assert load_draft(other, "test.idea", 7) is None
        assert not other.has_perm("drafts.view_draft", draft)
        assert list(Draft.objects.visible_to(other)) == []
    assert list(Draft.objects.visible_to(person)) == [draft]
    assert person.has_perm("drafts.view_draft", draft)


def test_drafts_stand_on_my_page_with_their_name_and_where_to_go_on(
    person, django_assert_num_queries
):
    for number in range(3):
        save_draft(
            person,
            "test.idea",
            str(number),
            base_version=None,
            data=QueryDict(f"title=Idé {number}"),
        )
    Draft.objects.create(person=person, form="no.longer.there", payload={})

    with django_assert_num_queries(1):
        rows = list(following["drafts"](person))

    assert [(row.title, row.url, row.state) for row in rows] == [
        (f"Idé {number}", f"/ideer/{number}/endre/", "Utkast") for number in (2, 1, 0)
    ]


def test_drafts_nobody_touches_are_let_go_after_90_days(person):
    for days in (89, 91):
        Draft.objects.create(
            person=person,
            form="test.idea",
            object_ref=str(days),
            updated_at=timezone.now() - timedelta(days=days),
        )

    assert services.prune() == 1
    assert Draft.objects.get().object_ref == "89"


def test_a_form_says_where_its_draft_is_kept():
    html = Template(
        '{% load drafts %}<form {% autosave_attributes "test.idea" 7 3 %}></form>'
    ).render(Context())

    assert html == (
        '<form data-autosave="test.idea" data-object="7" data-version="3"'
        ' data-autosave-url="/utkast/?form=test.idea&amp;object=7&amp;version=3"></form>'
    )


def test_the_page_tells_when_somebody_saved_since_the_draft_was_begun(person, rf):
    draft = save_draft(person, "test.idea", "7", base_version=3, data=QueryDict("title=x"))
    template = Template('{% include "drafts/found.html" %}')
    context = {"draft": draft, "request": rf.get("/ideer/7/endre/")}

    same = template.render(Context({**context, "version": 3}))
    newer = template.render(Context({**context, "version": 4}))

    assert "Du skriver videre på utkastet ditt fra" in same
    assert "Andre har endret teksten" not in same
    assert "Andre har endret teksten" in newer


def test_a_payload_is_json_all_the_way(as_person, person):
    as_person(person).post(ADDRESS, {"areas": ["1", "2"], "title": "æøå 👍"})

    assert json.loads(json.dumps(load_draft(person, "test.idea", 7).payload)) == {
        "areas": ["1", "2"],
        "title": ["æøå 👍"],
    }
