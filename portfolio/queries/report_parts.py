"""What a phase report is drafted from: each part as rich text, drawn from the rows as they stand.

The texts say what is registered and nothing more; whoever writes the report adds what it means.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from organisation import days
from organisation.web.richtext import clean
from organisation.web.wording import day, nok, number
from portfolio.lifecycle.money import EntryKind
from portfolio.lifecycle.substance import ReportPart, RoundOutcome
from portfolio.models import Phase, PhasePlan
from portfolio.queries import alternative, factor


def draw(phase: Phase, part: str) -> str:
    """The part as the data gives it now, as safe rich text; empty when there is nothing to tell."""
    return clean(DRAWN[ReportPart(part)](phase))


def paragraphs(texts: Iterable[Any]) -> str:
    """One paragraph for each text that is not empty; an empty line divides one in two."""
    found = [
        piece.strip() for text in texts for piece in str(text or "").replace("\r", "").split("\n\n")
    ]
    return "".join(f"<p>{lines(piece)}</p>" for piece in found if piece)


def lines(text: Any) -> str:
    """Plain words as HTML, their line breaks kept."""
    return "<br>".join(escape(line) for line in str(text).splitlines())


def bullets(texts: Iterable[Any]) -> str:
    """A list; nothing when there is nothing to list."""
    items = "".join(f"<li>{lines(text)}</li>" for text in texts if str(text).strip())
    return f"<ul>{items}</ul>" if items else ""


def table(caption: str, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """A table whose first column names the row; nothing without rows."""
    body = "".join(
        "<tr>"
        + "".join(
            f"<{tag}>{lines(cell if str(cell).strip() else '–')}</{tag}>"
            for nth, cell in enumerate(row)
            for tag in ["td" if nth else "th"]
        )
        + "</tr>"
        for row in rows
    )
    if not body:
        return ""
    head = "".join(f"<th>{escape(str(each))}</th>" for each in heads)
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table>"


def span(start: date | None, end: date | None) -> str:
    """`01.05.2014–09.10.2014`, with what is known of it."""
    return f"{day(start)}–{day(end)}" if start or end else ""


def in_phase(phase: Phase, field: str) -> Q:
    """Rows of the project whose day `field` lies in the phase; all of them when it is not dated."""
    span_of = Q()
    if phase.start:
        span_of &= Q(**{f"{field}__gte": phase.start})
    if phase.actual_end:
        span_of &= Q(**{f"{field}__lte": phase.actual_end})
    return span_of


def summary(phase: Phase) -> str:
    project = phase.project
    goals = list(phase.goals.all())
    reached = sum(goal.result == goal.Result.REACHED for goal in goals)
    told = [project.summary]
    if phase.period:
        told.append(_("%(phase)s varte %(period)s.") % {"phase": phase, "period": phase.period})
    if goals:
        told.append(
            _("%(reached)s av %(all)s mål for fasen er nådd.")
            % {"reached": reached, "all": len(goals)}
        )
    return paragraphs(told)


def goals_and_results(phase: Phase) -> str:
    return table(
        _("Mål for fasen og hva som kom ut av dem"),
        [_("Mål"), _("Resultat"), _("Hva som kom ut av det")],
        [(goal.text, goal.get_result_display(), goal.result_text) for goal in phase.goals.all()],
    )


def conclusions(phase: Phase) -> str:
    return paragraphs([phase.conclusions])


def factors(phase: Phase) -> str:
    return table(
        _("Kritiske faktorer"),
        [_("Faktor"), _("Tilstand"), _("Ansvarlig"), _("Hvordan det står til")],
        [
            (
                each.text,
                f"{each.get_state_display()}, {day(each.state_on)}",
                each.owner.name if each.owner else "",
                each.state_text,
            )
            for each in factor.of_project(phase.project)
        ],
    )


def alternatives(phase: Phase) -> str:
    return "".join(one_comparison(each) for each in alternative.tables_of(phase.project))


def one_comparison(made: alternative.Table) -> str:
    comparison = made.comparison
    there = [column.alternative for column in made.columns]
    rows = [
        (_("Engangskostnad"), *(money_or_dash(each.once_nok) for each in there)),
        (_("Kostnad per år"), *(money_or_dash(each.yearly_nok) for each in there)),
        (_("Kvalitet"), *(each.quality for each in there)),
        (_("Kapasitet"), *(each.capacity for each in there)),
        *((criterion.name, *texts) for criterion, texts in made.further),
        (_("Risiko"), *(each.risks for each in there)),
    ]
    chosen = (
        paragraphs(
            [
                _("Valgt %(day)s: %(title)s. %(reason)s")
                % {
                    "day": day(comparison.chosen_on),
                    "title": comparison.chosen.title,
                    "reason": comparison.chosen_reason,
                }
            ]
        )
        if comparison.chosen
        else ""
    )
    beside = table(_("Alternativene"), [_("Kriterium"), *(each.title for each in there)], rows)
    return f"<h2>{escape(comparison.question)}</h2>{beside}{chosen}"


def money_or_dash(amount: Any) -> str:
    return "" if amount is None else nok(amount)


def test_rounds(phase: Phase) -> str:
    rounds = phase.project.test_rounds.filter(
        Q(phase=phase) | Q(phase=None) & in_phase(phase, "starts_on")
    )
    return table(
        _("Testrunder"),
        [_("Hypotese"), _("Når"), _("Utfall"), _("Hva vi endret")],
        [
            (
                each.hypothesis,
                span(each.starts_on, each.ends_on),
                _("Pågår")
                if each.outcome == RoundOutcome.OPEN
                else f"{each.get_outcome_display()}. {each.outcome_text}",
                each.adjustment,
            )
            for each in rounds.order_by("starts_on", "pk")
        ],
    )


def deliverables(phase: Phase) -> str:
    return table(
        _("Leveranser"),
        [_("Leveranse"), _("Frist"), _("Levert"), _("Dokument")],
        [
            (
                each.title,
                day(each.due),
                day(each.delivered_on),
                each.document.title if each.document else each.link,
            )
            for each in phase.deliverables.select_related("document")
        ],
    )


def participation(phase: Phase) -> str:
    talks = phase.project.participations.filter(in_phase(phase, "held_on"))
    return table(
        _("Hvem som har vært med"),
        [_("Hvem"), _("Når og hvordan"), _("Hva de sa"), _("Hva som ble endret")],
        [
            (
                each.role or each.get_group_display(),
                f"{day(each.held_on)}, {each.get_how_display().lower()}",
                each.said,
                each.changed,
            )
            for each in talks.order_by("held_on", "pk")
        ],
    )


def money(phase: Phase) -> str:
    sums = dict(
        phase.project.entries.order_by().values_list("kind").annotate(sum=Sum("amount_nok"))
    )
    return table(
        _("Prosjektets penger per %(day)s") % {"day": day(days.today())},
        [_("Slag"), _("Kroner")],
        [(kind.label, nok(sums[kind])) for kind in EntryKind if kind in sums],
    )


def benefits(phase: Phase) -> str:
    return table(
        _("Gevinster"),
        [_("Gevinst"), _("Ansvarlig i linjen"), _("Nullpunkt"), _("Mål")],
        [
            (
                each.title,
                each.owner.name if each.owner else "",
                value_in(each, each.baseline_value),
                value_in(each, each.target_value),
            )
            for each in phase.project.benefits.select_related("owner")
            if each.is_active
        ],
    )


def value_in(benefit: Any, value: Any) -> str:
    return "" if value is None else f"{number(value)} {benefit.unit_words}".strip()


def risks(phase: Phase) -> str:
    return table(
        _("Åpne risikoer og muligheter"),
        [_("Hva som kan skje"), _("Poeng"), _("Hva vi gjør"), _("Ansvarlig")],
        [
            (
                str(each),
                f"{each.score}" + (f" → {each.score_after}" if each.score_after else ""),
                each.response,
                each.owner.name if each.owner else "",
            )
            for each in phase.project.risks.select_related("owner").order_by("-score", "number")
            if each.is_open
        ],
    )


def lessons(phase: Phase) -> str:
    written = phase.project.lessons.filter(in_phase(phase, "written_on"))
    return bullets(
        f"{each.title}. {each.learned}" if each.title not in each.learned else each.learned
        for each in written.order_by("written_on", "pk")
    )


def next_phase(phase: Phase) -> str:
    plan = (
        PhasePlan.objects.filter(project=phase.project, phase__position__gt=phase.position)
        .select_related("phase")
        .order_by("phase__position")
        .first()
    )
    if plan is None:
        return ""
    when = span(plan.starts_on, plan.ends_on)
    told = [
        f"{plan.phase}: {when}." if when else f"{plan.phase}.",
        plan.approach,
    ]
    after = []
    if plan.resources:
        after.append(_("Ressurser: %(text)s") % {"text": plan.resources})
    if plan.cost_nok is not None:
        after.append(_("Kostnad: %(amount)s") % {"amount": nok(plan.cost_nok)})
    return paragraphs(told) + bullets(plan.goals) + paragraphs(after)


DRAWN: dict[ReportPart, Callable[[Phase], str]] = {
    ReportPart.SUMMARY: summary,
    ReportPart.GOALS: goals_and_results,
    ReportPart.CONCLUSIONS: conclusions,
    ReportPart.FACTORS: factors,
    ReportPart.ALTERNATIVES: alternatives,
    ReportPart.TESTS: test_rounds,
    ReportPart.DELIVERABLES: deliverables,
    ReportPart.PARTICIPATION: participation,
    ReportPart.MONEY: money,
    ReportPart.BENEFITS: benefits,
    ReportPart.RISKS: risks,
    ReportPart.LESSONS: lessons,
    ReportPart.NEXT: next_phase,
}
