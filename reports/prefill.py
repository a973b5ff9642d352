"""What a case starts with: what its matter tells, written out where it belongs.

The writer goes on from there; the words follow the project no longer. What a form shows as a block
of live data (`live` names them) is left to the block.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from html import escape

from django.utils.translation import gettext as _

from organisation.web.richtext import from_plain
from organisation.web.wording import day, nok
from portfolio.lifecycle import GOING_ON, GateMeaning, Outcome
from portfolio.lifecycle.substance import ReportPart
from portfolio.models import Gate, GateDecision, PhaseReport, Prioritisation, Programme, Project


@dataclass
class Prefill:
    """HTML for each kind of section, the proposal, and the outcome it would give the gate."""

    sections: dict[str, str] = field(default_factory=dict)  # heading or kind -> HTML
    proposal: str = ""
    outcome: str = ""
    title: str = ""


def for_decision(gate: Gate, live: Collection[str] = ()) -> Prefill:
    """A case that asks the board to decide `gate`."""
    project = gate.project
    outcome = gate.recommendation or Outcome.GO
    return Prefill(
        title=f"{project.title} – {gate.purpose[:1].lower()}{gate.purpose[1:]}",
        sections={
            "summary": paragraphs([gate.question, gate.recommendation_text]),
            "background": background(project, live),
            "facts": facts_of(gate, live),
            "assessment": recommendation(gate),
            "money": money(gate),
        },
        proposal=paragraphs([proposal_words(gate, outcome)]),
        outcome=outcome,
    )


def for_orientation(gate: Gate, live: Collection[str] = ()) -> Prefill:
    """A case that tells the board what the administration decided at `gate`."""
    project = gate.project
    decision = GateDecision.objects.current().filter(gate=gate).newest_first().first()
    told = _("Bydelsutvalget tar beslutningen om %(project)s til orientering.")
    return Prefill(
        title=_("%(project)s – orientering om %(gate)s")
        % {"project": project.title, "gate": gate.get_code_display()},
        sections={
            "summary": paragraphs([decision_words(decision)]) if decision else "",
            "background": background(project, live),
            "facts": facts_of(gate, live),
            "assessment": paragraphs([decision.reason]) if decision else "",
        },
        proposal=paragraphs([told % {"project": project.title}]),
    )


def for_portfolio() -> Prefill:
    """A case that tells the board how the portfolio stands."""
    return Prefill(
        title=_("Orientering om porteføljen"),
        sections={
            "background": paragraphs(
                [_("Bydelsutvalget får jevnlig en orientering om innovasjonsporteføljen.")]
            ),
        },
        proposal=paragraphs(
            [_("Bydelsutvalget tar orienteringen om porteføljen til orientering.")]
        ),
    )


def for_programme(programme: Programme) -> Prefill:
    """A case on how a programme and its projects stand."""
    owner = programme.owner.title if programme.owner else _("ikke utpekt")
    told = _("Bydelsutvalget tar saken om programmet %(programme)s til orientering.")
    return Prefill(
        title=_("%(programme)s – status for programmet") % {"programme": programme.title},
        sections={
            "summary": paragraphs([programme.summary]),
            "background": paragraphs(
                [
                    _("Felles effektmål: %(goal)s") % {"goal": programme.outcome_goal},
                    _("Programeier: %(owner)s.") % {"owner": owner},
                ]
            ),
        },
        proposal=paragraphs([told % {"programme": programme.title}]),
    )


def for_phase_report(report: PhaseReport, live: Collection[str] = ()) -> Prefill:
    """A case that lays the report of a phase before the board, part by part as it was edited."""
    project, phase = report.project, report.phase
    parts = {
        part.part: part for part in report.sections.all() if part.text and not part.is_left_out
    }
    summary = parts.pop(ReportPart.SUMMARY, None)
    shown = {ReportPart.RISKS: "risks", ReportPart.BENEFITS: "benefits", ReportPart.MONEY: "money"}
    told = _("Bydelsutvalget tar faserapporten for %(phase)s i %(project)s til etterretning.")
    names = {"phase": phase.name.lower(), "project": project.title}
    return Prefill(
        title=_("%(project)s – faserapport for %(phase)s") % names,
        sections={
            "summary": summary.text if summary else "",
            "background": background(project, live),
            "facts": "".join(
                f"<h2>{escape(str(part))}</h2>{lowered(part.text)}"
                for name, part in parts.items()
                if shown.get(ReportPart(name)) not in live
            ),
        },
        proposal=paragraphs([told % names]),
    )


def lowered(html: str) -> str:
    """Headings of a text one level down, since it gets a heading of its own."""
    for level in (3, 2):
        html = html.replace(f"<h{level}", f"<h{level + 1}").replace(
            f"</h{level}>", f"</h{level + 1}>"
        )
    return html


def for_prioritisation(asked: Prioritisation) -> Prefill:
    """A case on which projects get the money of a frame."""
    decision = asked.decisions.order_by("-number").first()
    years = str(asked.first_year)
    if asked.last_year != asked.first_year:
        years = f"{asked.first_year}–{asked.last_year}"
    frame = _("Rammen er %(frame)s for %(years)s.") % {
        "frame": nok(asked.frame_nok),
        "years": years,
    }
    money = _("Midlene tas fra %(fund)s.") % {"fund": asked.fund} if asked.fund else ""
    return Prefill(
        title=_("Resultat av utlysning – %(title)s") % {"title": asked.title},
        sections={
            "summary": paragraphs([frame]),
            "background": paragraphs([asked.note]),
            "assessment": paragraphs([decision.reason]) if decision else "",
            "money": paragraphs([frame, money]),
        },
        proposal=for_funding_round().proposal,
    )


def for_funding_round() -> Prefill:
    """A case on a round whose ranking is pasted in: what the board is asked."""
    asked = _("Bydelsutvalget godkjenner fordelingen slik den står i rangeringen.")
    return Prefill(proposal=paragraphs([asked]))


def facts_of(gate: Gate, live: Collection[str]) -> str:
    """What is told of the project at a gate, but for what a block of live data shows.

    Where the blocks show all there is, a sentence leads on to them.
    """
    project = gate.project
    told = (
        ("" if "phase_plan" in live else phase_plan(project))
        + goals(project)
        + result_of_phase(gate)
        + ("" if "criteria" in live else answers(gate))
    )
    leads = _("%(project)s er kommet til %(gate)s. Det som følger, er hentet fra prosjektet.")
    names = {"project": project.title, "gate": gate.get_code_display()}
    return told or paragraphs([leads % names])


def paragraphs(texts: Iterable[str]) -> str:
    return "".join(from_plain(text) for text in texts if text)


def background(project: Project, live: Collection[str] = ()) -> str:
    lines = [project.need, project.summary]
    if project.origin_idea:
        lines.append(
            _("Prosjektet bygger på idéen «%(idea)s».") % {"idea": project.origin_idea.title}
        )
    if "project_facts" in live:
        return paragraphs(lines)
    nobody = _("ikke utpekt")
    lines.append(
        _("Prosjekteier: %(owner)s. Prosjektleder: %(leader)s.")
        % {
            "owner": project.owner.title if project.owner else nobody,
            "leader": project.leader.title if project.leader else nobody,
        }
    )
    return paragraphs(lines)


def table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    lines = []
    for row in rows:
        first, *rest = (escape(cell) for cell in row)
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    if not lines:
        return ""
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def phase_plan(project: Project) -> str:
    rows = [
        (
            phase.name,
            phase.period or _("Ikke fastsatt"),
            str(phase.get_state_display()),
        )
        for phase in project.phases.order_by("position")
    ]
    caption = _("Faseplan for %(project)s") % {"project": project.title}
    return table(caption, (_("Fase"), _("Periode"), _("Tilstand")), rows)


def goals(project: Project) -> str:
    kinds = {"outcome": _("Effektmål"), "deliverable": _("Resultatmål")}
    parts = []
    for kind, heading in kinds.items():
        items = [f"<li>{escape(goal.text)}</li>" for goal in project.goals.filter(kind=kind)]
        if items:
            parts.append(f"<h2>{escape(heading)}</h2><ul>{''.join(items)}</ul>")
    return "".join(parts)


def result_of_phase(gate: Gate) -> str:
    phase = gate.ends_phase
    if phase is None:
        return ""
    rows = [
        (goal.text, str(goal.get_result_display()), goal.result_text) for goal in phase.goals.all()
    ]
    heading = _("Resultatet av %(phase)s") % {"phase": str(phase).lower()}
    body = table(heading, (_("Mål"), _("Resultat"), _("Hva som kom ut av det")), rows)
    body += paragraphs([phase.conclusions])
    return f"<h2>{escape(heading)}</h2>{body}" if body else ""


def answers(gate: Gate) -> str:
    rows = [
        (line.question.text, str(line.answer.get_answer_display()), line.answer.reason)
        for line in gate.lines
        if line.answer is not None
    ]
    heading = _("Prosjektlederens svar ved %(gate)s") % {"gate": gate.get_code_display()}
    columns = (_("Spørsmål"), _("Svar"), _("Begrunnelse"))
    if not any(reason for _question, _answer, reason in rows):
        rows, columns = [row[:2] for row in rows], columns[:2]  # type: ignore[misc,assignment]
    body = table(heading, columns, rows)
    return f"<h2>{escape(heading)}</h2>{body}" if body else ""


def recommendation(gate: Gate) -> str:
    lines = []
    if gate.recommendation:
        lines.append(
            _("Prosjektlederen tilrår: %(outcome)s.")
            % {"outcome": gate.get_recommendation_display().lower()}
        )
    lines.append(gate.recommendation_text)
    if gate.confirmation:
        lines.append(_("Innovasjonsrådgiver: %(text)s") % {"text": gate.confirmation})
    lines.append(
        _("Avgjøres av %(decider)s. %(why)s")
        % {"decider": gate.decider_words.lower(), "why": gate.decider_why}
    )
    return paragraphs(lines)


def money(gate: Gate) -> str:
    if not gate.amount_nok:
        return paragraphs([_("Saken binder ikke opp nye midler.")])
    asked = _("Prosjektet ber om %(amount)s.") % {"amount": nok(gate.amount_nok)}
    return paragraphs([asked])


def proposal_words(gate: Gate, outcome: str) -> str:
    """The proposed decision in plain words, for the gate outcome it would give."""
    project = f"«{gate.project.title}»"
    if outcome in GOING_ON:
        words = {
            GateMeaning.START_PHASE: _(
                "Bydelsutvalget godkjenner at %(project)s starter %(phase)s."
            ),
            GateMeaning.CLOSING: _("Bydelsutvalget godkjenner at %(project)s går til avslutning."),
            GateMeaning.HAND_OVER: _("Bydelsutvalget godkjenner at %(project)s avsluttes."),
            GateMeaning.BENEFITS: _(
                "Bydelsutvalget tar vurderingen av gevinstene fra %(project)s til etterretning."
            ),
        }[GateMeaning(gate.meaning)]
        phase = gate.opens_phase.name.lower() if gate.opens_phase else ""
        return words % {"project": project, "phase": phase}
    others = {
        Outcome.BACK: _("Bydelsutvalget ber om at grunnlaget for %(project)s bearbeides."),
        Outcome.HOLD: _("Bydelsutvalget vedtar at %(project)s settes på vent."),
        Outcome.STOP: _("Bydelsutvalget vedtar at %(project)s stoppes."),
        Outcome.CHANGE_DIRECTION: _("Bydelsutvalget vedtar at %(project)s endrer retning."),
    }
    return others[Outcome(outcome)] % {"project": project}


def decision_words(decision: GateDecision) -> str:
    return _("%(who)s besluttet %(day)s ved %(gate)s: %(outcome)s.") % {
        "who": decision.decided_as,
        "day": day(decision.decided_on),
        "gate": decision.gate.get_code_display(),
        "outcome": decision.get_outcome_display().lower(),
    }
