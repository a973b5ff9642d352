"""`make bench-portfolio`: what the portfolio costs with many projects and years of history.

Fills a throw-away database by SQL, past the triggers that write history, and asks for the pages as
a person who sees all of it, in a process that is set up as the server sets up its own. Then once
more with twice the history behind the same projects. Times are those of this machine, of the whole
request without the network: what our process and PostgreSQL's worked (helpers of a parallel query
not counted), and what passed.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from config.gunicorn import post_worker_init
from tests.bench import substance, workbook
from tests.bench.place import prepare, worked

YEARS = timedelta(days=5 * 365)
TIMES = 20
A_PROJECT = "2022-00001"

# Live rows. %(n)s is how many projects there are.
PROJECTS = """
INSERT INTO portfolio_project (number, slug, title, summary, need, kind, profile, state,
    target_group, created_at, version, district_id, unit_id, owner_id, leader_id, access,
    access_reason, legal_basis)
SELECT y || '-' || lpad(i::text, 5, '0'), y || '-' || lpad(i::text, 5, '0'),
    'Prosjekt nummer ' || i, 'Kort sagt ' || i, 'Behovet er ' || md5(i::text),
    (ARRAY['innovation', 'development'])[1 + i %% 2],
    (ARRAY['small', 'ordinary', 'large'])[1 + i %% 3],
    (ARRAY['running', 'running', 'running', 'running', 'paused', 'stopped', 'closed'])[1 + i %% 7],
    'Innbyggere', %(start)s, 1, %(district)s, (%(units)s::bigint[])[1 + i %% %(units_n)s],
    (%(people)s::bigint[])[1 + i %% %(people_n)s],
    (%(people)s::bigint[])[1 + (i + 1) %% %(people_n)s], 'open', '', ''
FROM generate_series(1, %(n)s) AS i, LATERAL (SELECT 2021 + i %% 5 AS y) AS year
"""
PHASES = """
INSERT INTO portfolio_phase (project_id, kind, name, definite_name, position, state, planned_start,
    planned_start_precision, planned_end, planned_end_precision, actual_start,
    actual_start_precision, actual_end, actual_end_precision, conclusions, version)
SELECT p.id, k.kind, initcap(k.kind), k.kind || 'en', k.n,
    CASE WHEN k.n < p.id %% 4 + 1 THEN 'done' WHEN k.n = p.id %% 4 + 1 THEN 'running'
         ELSE 'planned' END,
    %(start)s::date + k.n * 300, 'day', %(start)s::date + k.n * 300 + 299, 'day',
    CASE WHEN k.n <= p.id %% 4 + 1 THEN %(start)s::date + k.n * 300 END, 'day',
    CASE WHEN k.n < p.id %% 4 + 1 THEN %(start)s::date + k.n * 300 + 299 END, 'day', '', 1
FROM portfolio_project p, (VALUES (1, 'forstudie'), (2, 'forprosjekt'), (3, 'hovedprosjekt'),
    (4, 'realisering')) AS k (n, kind)
"""
GATES = """
INSERT INTO portfolio_gate (project_id, code, name, asked, meaning, state, round, due,
    recommendation, recommendation_text, amount_nok, confirmation, decider_level, decider_why,
    version)
SELECT p.id, 'bp' || n, 'BP' || n, 'Skal prosjektet gå videre?', 'start_phase',
    CASE WHEN n <= p.id %% 4 + 1 THEN 'decided' WHEN n = p.id %% 4 + 2 THEN 'in_preparation'
         ELSE 'planned' END,
    1, current_date + ((p.id * n) %% 200)::int - 60, '', '', 0, '', '', '', 1
FROM portfolio_project p, generate_series(1, 5) AS n
"""
GOALS = """
INSERT INTO portfolio_projectgoal (project_id, kind, text, position, version, level)
SELECT p.id, (ARRAY['outcome', 'deliverable'])[n], 'Mål ' || n || ' for ' || p.id, n, 1, ''
FROM portfolio_project p, generate_series(1, 2) AS n
"""
STATUS_DUE = """
INSERT INTO portfolio_statusdue (project_id, due_on, stale_from)
SELECT id, current_date + (id %% 40)::int - 10, current_date + (id %% 40)::int
FROM portfolio_project WHERE state = 'running'
"""
REPORTS = """
INSERT INTO portfolio_statusreport (project_id, number, time_light, time_text, cost_light,
    cost_text, quality_light, quality_text, risk_light, risk_text, benefit_light, benefit_text,
    overall_light, overall_text, better_because, done, next, needed, overall_only, is_unchanged,
    delivered_on, delivered_at, delivered_by_id)
SELECT p.id, %(first)s + n, l, '', l, '', l, '', l, '', l, '', l, 'Det går som det går.', '',
    'Gjort', 'Neste', '', false, false, (at AT TIME ZONE 'Europe/Oslo')::date, at, p.leader_id
FROM portfolio_project p, generate_series(0, 59) AS n,
    LATERAL (SELECT
        %(begin)s::timestamptz + (n + (p.id * 13 %% 100) / 100.0) * %(years)s / 60 AS at,
        (ARRAY['green', 'green', 'green', 'yellow', 'red'])[1 + (p.id + n) %% 5] AS l) AS report
"""
ENTRIES = """
INSERT INTO portfolio_entry (project_id, fund_year_id, kind, amount_nok, vat, booked_on, text,
    source, voucher, code_1, code_2, code_3, code_4, line_hash, booked_by_id, booked_at)
SELECT p.id, fund_year.id, (ARRAY['plan', 'released', 'spent', 'spent'])[1 + n %% 4],
    1000 * (1 + (p.id + n) %% 90), 'none', (at AT TIME ZONE 'Europe/Oslo')::date, 'Føring', 'hand',
    '', '', '', '', '', '', p.leader_id, at
FROM portfolio_project p, generate_series(0, 23) AS n,
    LATERAL (SELECT %(begin)s::timestamptz + (n + (p.id * 7 %% 100) / 100.0) * %(years)s / 24 AS at)
        AS booked
    JOIN portfolio_fundyear AS fund_year ON fund_year.year = extract(year FROM at)
"""

# How many states each row has in five years, and what differs between them; `v` counts backwards
# to 0, the state as it stands.
HISTORIES: dict[str, tuple[int, dict[str, str]]] = {
    "portfolio_project": (
        20,
        {"title": "title || CASE WHEN v = 0 THEN '' ELSE ' (' || v || ')' END", "version": "v + 1"},
    ),
    "portfolio_phase": (8, {"planned_end": "planned_end - (v %% 5)::int"}),
    "portfolio_gate": (6, {"due": "due - (v * 10)::int"}),
    "portfolio_projectgoal": (4, {"text": "text || repeat('!', v::int)"}),
    "portfolio_statusdue": (30, {"due_on": "due_on - (v * 30)::int"}),
    **substance.HISTORIES,
}


def fill(projects: int, begin: datetime) -> Any:
    """The live rows; gives somebody who sees them all."""
    from django.db import connection

    from organisation.people.models import Role
    from tests.factories.money import fund_year, make_fund
    from tests.factories.people import PersonFactory, UnitFactory, open_districts, person_as

    district = open_districts()[0]
    departments = [UnitFactory(parent=district) for _n in range(8)]
    units = [UnitFactory(parent=parent) for parent in departments for _n in range(5)]
    people = [PersonFactory(unit=unit) for unit in units]
    fund = make_fund(district)
    for year in range((begin - YEARS).year, (begin + YEARS).year + 1):
        fund_year(fund, year, 10**9)
    facts = {
        "n": projects, "start": begin, "district": district.pk,
        "units": [unit.pk for unit in units], "units_n": len(units),
        "people": [person.pk for person in people], "people_n": len(people),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in HISTORIES:
            cursor.execute(f"DROP INDEX IF EXISTS {table}event_valid")
        cursor.execute("DROP INDEX IF EXISTS portfolio_statusreportevent_valid")
        for statement in (PROJECTS, PHASES, GATES, GOALS, STATUS_DUE, *substance.STATEMENTS):
            cursor.execute(statement, facts)
    add_history(begin, facts, reports_from=61, is_open=True)
    return person_as(Role.ADVISER, district)


def add_history(
    begin: datetime, facts: dict[str, Any], *, reports_from: int, is_open: bool
) -> None:
    """Five years of states, reports and entries from `begin`; the last state is open or not."""
    from django.db import connection

    facts = {**facts, "begin": begin, "years": YEARS, "first": reports_from}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SELECT coalesce(max(id), 0) FROM portfolio_statusreport")
        facts["last_report"] = cursor.fetchone()[0]
        cursor.execute(REPORTS, facts)
        cursor.execute(ENTRIES, facts)
        for table, (states, changes) in HISTORIES.items():
            add_states(cursor, table, states, changes, facts, is_open=is_open)
        add_states(
            cursor, "portfolio_statusreport", 1, {}, facts,
            at="delivered_at", only="id > %(last_report)s",
        )  # fmt: skip


def add_states(
    cursor: Any,
    table: str,
    states: int,
    changes: dict[str, str],
    facts: dict[str, Any],
    *,
    is_open: bool = True,
    at: str = "",
    only: str = "true",
) -> None:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name = %s AND column_name NOT LIKE 'pgh%%' AND column_name <> 'valid_to'",
        [f"{table}event"],
    )
    columns = {name: f'"{name}"' for (name,) in cursor.fetchall()}
    moment = at or (
        f"%(begin)s::timestamptz + ({{n}} + (id * 7919 %% 1000) / 1000.0) * %(years)s / {states}"
    )
    until = "NULL"
    if not at:
        last = "NULL" if is_open else "%(begin)s::timestamptz + %(years)s + '1 second'"
        until = f"CASE WHEN v > 0 THEN {moment.format(n='n + 1')} ELSE {last} END"
    cursor.execute(
        f"INSERT INTO {table}event (pgh_created_at, pgh_label, valid_to, pgh_obj_id, pgh_context,"
        f" pgh_context_id, {', '.join(columns.values())})"
        f" SELECT {moment.format(n='n')}, CASE WHEN n = 0 THEN 'insert' ELSE 'update' END, {until},"
        f""" id, '{{"by": 1, "action": "portfolio.edit_project", "reason": "Ny plan"}}',"""
        f" gen_random_uuid(), {', '.join(changes.get(*column) for column in columns.items())}"
        f" FROM {table}, generate_series(0, {states - 1}) AS n,"
        f" LATERAL (SELECT {states - 1} - n AS v) AS back WHERE {only}",
        facts,
    )


def settle() -> None:
    """Put the indexes back that filling went without, and let the planner know the tables."""
    from django.db import connection

    from organisation.audit.install import install

    install()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


@dataclass(frozen=True)
class Page:
    """An address, or the part of it that htmx asks for."""

    name: str
    address: str
    part: str = ""

    def ask(self, client: Any) -> Any:
        headers = {"HX-Request": "true", "HX-Target": self.part} if self.part else {}
        return client.get(self.address, headers=headers)


@dataclass(frozen=True)
class Measured:
    """Milliseconds, lowest first, of many times; queries, and kilobytes of the answer."""

    worked: list[float]
    waited: list[float]
    queries: int
    kilobytes: int

    def row(self, name: str, history: str) -> str:
        times = (
            f"{statistics.median(each):.0f} | {each[max(int(len(each) * 0.95), 1) - 1]:.0f}"
            for each in (self.worked, self.waited)
        )
        return f"| {name} | {history} | {' | '.join(times)} | {self.queries} | {self.kilobytes} |"


def measure(client: Any, page: Page) -> Measured:
    """What the page costs: processor time of both processes and time that passed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        response = page.ask(client)
        queries = len(asked)
    assert response.status_code == 200, (page.address, response.status_code, response.headers)
    worked_for, waited = [], []
    for _again in range(TIMES):
        began, worked_before = time.perf_counter(), worked(connection)
        page.ask(client)
        worked_for.append(worked(connection) - worked_before)
        waited.append((time.perf_counter() - began) * 1000)
    return Measured(sorted(worked_for), sorted(waited), queries, len(response.content) // 1000)


def pages(end: datetime) -> list[Page]:
    then = f"{end - timedelta(days=730):%Y-%m-%d}"
    month, year = (f"{end - timedelta(days=back):%Y-%m-%d}" for back in (30, 365))
    parts = [
        Page(f"{name}{words}", f"/portefolje/?diagrammer=del{day}", f"dashboard-{part}")
        for words, day in (("", ""), (" two years ago", f"&per={then}"))
        for name, part in (
            ("part: lacking, funnel", "lacking"),
            ("part: roadmap", "roadmap"),
            ("part: money, benefits, ideas", "money"),
            ("part: value", "value"),
            ("part: pace", "pace"),
            ("part: use", "use"),
        )
    ]
    return [
        Page("dashboard", "/portefolje/"),
        *parts[:6],
        Page("dashboard, all at once", "/portefolje/?diagrammer=alle"),
        Page("list", "/prosjekter/"),
        Page("project", f"/prosjekter/{A_PROJECT}/"),
        Page("dashboard two years ago", f"/portefolje/?per={then}"),
        *parts[6:],
        Page("list two years ago", f"/prosjekter/?per={then}"),
        Page("project two years ago", f"/prosjekter/{A_PROJECT}/?per={then}"),
        Page("changes of a month", f"/portefolje/endringer/?siden={month}"),
        Page("changes of a year", f"/portefolje/endringer/?siden={year}"),
        Page("changed by somebody", f"/portefolje/endret/?siden={end:%Y-%m-%dT%H:%M:%S}%2B00:00"),
    ]


def print_table(client: Any, end: datetime, history: str, only: Sequence[str]) -> None:
    for page in pages(end):
        if only and not any(word in page.name for word in only):
            continue
        print(measure(client, page).row(page.name, history), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--only", nargs="*", default=[], help="words of the pages to measure")
    parser.add_argument("--once", action="store_true", help="not with twice the history as well")
    options = parser.parse_args()
    prepare()
    from django.test import Client

    end = datetime.now(UTC)
    begin = end - YEARS
    reader = fill(options.projects, begin)
    let_history_begin(begin - YEARS)
    settle()
    client = Client()
    client.force_login(reader)
    client.get("/portefolje/")
    post_worker_init(None)
    print(f"{options.projects} projects")
    print("| page | history | worked p50 ms | p95 | passed p50 ms | p95 | queries | kB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    print_table(client, end, "five years", options.only)
    for name, sheets in (("all projects", ["prosjekter"]), ("nine tables of them", [])):
        book = Measured(*workbook.measure(reader, worked, sheets))
        print(book.row(f"workbook of {name}, in the worker", "five years"), flush=True)
    if not options.once:
        add_history(begin - YEARS, {}, reports_from=1, is_open=False)
        settle()
        print_table(client, end, "ten years", options.only)


def let_history_begin(moment: datetime) -> None:
    """The district and its people were there before all that is looked back to."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for noun in ("people_unit", "people_person", "portfolio_fund", "portfolio_fundyear"):
            cursor.execute(f"UPDATE {noun}event SET pgh_created_at = %s", [moment])


if __name__ == "__main__":
    main()
