"""What stands in the projects of `bench-portfolio` besides plan and reports, as SQL.

One of each thing that the dashboard counts, adds up or finds missing; also what it counts beside
the projects: ideas. %(people)s and %(units)s are arrays of ids, as in `tests.bench.portfolio`.
"""

A_PERSON = "(%(people)s::bigint[])[1 + p.id %% %(people_n)s]"

TEMPLATE = """
INSERT INTO portfolio_gatetemplate (code, profile, number, district_id)
VALUES ('bp1', 'ordinary', 1, %(district)s)
"""
QUESTIONS = """
INSERT INTO portfolio_gatequestion (template_id, key, position, text, help, is_must, evidence_kinds)
SELECT id, 'q' || n, n, 'Spørsmål ' || n, '', true, '{}'
FROM portfolio_gatetemplate, generate_series(1, 5) AS n
"""
ANSWERS = """
INSERT INTO portfolio_gateanswer (gate_id, question_id, answer, reason, evidence, evidence_url,
    answered_at, answered_by_id)
SELECT p.id, q.id, (ARRAY['yes', 'yes', 'partly', 'no'])[1 + (p.id * 7 + q.id) %% 4], 'Fordi', '',
    '', %(start)s, (SELECT min(id) FROM people_person)
FROM portfolio_gate p, portfolio_gatequestion q WHERE p.state = 'decided'
"""
SUBMITTED = """
UPDATE portfolio_gate SET submitted_at = %(start)s::timestamptz
    + (substr(code, 3)::int * 250 + project_id %% 90) * interval '1 day'
WHERE state = 'decided'
"""
WAITING = """
UPDATE portfolio_gate SET state = 'submitted', submitted_at = %(start)s::timestamptz + interval
    '1790 days', decider_level = 'director', decider_unit_id = %(district)s
WHERE state = 'in_preparation' AND project_id %% 20 = 0
"""
DECISIONS = """
INSERT INTO portfolio_gatedecision (gate_id, round, outcome, reason, decided_as, decided_level,
    decided_on, signed_at, disqualified, lesson, committee, case_number, vedtak_text, record,
    checksum, decided_by_id, decided_unit_id, money_after, origin, people_after, released_nok,
    skips_phase, source, two_step)
SELECT p.id, 1, 'go', 'Godt grunnlag', 'Direktør', 'director',
    (p.submitted_at + (p.id %% 40) * interval '1 day')::date,
    p.submitted_at + (p.id %% 40) * interval '1 day', '', '', '', '', '', '{}', md5(p.id::text),
    (SELECT min(id) FROM people_person), %(district)s, '', 'signed', '', 0, false, '', false
FROM portfolio_gate p WHERE p.state = 'decided'
"""
CONDITIONS = f"""
INSERT INTO portfolio_condition (decision_id, text, due, state, met_on, met_text, version, owner_id)
SELECT p.id, 'Vilkår', p.decided_on + 60, CASE WHEN p.id %% 9 = 0 THEN 'open' ELSE 'met' END,
    CASE WHEN p.id %% 9 = 0 THEN NULL ELSE p.decided_on + 50 END, '', 1, {A_PERSON}
FROM portfolio_gatedecision p WHERE p.id %% 3 = 0
"""
BENEFITS = f"""
INSERT INTO portfolio_benefit (project_id, title, description, kind, level, is_disbenefit,
    indicator, own_unit, direction, baseline_value, baseline_on, baseline_method, target_value,
    target_on, state, withdrawn_why, version, owner_id)
SELECT p.id, 'Gevinst ' || n, '', k.kind, 'system', false, 'Timer', k.unit, 'up', 100, '2021-01-01',
    'Telt', 100 + p.id %% 50 + 1, '2027-01-01', 'active', '', 1, {A_PERSON}
FROM portfolio_project p, generate_series(1, 2) AS n, LATERAL (SELECT * FROM (VALUES
    ('hours', ''), ('budget', ''), ('quality', 'prosent'), ('users', 'poeng')) AS kinds (kind, unit)
    OFFSET (p.id + n) %% 4 LIMIT 1) AS k
WHERE p.id %% 10 <> 0
"""
POINTS = """
INSERT INTO portfolio_benefitpoint (benefit_id, number, due, round, measured_on, value, comment,
    by_link, version, measured_by_id)
SELECT p.id, n, %(start)s::date + (n * 300)::int, 1,
    CASE WHEN n <= p.id %% 4 THEN %(start)s::date + (n * 300 + 10)::int END,
    CASE WHEN n <= p.id %% 4 THEN 100 + n * 10 END, '', false, 1,
    CASE WHEN n <= p.id %% 4 THEN p.owner_id END
FROM portfolio_benefit p, generate_series(1, 4) AS n
"""
THREE_TESTS = """
INSERT INTO portfolio_threetests (project_id, moment, new, new_text, useful, useful_text,
    put_to_use, put_to_use_text, known_solution, known_where, version)
SELECT p.id, 'start', (ARRAY['yes', 'partly', 'no', 'unknown'])[1 + p.id %% 4], '',
    (ARRAY['yes', 'partly', 'no', 'unknown'])[1 + p.id / 4 %% 4], '', 'unknown', '', false, '', 1
FROM portfolio_project p WHERE p.id %% 8 <> 0
"""
RISKS = f"""
INSERT INTO portfolio_risk (project_id, number, kind, cause, event, consequence, likelihood, impact,
    response, nearness, state, outcome, registered_on, closed_on, version, owner_id)
SELECT p.id, n, 'risk', '', 'Noe skjer', '', 1 + (p.id + n) %% 5, 1 + p.id %% 5, '', 'b_months',
    CASE WHEN n = 1 THEN 'closed' ELSE 'open' END, '', %(start)s::date,
    CASE WHEN n = 1 THEN %(start)s::date + 400 END, 1, {A_PERSON}
FROM portfolio_project p, generate_series(1, 3) AS n WHERE p.id %% 7 <> 0
"""
MILESTONES = """
INSERT INTO portfolio_milestone (project_id, what, due, done_on, version)
SELECT p.id, 'Milepæl ' || n, %(start)s::date + (n * 200)::int,
    CASE WHEN n < 4 THEN %(start)s::date + (n * 200 + 10)::int END, 1
FROM portfolio_project p, generate_series(1, 5) AS n WHERE p.id %% 6 <> 0
"""
STEERING = """
INSERT INTO portfolio_steeringmember (project_id, person_id, role)
SELECT p.id, (%(people)s::bigint[])[1 + (p.id + n * 3) %% %(people_n)s],
    CASE WHEN n = 0 THEN 'leader' ELSE 'member' END
FROM portfolio_project p, generate_series(0, 3) AS n WHERE p.id %% 5 <> 0
"""
PARTICIPATION = f"""
INSERT INTO portfolio_participation (project_id, "group", role, held_on, how, body, case_reference,
    said, changed, version, written_by_id)
SELECT p.id, 'users', '', %(start)s::date + 100, 'workshop', '', '', 'Bra', '', 1, {A_PERSON}
FROM portfolio_project p WHERE p.id %% 4 <> 0
"""
ROLLOUTS = f"""
INSERT INTO portfolio_rolloutunit (project_id, place_id, shall_use, planned_on, tried_from,
    adopted_on, marked_by_id, note, version)
SELECT p.id, (%(units)s::bigint[])[1 + (p.id + n * 7) %% %(units_n)s], true, current_date + 100,
    CASE WHEN (p.id + n) %% 3 < 2 THEN current_date - 200 END,
    CASE WHEN (p.id + n) %% 3 = 0 THEN current_date - 100 END,
    CASE WHEN (p.id + n) %% 3 = 0 THEN {A_PERSON} END, '', 1
FROM portfolio_project p, generate_series(0, 3) AS n WHERE p.id %% 3 = 0
"""
IDEAS = """
INSERT INTO ideas_idea (number, need, title, proposal, for_whom, driving_force, visibility,
    submitted_at, state, released, promised_by, paused_days, outcome, reply, sent_to, link, version,
    answered_by_id, answered_at, first_answered_at, district_id, submitter_id, unit_id,
    follow_up_hash, is_new, is_put_to_use, is_useful, known_elsewhere, public_id, source)
SELECT y || '-' || lpad(i::text, 5, '0'), 'Behovet ' || md5(i::text), 'Idé ' || i, '', '', '',
    'shown', came, CASE WHEN answered THEN 'answered' ELSE 'in_assessment' END, true,
    came::date + 20, 0,
    CASE WHEN answered THEN (ARRAY['improvement', 'declined'])[1 + i %% 2] ELSE '' END,
    CASE WHEN answered THEN 'Takk' ELSE '' END, '', '', 1,
    CASE WHEN answered THEN (%(people)s::bigint[])[1] END,
    CASE WHEN answered THEN came + (i %% 30) * interval '1 day' END,
    CASE WHEN answered THEN came + (i %% 30) * interval '1 day' END,
    %(district)s, (%(people)s::bigint[])[1 + i %% %(people_n)s],
    (%(units)s::bigint[])[1 + i %% %(units_n)s], '', '', '', '', false, gen_random_uuid(),
    'employee'
FROM generate_series(1, %(n)s) AS i, LATERAL (SELECT 2021 + i %% 5 AS y,
    %(start)s::timestamptz + (i::float / %(n)s) * interval '1820 days' AS came,
    i %% 12 <> 0 AS answered) AS of_idea
"""
STATEMENTS = (
    TEMPLATE, QUESTIONS, ANSWERS, SUBMITTED, WAITING, DECISIONS, CONDITIONS, BENEFITS, POINTS,
    THREE_TESTS, RISKS, MILESTONES, STEERING, PARTICIPATION, ROLLOUTS, IDEAS,
)  # fmt: skip

# How many states each row has in five years, and what differs between them.
HISTORIES: dict[str, tuple[int, dict[str, str]]] = {
    "portfolio_gateanswer": (2, {}),
    "portfolio_condition": (3, {"due": "due - (v * 10)::int"}),
    "portfolio_benefit": (4, {"title": "title || repeat('!', v::int)"}),
    "portfolio_benefitpoint": (2, {}),
    "portfolio_threetests": (2, {}),
    "portfolio_risk": (6, {"event": "event || repeat('!', v::int)"}),
    "portfolio_milestone": (4, {"due": "due - (v * 10)::int"}),
    "portfolio_steeringmember": (1, {}),
    "portfolio_participation": (2, {}),
    "portfolio_rolloutunit": (3, {}),
    "ideas_idea": (5, {}),
}
