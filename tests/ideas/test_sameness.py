"""Ideas that say the same: linked, answered together, and made one when all who have them agree."""

from datetime import timedelta
from itertools import permutations
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from hypothesis.stateful import run_state_machine_as_test as run

from ideas import services
from ideas.lifecycle import Outcome, State
from ideas.models import Idea, Visibility
from ideas.models.sameness import Merge, SameIdea
from ideas.models.support import Follow, Support
from ideas.services import merge as merges
from ideas.services import sameness
from ideas.services.support import support_idea, withdraw_support
from ideas.tasks.answers import lapse_merges
from organisation.errors import DomainError, Stale, StepRefused
from organisation.notices.models import Notice
from organisation.people.models import Role
from organisation.working_days import add_working_days
from tests.factories.answers import proposed_merge, released_idea, turn_on_merging
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea, judged
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db
SILENT = type("Silent", (), {"report": lambda *_args: None})()


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def adviser(alna):
    return adviser_of(alna, name="Rådgiver Rø")


@pytest.fixture
def merging(alna, adviser):
    turn_on_merging(alna, by=adviser)


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def page(client, address):
    return client.get(address).content.decode()


# Linked -----------------------------------------------------------------------------------------


def test_linked_ideas_are_found_linked_and_answered_together_however_far(as_person, adviser, unit):
    first = released_idea(unit, title="Nøkkelbokser")
    second = released_idea(unit, title="Låser på nett")
    third = IdeaFactory(unit=unit, title="Slippe å lete etter nøkler")
    supporter = PersonFactory(unit=unit)
    support_idea(second, by=supporter)
    client = as_person(adviser)
    found = page(client, f"/ideer/{first.pk}/samme/?q={second.number}")
    assert f"?med={second.pk}" in found
    assert "Slippe å lete" in page(client, f"/ideer/{first.pk}/samme/?q=nøkler")
    assert "Lenk som samme" in page(client, f"/ideer/{first.pk}/samme/?med={second.pk}")
    for _press in range(2):
        client.post(f"/ideer/{first.pk}/samme/?med={second.pk}", {"reason": "Samme dører"})
    client.post(f"/ideer/{third.pk}/samme/?med={second.pk}", {"reason": ""})
    assert SameIdea.objects.count() == 2
    assert "lenket som samme idé som «Nøkkelbokser»" in told(supporter)[-1]
    # Who may not read the third is not told that it is there.
    seen = page(as_person(supporter), second.get_absolute_url())
    assert "Nøkkelbokser" in seen
    assert "Slippe å lete" not in seen
    assert "Slippe å lete" not in " ".join(told(supporter))

    first.refresh_from_db()
    form = page(client, f"/ideer/{first.pk}/svar/")
    assert "Svaret går også til disse" in form
    assert "Slippe å lete etter nøkler" in form
    fields = {"version": first.version, "outcome": "declined", "reply": "Vi har en ordning alt."}
    client.post(f"/ideer/{first.pk}/svar/", fields)
    ideas = list(Idea.objects.all())
    assert {idea.outcome for idea in ideas} == {Outcome.DECLINED}
    assert [idea.answers.count() for idea in ideas] == [1, 1, 1]
    assert told(third.submitter)[-1].startswith("Idéen din er besvart")
    assert any("besvart" in text for text in told(supporter))


def test_an_answer_written_before_the_link_is_shown_anew(adviser, unit):
    first, second = released_idea(unit), released_idea(unit)
    sameness.link_as_same(first, second, by=adviser)
    with pytest.raises(Stale):
        services.answer_idea(
            first, Outcome.DECLINED, reply="Nei.", by=adviser, version=first.version
        )


def test_what_one_may_not_answer_is_left_out_and_named(as_person, adviser, unit, alna):
    elsewhere = UnitFactory(parent=alna, name="Kultur")
    leader = person_as(Role.MANAGER, unit)
    mine = services.assign(released_idea(unit), leader, by=adviser)
    theirs = released_idea(elsewhere, title="Deres idé")
    hidden = IdeaFactory(unit=elsewhere, title="Hemmelig", visibility=Visibility.HIDDEN)
    sameness.link_as_same(mine, theirs, by=adviser)
    sameness.link_as_same(mine, hidden, by=adviser)
    form = page(as_person(leader), f"/ideer/{mine.pk}/svar/")
    assert "Går ikke til" in form
    assert "Deres idé" in form
    assert "Én lenket idé kan du ikke lese" in form
    assert "Hemmelig" not in form
    services.answer_idea(mine, Outcome.DECLINED, reply="Ikke nå.", by=leader)
    assert {idea.is_answered for idea in Idea.objects.exclude(pk=mine.pk)} == {False}
    # The hidden one stays hidden on every page, also the one where links are kept.
    for person in (leader, PersonFactory(unit=unit)):
        assert "Hemmelig" not in page(as_person(person), mine.get_absolute_url())


def test_a_project_that_came_of_one_is_shown_on_the_other(as_person, adviser, unit):
    first, second = judged(released_idea(unit)), released_idea(unit)
    sameness.link_as_same(first, second, by=adviser)
    services.answer_idea(first, Outcome.PILOT, reply="Vi prøver.", by=adviser)
    second.refresh_from_db()
    assert (second.outcome, second.is_new) == (Outcome.PILOT, "yes")
    with pytest.raises(DomainError, match="samme svar"):
        sameness.unlink(SameIdea.objects.get(), by=adviser)


def test_a_link_is_taken_away_and_only_by_those_who_see_to_it(as_person, adviser, unit, nabo):
    first, second = released_idea(unit), released_idea(unit)
    sameness.link_as_same(first, second, by=adviser)
    author = as_person(first.submitter)
    assert author.post(f"/ideer/{first.pk}/samme/?med={second.pk}").status_code == 403
    address = f"/ideer/{first.pk}/samme/{second.pk}/ta-bort/"
    assert author.post(address).status_code == 403
    assert "Ta bort lenken?" in page(as_person(adviser), address)
    as_person(adviser).post(address)
    assert not SameIdea.objects.exists()
    services.answer_idea(first, Outcome.DECLINED, reply="Nei.", by=adviser)
    second.refresh_from_db()
    assert second.is_unanswered
    with pytest.raises(DomainError, match="hver sin bydel"):
        sameness.link_as_same(first, released_idea(nabo), by=adviser)
    with pytest.raises(DomainError, match="annen idé"):
        sameness.link_as_same(first, first, by=adviser)


def test_the_idea_costs_one_query_more_when_it_is_tied(
    as_person, adviser, unit, merging, django_assert_max_num_queries
):
    ideas = [released_idea(unit) for _n in range(4)]
    for other in ideas[1:3]:
        sameness.link_as_same(ideas[0], other, by=adviser)
    proposed_merge(ideas[0], ideas[3], by=adviser)
    client = as_person(adviser)
    client.get(ideas[0].get_absolute_url())
    with django_assert_max_num_queries(13):
        seen = page(client, ideas[0].get_absolute_url())
    assert "Foreslått slått sammen med" in seen
    assert "0 av 2 har sagt ja" in seen


# Made one ---------------------------------------------------------------------------------------


def test_two_ideas_become_one_when_all_say_yes_and_come_apart_again(
    as_person, adviser, unit, merging
):
    hilde, odd, supporter, both = (PersonFactory(unit=unit) for _n in range(4))
    first = released_idea(unit, by=hilde, title="Nøkkelbokser", visibility=Visibility.HIDDEN)
    second = released_idea(unit, by=odd, title="Låser på nett")
    support_idea(first, by=supporter)
    support_idea(first, by=both)
    support_idea(second, by=both)
    client = as_person(adviser)
    address = f"/ideer/{first.pk}/sla-sammen/{second.pk}/"
    client.post(address, {"reason": "De sier det samme."})
    merge = Merge.objects.get()
    for person in (hilde, odd):
        assert "Slå sammen «Nøkkelbokser» og «Låser på nett»?" in page(as_person(person), "/")
    url = merge.get_absolute_url()
    assert as_person(supporter).get(url).status_code == 404
    assert client.post(url, {"agrees": "yes"}).status_code == 403
    assert "blir det synlig" in page(as_person(hilde), url)
    as_person(hilde).post(url, {"agrees": "yes"})
    assert Idea.objects.get(pk=first.pk).is_unanswered
    as_person(odd).post(url, {"agrees": "yes"})
    first.refresh_from_db()
    assert (first.state, first.outcome) == (State.ANSWERED, Outcome.MERGED)
    assert first.answered_by == adviser
    assert merges.author_ids(second) == {hilde.pk, odd.pk}
    assert set(Support.objects.filter(idea=second).values_list("person", flat=True)) == {
        supporter.pk,
        both.pk,
    }
    assert told(supporter)[-1].startswith("«Nøkkelbokser» er slått sammen med «Låser på nett»")
    old = page(as_person(supporter), first.get_absolute_url())
    assert "Den lever videre i" in old
    assert second.get_absolute_url() in old
    assert "Disse er slått sammen med denne" in page(as_person(odd), second.get_absolute_url())

    with pytest.raises(StepRefused, match="Angre sammenslåingen"):
        services.reopen_idea(first, reason="Nei.", by=adviser)
    reopen = client.get(f"/ideer/{first.pk}/ta-opp-igjen/")
    assert reopen.url == f"/ideer/sammenslaing/{merge.pk}/angre/"
    as_person(hilde).post(reopen.url)
    first.refresh_from_db()
    assert (first.state, first.submitter_is_hidden) == (State.IN_ASSESSMENT, True)
    assert first.promised_by > timezone.localdate()
    assert merges.author_ids(second) == {odd.pk}
    assert [row.person for row in Support.objects.filter(idea=second)] == [both]
    assert [row.person for row in Follow.objects.filter(idea=second)] == [both]
    assert told(odd)[-1].endswith("er skilt igjen, og begge vurderes for seg.")


def test_a_no_ends_it_silence_links_and_a_proposal_is_withdrawn(adviser, unit, merging):
    first, second = released_idea(unit), released_idea(unit)
    declined = proposed_merge(first, second, by=first.submitter)
    assert declined.consents.get(person=first.submitter).agrees
    declined = merges.answer_merge(declined, agrees=False, by=second.submitter)
    assert declined.state == Merge.State.DECLINED
    assert "ikke noe av" in told(first.submitter)[-1]
    withdrawn = merges.withdraw_merge(proposed_merge(first, second, by=adviser), by=adviser)
    with pytest.raises(DomainError, match="trukket"):
        merges.answer_merge(withdrawn, agrees=True, by=first.submitter)
    silent = proposed_merge(first, second, by=adviser)
    assert silent.answer_by == add_working_days(timezone.localdate(), 10)
    lapse_merges(silent.answer_by.isoformat(), progress=SILENT)
    assert Merge.objects.open().count() == 1
    for _night in range(2):
        lapse_merges((silent.answer_by + timedelta(days=1)).isoformat(), progress=SILENT)
    silent.refresh_from_db()
    assert silent.state == Merge.State.LINKED
    assert SameIdea.objects.count() == 1
    idle = proposed_merge(first, second, by=adviser)
    services.answer_idea(first, Outcome.DECLINED, reply="Nei.", by=adviser)
    idle.refresh_from_db()
    assert idle.state == Merge.State.WITHDRAWN


def test_what_cannot_be_merged_is_said_before_it_is_asked(as_person, adviser, unit):
    first, second = released_idea(unit), released_idea(unit)
    address = f"/ideer/{first.pk}/samme/?med={second.pk}"
    assert "slå dem sammen" not in page(as_person(adviser), address)
    with pytest.raises(DomainError, match="ikke slått på"):
        proposed_merge(first, second, by=adviser)
    turn_on_merging(unit, by=adviser)
    assert "Foreslå å slå dem sammen" in page(as_person(adviser), address)
    unread = IdeaFactory(unit=unit)
    answered = answered_idea(adviser, unit=unit)
    for idea, into, words in (
        (first, unread, "for kolleger først"),
        (answered, first, "venter på svar"),
    ):
        with pytest.raises(DomainError, match=words):
            proposed_merge(idea, into, by=adviser)
    hidden = released_idea(unit, visibility=Visibility.HIDDEN)
    with pytest.raises(DomainError, match="Navnet ditt er skjult"):
        proposed_merge(first, hidden, by=hidden.submitter)
    proposed_merge(first, second, by=adviser)
    with pytest.raises(DomainError, match="den andre veien"):
        proposed_merge(second, first, by=adviser)


def test_after_thirty_days_a_merged_idea_is_taken_up_without_taking_anybody_back(
    adviser, unit, merging
):
    first, second = released_idea(unit), released_idea(unit)
    merge = proposed_merge(first, second, by=first.submitter)
    merge = merges.answer_merge(merge, agrees=True, by=second.submitter)
    Merge.objects.update(undo_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(DomainError, match="ikke angres"):
        merges.undo_merge(merge, by=adviser)
    first = services.reopen_idea(first, reason="Den er noe annet.", by=adviser)
    assert first.state == State.IN_ASSESSMENT
    assert first.submitter_id in merges.author_ids(second)
    assert proposed_merge(first, second, by=adviser).is_open


def test_support_given_anew_after_a_merge_is_ones_own(adviser, unit, merging):
    first, second = released_idea(unit), released_idea(unit)
    fickle, steady = PersonFactory(unit=unit), PersonFactory(unit=unit)
    support_idea(first, by=fickle)
    support_idea(first, by=steady)
    merge = proposed_merge(first, second, by=first.submitter)
    merges.answer_merge(merge, agrees=True, by=second.submitter)
    withdraw_support(second, by=fickle)
    support_idea(second, by=fickle)
    merges.undo_merge(merge, by=adviser)
    assert [row.person for row in Support.objects.filter(idea=second)] == [fickle]


class Merging(RuleBasedStateMachine):
    """Three ideas, each with an author, and two who support what they like, in any order."""

    unit: ClassVar[Any] = None  # set by the test

    def __init__(self) -> None:
        super().__init__()
        self.work = transaction.atomic()
        self.work.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.work.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.adviser = adviser_of(self.unit)
        turn_on_merging(self.unit, by=self.adviser)
        self.ideas = [released_idea(self.unit) for _n in range(3)]
        self.pairs = list(permutations(self.ideas, 2))
        self.people = [PersonFactory(unit=self.unit) for _n in range(2)]
        self.own: dict[int, set[int]] = {idea.pk: set() for idea in self.ideas}

    def refused(self, act: Any, *args: Any, **kwargs: Any) -> None:
        try:
            with transaction.atomic():
                act(*args, **kwargs)
        except DomainError:
            pass

    @rule(who=st.integers(0, 1), which=st.integers(0, 2))
    def support(self, who: int, which: int) -> None:
        idea, person = self.ideas[which], self.people[who]
        is_merged = Idea.objects.get(pk=idea.pk).outcome == Outcome.MERGED
        if is_merged or Support.objects.filter(idea=idea, person=person).exists():
            return
        support_idea(idea, by=person)
        self.own[idea.pk].add(person.pk)

    @rule(pair=st.integers(0, 5))
    def propose(self, pair: int) -> None:
        idea, into = self.pairs[pair]
        self.refused(merges.propose_merge, idea, into, reason="Like.", by=self.adviser)

    def has(*states: str) -> Any:
        return precondition(lambda self: Merge.objects.filter(state__in=states).exists())

    def nth(self, state: str, at: int) -> Merge:
        rows = list(Merge.objects.filter(state=state).order_by("pk"))
        return rows[at % len(rows)]

    @rule(pair=st.integers(0, 5))
    def become_one(self, pair: int) -> None:
        """Whatever is open, or else these two; so that most runs come as far as a merge."""
        merge = Merge.objects.open().first()
        if merge is None:
            self.propose(pair)
            merge = Merge.objects.open().first()
        for said in merge.consents.select_related("person") if merge else ():
            self.refused(merges.answer_merge, merge, agrees=True, by=said.person)

    @has(Merge.State.PROPOSED)
    @rule(at=st.integers(0, 2))
    def somebody_declines(self, at: int) -> None:
        merge = self.nth(Merge.State.PROPOSED, at)
        merges.answer_merge(merge, agrees=False, by=merge.into.submitter)

    @has(Merge.State.PROPOSED)
    @rule(at=st.integers(0, 2))
    def time_runs_out(self, at: int) -> None:
        merge = self.nth(Merge.State.PROPOSED, at)
        merges.lapse_merge(merge, on=merge.answer_by + timedelta(days=1))

    @has(Merge.State.MERGED)
    @rule(at=st.integers(0, 2))
    def undo(self, at: int) -> None:
        self.refused(merges.undo_merge, self.nth(Merge.State.MERGED, at), by=self.adviser)

    @invariant()
    def everybody_is_where_they_should_be_and_every_idea_has_a_way_out(self) -> None:
        if not hasattr(self, "ideas"):
            return
        standing = list(Merge.objects.filter(state=Merge.State.MERGED))

        def gathered(idea: Idea, own: dict[int, set[int]]) -> set[int]:
            came = (gathered(each.idea, own) for each in standing if each.into_id == idea.pk)
            return own[idea.pk].union(*came)

        authors = {idea.pk: {idea.submitter_id} for idea in self.ideas}
        for idea in Idea.objects.all():
            assert merges.author_ids(idea) == gathered(idea, authors)
            supporters = list(idea.supports.values_list("person", flat=True))
            assert sorted(supporters) == sorted(gathered(idea, self.own))
            away = [each for each in standing if each.idea_id == idea.pk]
            assert (idea.outcome == Outcome.MERGED) == bool(away)
            assert idea.is_unanswered or away[0].can_be_undone(timezone.localdate())
        assert not Merge.objects.open().exclude(idea__outcome="").exists()


def test_any_order_of_merging_and_undoing_keeps_people_and_leaves_a_way_out(unit):
    Merging.unit = unit
    run(Merging, settings=settings(max_examples=10, stateful_step_count=9, deadline=None))
