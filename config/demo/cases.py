"""Around the cases: who approves, drafts, what is followed up, requests for access."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from html import escape
from typing import Any

from django.utils import timezone

from config.demo.alna import Alna, content, day_of
from organisation.people.models import Person
from organisation.web.richtext import from_plain
from organisation.web.wording import day
from portfolio.models import Phase
from portfolio.models.priority import Prioritisation
from reports import services as reports
from reports.content import document_context
from reports.models import (
    AccessRequest,
    BoardCase,
    CaseComment,
    CaseTemplate,
    Committee,
    FollowUp,
    LegalBasis,
    LetterSet,
    Office,
    Vedtak,
)
from reports.queries.letters import unwritten
from reports.services import (
    access,
    comment,
    data,
    follow_up,
    letters,
    office,
    redaction,
    template,
)
from reports.shielding import paragraphs_of, parts_of

Row = Mapping[str, Any]


def plan(alna: Alna) -> None:
    rows = content("cases")
    alna.each(rows["offices"], start_office, hour=16)
    alna.each(rows["lines"], let_sign, hour=16)
    alna.each(rows["drafts"], draft, hour=17)
    alna.each(rows["returns"], send_back)
    alna.each(rows["mendings"], mend)
    alna.each(rows["letters"], write_letters)
    alna.each(rows["follow_ups"], give, hour=22)  # the meeting has ended
    alna.each(rows["redactions"], take_out, hour=15)
    alna.each(rows["requests"], note_request, hour=10)


def case_called(alna: Alna, title: str) -> BoardCase:
    return BoardCase.objects.get(district=alna.district, title=title)


# --- Who approves ---------------------------------------------------------------------------------


def start_office(alna: Alna, row: Row) -> Office:
    facts = {"title": row["title"], "holder": alna.people[row["holder"]]}
    if "stand_in" in row:
        facts["stand_in"] = alna.people[row["stand_in"]]
    if "away_in" in row:
        facts |= {"away_from": alna.ago(row["away_ago"]), "away_until": alna.ago(-row["away_in"])}
    return office.start_office(alna.district, facts, by=alna.people["admin"])


def let_sign(alna: Alna, row: Row) -> CaseTemplate:
    """The posts sign in this order from now on; the cases there are keep the form they have."""
    form = CaseTemplate.objects.current_for(alna.district.pk)
    assert form is not None
    line = [alna.made[key].pk for key in row["offices"]]
    return template.revise_form(form, {"approvers": line}, by=alna.people["admin"])


# --- Drafts ---------------------------------------------------------------------------------------


def draft(alna: Alna, row: Row) -> BoardCase:
    """A case with some of its sections written; sent on when the row says so."""
    by = alna.by(row)
    case = reports.make_case(
        kind=row["kind"],
        title=row.get("title", ""),
        unit=alna.district,
        by=by,
        **about(alna, row),
    )
    write(alna, case, row)
    if "ranking" in row:
        paste(case, row["ranking"], by=by)
    case = BoardCase.objects.get(pk=case.pk)
    if "proposal" in row:
        proposal = from_plain(row["proposal"])
        reports.save_proposal(case, proposal=proposal, version=case.version, by=by)
    if row.get("is_sent"):
        case = reports.send_to_quality_check(BoardCase.objects.get(pk=case.pk), by=by)
    return case


def about(alna: Alna, row: Row) -> dict[str, Any]:
    """What the case is made from."""
    if "question" in row:
        question = alna.made[row["question"]].pk
        return {"prioritisation": Prioritisation.objects.get(pk=question)}
    if "programme" in row:
        return {"programme": alna.made[row["programme"]]}
    if "project" in row:
        return {"project": alna.projects[row["project"]]}
    return {"is_portfolio": row.get("is_portfolio", False)}


def write(alna: Alna, case: BoardCase, row: Row) -> None:
    """Save each section the row has a text for; `{day}` there is so long before the plan's day."""
    by, facts = alna.by(row), {}
    if off := row.get("off"):
        planned = Phase.objects.get(project=case.project, kind=off["phase"]).planned_end
        assert planned is not None
        facts = {"day": day(planned - timedelta(days=off["days"]))}
    for section in case.sections.filter(heading__in=row.get("texts", ())):
        html = from_plain(row["texts"][section.heading].format(**facts))
        if table := row.get("tables", {}).get(section.heading):
            html += drawn(table)
        reports.save_section(section, html=html, version=section.version, by=by)


def drawn(table: Row) -> str:
    heads, *rows = table["rows"]
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    caption = f"<caption>{escape(table['caption'])}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def paste(case: BoardCase, params: Row, *, by: Person) -> None:
    """A ranking out of a spreadsheet, in the block the form has for it."""
    section = case.sections.get(block="ranking")
    data.save_data(
        section,
        heading=section.heading,
        level=section.level,
        params={"caption": params["caption"], "typed": params["typed"].strip()},
        version=section.version,
        by=by,
    )


# --- Read, returned and mended --------------------------------------------------------------------


def send_back(alna: Alna, row: Row) -> None:
    """Comments, each at the paragraph that begins as it says, and then a remark to it all."""
    case, by = case_called(alna, row["case"]), alna.by(row)
    for heading, beginning, text in row["comments"]:
        section = case.sections.get(heading=heading)
        block = next(
            each.key for each in paragraphs_of(section.html) if each.text.startswith(beginning)
        )
        comment.add_comment(case, section=section, block=block, text=text, by=by)
    reports.return_with_remarks(case, remarks=row["remarks"], by=by)


def mend(alna: Alna, row: Row) -> None:
    """New words, new parts, parts moved, comments answered; sent again when the row says so."""
    case, by = case_called(alna, row["case"]), alna.by(row)
    write(alna, case, row)
    for beginning, words in row.get("finishes", ()):
        said = CaseComment.objects.get(case=case, text__startswith=beginning)
        comment.answer_comment(said, text=words, by=by)
        comment.finish_comment(said, by=by)
    for part in row.get("parts", ()):
        after = case.sections.get(heading=part["after"])
        html = from_plain(part["text"])
        reports.add_section(case, heading=part["heading"], html=html, after=after, by=by)
    for heading, step in row.get("moves", ()):
        reports.move_section(case.sections.get(heading=heading), step=step, by=by)
    if row.get("is_sent"):
        reports.send_to_quality_check(case, by=by)


# --- Letters --------------------------------------------------------------------------------------


def write_letters(alna: Alna, row: Row) -> LetterSet:
    """The texts as they are suggested; the vedtak added something, and the ranking still holds."""
    case = BoardCase.objects.with_text().get(pk=case_called(alna, row["case"]).pk)
    begun = unwritten(case)
    written = {name: getattr(begun, name) for name in letters.EDITED}
    written |= {"frame_nok": row["frame"], "contact": row["contact"], "fits_vedtak": True}
    by = alna.people["sekretariat"]
    return letters.save_letters(case, version=begun.version, by=by, **written)


# --- Afterwards -----------------------------------------------------------------------------------


def give(alna: Alna, row: Row) -> FollowUp:
    """Something to be done after a meeting; `closed_ago` days ago somebody said what came of it."""
    case = case_called(alna, row["case"])
    committee = Committee.objects.get(district=alna.district, abbreviation="BU")
    vedtak = Vedtak.objects.filter(stop__case=case, stop__committee=committee).first()
    due = day_of(row["due_day"]) if "due_day" in row else alna.ago(row["due_ago"])
    given_on = vedtak.decided_on if vedtak else case.stops.get(committee=committee).meeting_date
    assert given_on is not None
    made = follow_up.follow_up(
        committee,
        follow_up.Given(row["text"], alna.people[row["owner"]], due, row["kind"]),
        given_on=given_on,
        vedtak=vedtak,
        case=case,
        by=alna.people["sekretariat"],
    )
    if "closed_ago" in row:
        alna.diary.on(alna.ago(row["closed_ago"]), partial(close, alna, row, made.pk), hour=23)
    return made


def close(alna: Alna, row: Row, made: int) -> None:
    follow_up.close_follow_up(
        FollowUp.objects.get(pk=made),
        row["step"],
        outcome=row["outcome"],
        by=alna.people[row["owner"]],
    )


def take_out(alna: Alna, row: Row) -> None:
    """The paragraphs that begin so are read by nobody but those the case concerns."""
    case = case_called(alna, row["case"])
    basis = LegalBasis.objects.get(
        district=alna.district, law=row["law"], paragraph=row["paragraph"]
    )
    whole = BoardCase.objects.with_text().get(pk=case.pk)
    choices = [
        redaction.Choice(part.key, paragraph.key, basis)
        for part in parts_of(document_context(whole))
        for paragraph in part.paragraphs
        if paragraph.text.startswith(tuple(row["beginnings"]))
    ]
    redaction.shield(
        case,
        choices,
        reason=row["reason"],
        version=case.version,
        by=alna.people["sekretariat"],
    )


def note_request(alna: Alna, row: Row) -> AccessRequest:
    about_what: dict[str, Any] = (
        {"project": alna.projects[row["project"]]}
        if "project" in row
        else {"case": case_called(alna, row["case"])}
    )
    made = access.open_request(
        alna.district,
        asked_by=row["asked_by"],
        asked_on=timezone.localdate(),
        text=row["text"],
        by=alna.people["sekretariat"],
        **about_what,
    )
    if "answered_ago" in row:
        alna.diary.on(alna.ago(row["answered_ago"]), partial(answer, alna, row, made.pk), hour=11)
    return made


def answer(alna: Alna, row: Row, made: int) -> None:
    access.answer_request(
        asked := AccessRequest.objects.get(pk=made),
        answer=row["answer"],
        version=asked.version,
        by=alna.people["sekretariat"],
    )
