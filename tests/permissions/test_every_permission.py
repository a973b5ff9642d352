"""No permission without a use, none without a test, none that a step only believes in."""

import re
from collections.abc import Iterator
from pathlib import Path

from ideas import lifecycle as ideas
from incubator import lifecycle as incubator
from organisation import permissions
from portfolio import lifecycle as portfolio
from reports import lifecycle as reports
from reports.lifecycle.meeting import STEPS as MEETING
from tests.permissions.table import MATRIX
from tests.permissions.test_pairs import LISTED, view_permission

ROOT = Path(__file__).resolve().parents[2]
CODE = ("config", "organisation", "ideas", "portfolio", "incubator", "reports", "templates")
TESTS_OF_RULES = "tests/*/test_*rules.py"
CASES = (reports.STEPS, MEETING)
PROJECTS = (portfolio.STEPS, portfolio.DECIDE, portfolio.VEDTAK)
TABLES = (ideas.STEPS, *PROJECTS, incubator.STEPS, *CASES)
STEPS = [step for table in TABLES for step in table.values()]
A_PERMISSION = re.compile(
    r"""["']((?:{})\.[a-z_]+)["']""".format(
        "|".join(sorted({name.partition(".")[0] for name in permissions.registered}))
    )
)
ASKED = re.compile(r"""(?:has_perm|can|authorize|allows)\(\s*(?:[\w.]+,\s*)?["']([a-z_.]+)["']""")


def code() -> Iterator[str]:
    for folder in CODE:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".html"} and "rules" not in (path.stem, path.parent.name):
                yield path.read_text()


def named(texts: Iterator[str]) -> set[str]:
    return {name for text in texts for name in A_PERMISSION.findall(text)}


def test_every_permission_is_asked_for_somewhere() -> None:
    by_lists = {view_permission(model) for model in LISTED}
    by_steps = {step.permission for step in STEPS}
    assert set(permissions.registered) - named(code()) - by_lists - by_steps == set()


def test_every_permission_is_tested() -> None:
    by_lists = {view_permission(model) for model in LISTED}
    by_address = {line.asks for line in MATRIX}
    by_rule = named(path.read_text() for path in ROOT.glob(TESTS_OF_RULES))
    assert set(permissions.registered) - by_lists - by_address - by_rule == set()


def test_every_step_asks_for_a_permission_that_is_there() -> None:
    assert {step.permission for step in STEPS} <= set(permissions.registered)


def test_the_table_asks_for_permissions_that_are_there() -> None:
    assert {line.asks for line in MATRIX if line.asks} <= set(permissions.registered)


def test_code_asks_for_no_permission_that_is_not_there() -> None:
    """A misspelt name is a KeyError on the day somebody comes there."""
    names = {name for text in code() for name in ASKED.findall(text)}
    assert names - set(permissions.registered) == set()
