"""The decider table: examples, and that there is always exactly one who decides."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from organisation.errors import DomainError, Stale
from organisation.people.models import Unit, UnitKind
from portfolio import services
from portfolio.lifecycle import GateCode, Level, Profile, ProjectKind
from portfolio.models import DeciderRule, Project
from portfolio.models.deciders import choose_decider, decider_for
from tests.factories.people import UnitFactory
from tests.factories.portfolio import gate_of, make_project, prepare

DAY = date(2026, 1, 15)


def add(district, level, **limits):
    line = {"level": level, "delegation": "Delegert", "delegated_on": DAY, **limits}
    return services.add_decider_rule(district, line, starts_on=DAY, by=None)


@pytest.mark.parametrize(
    ("profile", "level"),
    [
        (Profile.SMALL, Level.UNIT_LEADER),
        (Profile.ORDINARY, Level.DEPARTMENT),
        (Profile.LARGE, Level.DIRECTOR),
    ],
)
def test_without_a_line_the_administration_decides_by_profile(alna, profile, level):
    project = make_project(alna, profile=profile)
    decider = decider_for(project, GateCode.BP1, DAY)
    assert (decider.level, decider.rule) == (level, None)


def test_the_line_that_names_most_wins(alna):
    project = make_project(alna)
    add(alna, Level.DIRECTOR)
    wanted = add(alna, Level.BOARD, code=GateCode.BP3, kind=ProjectKind.INNOVATION)
    add(alna, Level.UNIT_LEADER, code=GateCode.BP3)
    assert decider_for(project, GateCode.BP3, DAY).rule == wanted


def test_the_lowest_limit_that_holds_the_amount_wins(alna):
    project = make_project(alna)
    small = add(alna, Level.UNIT_LEADER, up_to_nok=Decimal(100_000))
    large = add(alna, Level.DEPARTMENT, up_to_nok=Decimal(500_000))
    rest = add(alna, Level.BOARD)

    def rule_for(amount):
        return decider_for(project, GateCode.BP1, DAY, Decimal(amount)).rule

    assert [rule_for(100_000), rule_for(100_001), rule_for(500_001)] == [small, large, rest]


def test_a_line_holds_from_its_first_day_until_the_day_it_ends(alna):
    project = make_project(alna)
    rule = add(alna, Level.BOARD)
    services.end_decider_rule(rule, ends_on=DAY + timedelta(10), version=1, by=None)
    levels = [
        decider_for(project, GateCode.BP1, DAY + timedelta(days)).level for days in (-1, 0, 9, 10)
    ]
    assert levels == [Level.DEPARTMENT, Level.BOARD, Level.BOARD, Level.DEPARTMENT]


def test_replacing_a_line_keeps_the_old_one_readable(alna):
    old = add(alna, Level.BOARD)
    new = services.replace_decider_rule(
        old,
        {"level": Level.DIRECTOR, "delegation": "Ny delegering", "delegated_on": DAY},
        starts_on=DAY + timedelta(30),
        version=1,
        by=None,
    )
    old.refresh_from_db()
    assert (old.level, old.ends_on) == (Level.BOARD, DAY + timedelta(30))
    assert (new.replaces, new.number) == (old, 2)
    with pytest.raises(Stale):
        services.end_decider_rule(old, ends_on=DAY, version=1, by=None)
    with pytest.raises(DomainError, match="alt avsluttet"):
        services.end_decider_rule(old, ends_on=DAY, version=old.version, by=None)


def test_lines_of_another_district_do_not_hold(alna, nabo):
    add(nabo, Level.BOARD)
    assert decider_for(make_project(alna), GateCode.BP1, DAY).level == Level.DEPARTMENT


def test_the_department_is_the_nearest_above_and_else_the_district(alna):
    department = UnitFactory(parent=alna, kind=UnitKind.AVDELING)
    under = UnitFactory(parent=UnitFactory(parent=department))
    alone = UnitFactory(parent=alna)
    assert decider_for(make_project(alna, unit=under), GateCode.BP1, DAY).unit == department
    assert decider_for(make_project(alna, unit=alone), GateCode.BP1, DAY).unit == alna


def test_the_gate_shows_who_decides_and_why_for_the_sum_that_is_asked_for(alna):
    add(alna, Level.DIRECTOR)
    add(alna, Level.UNIT_LEADER, up_to_nok=Decimal(50_000))
    gate = prepare(gate_of(make_project(alna)))
    assert gate.decider_level == Level.UNIT_LEADER
    services.recommend(
        gate,
        "go",
        text="Mer penger.",
        amount_nok=Decimal(50_001),
        due=None,
        version=gate.version,
        by=gate.project.leader,
    )
    gate = gate_of(gate.project)
    assert (gate.decider_level, gate.decider_rule.number) == (Level.DIRECTOR, 1)
    assert "Delegert" in gate.decider_why


def maybe(choices):
    return st.sampled_from(["", *choices])


RULES = st.lists(
    st.builds(
        DeciderRule,
        kind=maybe(ProjectKind.values),
        profile=maybe(Profile.values),
        code=maybe(GateCode.values),
        up_to_nok=st.none() | st.decimals(0, 10**7, places=2),
        level=st.sampled_from(Level.values),
        starts_on=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        number=st.integers(1, 99),
    ),
    max_size=8,
)


@given(
    rules=RULES,
    kind=st.sampled_from(ProjectKind.values),
    profile=st.sampled_from(Profile.values),
    code=st.sampled_from(GateCode.values),
    amount=st.decimals(0, 10**7, places=2),
    data=st.data(),
)
def test_there_is_always_one_decider_whatever_the_order_of_the_lines(
    rules, kind, profile, code, amount, data
):
    district = Unit(pk=1, district_id=1, kind=UnitKind.BYDEL)
    district.district = district
    unit = Unit(pk=2, kind=UnitKind.ENHET, parent=district, district=district)
    project = Project(kind=kind, profile=profile, unit=unit)
    first = choose_decider(project, code, amount, rules=rules)
    again = choose_decider(project, code, amount, rules=data.draw(st.permutations(rules)))
    assert first.level in Level
    if first.rule is None:
        assert not any(rule.holds_for(project, code, amount) for rule in rules)
        assert first.level != Level.BOARD
    else:
        assert first.rule.holds_for(project, code, amount)
        assert again.rule.precedence == first.rule.precedence


def test_today_is_the_day_that_counts(alna):
    project = make_project(alna)
    line = {"level": Level.BOARD, "delegation": "Delegert", "delegated_on": DAY}
    tomorrow = timezone.localdate() + timedelta(1)
    services.add_decider_rule(alna, line, starts_on=tomorrow, by=None)
    assert gate_of(project).decider_level == Level.DEPARTMENT
