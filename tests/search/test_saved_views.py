"""Lists as people want to see them again: kept, shared, begun with, and never more than that."""

import pytest

from organisation.errors import DomainError, Stale
from organisation.people.models import Role
from organisation.search import services
from organisation.search.models import SavedView
from organisation.search.saved import address_of
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


def keep(by, query="tilstand=submitted", **more):
    return services.save_view("ideas:list", query, **{"title": "Nye", "by": by, **more})


def test_what_a_list_shows_is_saved_and_found_again_over_it(as_person, unit):
    client = as_person(PersonFactory(unit=unit))
    page = client.get("/ideer/", {"tilstand": "submitted", "side": 3, "ukjent": "x", "q": ""})
    save_url = page.context["saved_views"].save_url
    assert "tilstand=submitted" in page.context["saved_views"].share_url
    assert client.get(save_url).status_code == 200
    saved = client.post(save_url, {"title": "  Nye   idéer "})
    view = SavedView.objects.get()
    # Only what the list knows is kept, and never the number of a page.
    assert (view.title, view.query, view.role) == ("Nye idéer", "tilstand=submitted", "")
    assert saved.url == "/ideer/?tilstand=submitted" == address_of(view)
    shown = client.get(saved.url)
    assert shown.context["saved_views"].mine.view == view
    assert "Nye idéer" in shown.content.decode()
    again = client.post(save_url, {"title": "Nye idéer"})
    assert again.status_code == 422
    assert "Du har alt en visning med dette navnet." in again.content.decode()


def test_a_list_begins_with_the_view_one_chose_and_still_shows_all(as_person, unit):
    hilde = PersonFactory(unit=unit)
    client, first = as_person(hilde), keep(hilde, is_start=True)
    assert client.get("/ideer/").url == "/ideer/?tilstand=submitted"
    everything = client.get("/ideer/?tilstand=submitted").context["saved_views"].all_url
    page = client.get(f"/ideer/{everything}")
    assert page.status_code == 200
    assert not page.context["listing"].is_filtered
    # What clears a filter does not lead back to it either.
    assert client.get("/ideer/?tilstand=submitted").context["listing"].cleared_url == everything
    # One view is the first; a view of everything leads nowhere twice.
    second = keep(hilde, "", title="Alt", is_start=True)
    first.refresh_from_db()
    assert not first.is_start
    assert client.get("/ideer/").url == address_of(second) == "/ideer/?alt=1"


def test_a_view_is_shared_with_a_role_by_those_who_steer_the_unit(as_person, alna, unit):
    leader, director = person_as(Role.MANAGER, unit), person_as(Role.DIRECTOR, alna)
    employee = PersonFactory(unit=unit)
    with pytest.raises(DomainError):
        keep(employee, role=Role.MANAGER, unit=unit)
    with pytest.raises(DomainError):
        keep(leader, role=Role.MANAGER, unit=alna)
    view = keep(director, title="Til lederne", role=Role.MANAGER, unit=unit)
    assert (
        "role"
        not in as_person(employee).get("/sok/visninger/ny/?liste=ideas:list").context["form"].fields
    )
    shown = as_person(leader).get("/ideer/").content.decode()
    assert view.title in shown
    assert view.title not in as_person(employee).get("/ideer/").content.decode()
    # It keeps its address when it is changed, and is only its maker's to change.
    services.change_view(
        view, title="Til svar", query="vis=behandler", role=Role.MANAGER, unit=unit,
        version=view.version, by=director,
    )  # fmt: skip
    assert as_person(leader).get(f"/sok/visninger/{view.pk}/").url == "/ideer/?vis=behandler"
    assert as_person(leader).post(f"/sok/visninger/{view.pk}/slett/").status_code == 403
    with pytest.raises(Stale):
        services.change_view(view, title="Sent", version=1, by=director)


def test_a_view_is_changed_to_what_is_shown_now_and_taken_away(as_person, unit):
    hilde = PersonFactory(unit=unit)
    client, view = as_person(hilde), keep(hilde)
    edit = f"/sok/visninger/{view.pk}/endre/"
    assert "use_current" not in client.get(edit).context["form"].fields
    typed = {"title": "Nye", "use_current": "on", "version": view.version}
    late = {"title": "Sene", "version": view.version}
    assert client.post(f"{edit}?sporring=vis%3Dmeg%26side%3D2", typed).status_code == 302
    view.refresh_from_db()
    assert view.query == "vis=meg"
    overtaken = client.post(edit, late)
    assert overtaken.status_code == 409
    assert "Sene" in overtaken.content.decode()
    assert client.get(f"/sok/visninger/{view.pk}/slett/").status_code == 200
    assert client.post(f"/sok/visninger/{view.pk}/slett/").status_code == 302
    assert not SavedView.objects.exists()
    assert client.get("/sok/visninger/ny/?liste=ukjent:liste").status_code == 404
