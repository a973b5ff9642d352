"""What colleagues do around the ideas: support, talk, help, assess, choose and follow up."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from config.demo.alna import Alna, content
from ideas import services as ideas
from ideas.models import Idea
from ideas.models.answer import Improvement
from ideas.models.comment import Comment
from ideas.services import (
    assessment,
    clarification,
    comment,
    help_offer,
    improvement,
    merge,
    outsider,
    reply_template,
    sameness,
    support,
)
from organisation.people.models import Part, Partner
from organisation.people.parts import choose_parts
from organisation.search.services import save_view

Row = Mapping[str, Any]
SET_UP_AGO = 240  # days


def plan(alna: Alna) -> None:
    rows = content("together")
    alna.diary.on(alna.ago(SET_UP_AGO), lambda: set_up(alna, rows["views"]), hour=8)
    for name, what, hour in (
        ("supports", give_support, 12),
        ("comments", write, 13),
        ("helpers", offer, 13),
        ("assessments", assess, 14),
        ("same", link, 14),
        ("merges", propose, 15),
        ("clarifications", ask_to_choose, 15),
        ("results", tell, 15),
        ("sent_on", bring_home, 15),
        ("outsiders", invite, 15),
    ):
        alna.each(rows[name], what, hour=hour)


def set_up(alna: Alna, views: list[Row]) -> None:
    adviser = alna.people["radgiver"]
    choose_parts(alna.district, {Part.MERGING: True}, by=alna.people["admin"])
    assessment.make_standard_scales(alna.district, by=adviser)
    reply_template.add_standard(alna.district, by=adviser)
    for row in views:
        save_view(
            row["page"],
            row["query"],
            title=row["title"],
            by=alna.people[row["by"]],
            role=row.get("role", ""),
            unit=alna.units[row["unit"]] if "unit" in row else None,
        )


def idea_of(alna: Alna, row: Row, name: str = "idea") -> Idea:
    """The idea the row is about, as it stands that day."""
    return Idea.objects.get(pk=alna.ideas[row[name]].pk)


def give_support(alna: Alna, row: Row) -> None:
    for key in row["people"]:
        support.support_idea(idea_of(alna, row), by=alna.people[key])


def write(alna: Alna, row: Row) -> Comment:
    return comment.write_comment(
        idea_of(alna, row),
        row["text"],
        by=alna.by(row),
        under=alna.made[row["under"]] if "under" in row else None,
        mentioned=[alna.people[key] for key in row.get("mentioned", ())],
    )


def offer(alna: Alna, row: Row) -> None:
    made = help_offer.offer_help(idea_of(alna, row), row["message"], by=alna.by(row))
    if "reply" in row:
        idea = idea_of(alna, row)
        help_offer.answer_help(
            made, accept=True, reply=row["reply"], by=idea.submitter or alna.people["radgiver"]
        )


def assess(alna: Alna, row: Row) -> None:
    scales = assessment.make_standard_scales(alna.district, by=None)
    values = {scale.pk: value for scale, value in zip(scales, row["scores"], strict=True)}
    assessment.assess(idea_of(alna, row), values, by=alna.by(row), note=row.get("note", ""))
    if row.get("short_list"):
        assessment.put_on_short_list(idea_of(alna, row), by=alna.by(row))


def link(alna: Alna, row: Row) -> None:
    sameness.link_as_same(
        idea_of(alna, row), idea_of(alna, row, "other"), by=alna.by(row), reason=row["reason"]
    )


def propose(alna: Alna, row: Row) -> None:
    """Both are opened first, so that those who are asked can read what they say yes to."""
    idea, into, by = idea_of(alna, row), idea_of(alna, row, "into"), alna.by(row)
    if not idea.released:
        idea = ideas.release_idea(idea, by=by)
    merge.propose_merge(idea, into, reason=row["reason"], by=by)


def ask_to_choose(alna: Alna, row: Row) -> None:
    clarification.open_clarification(
        idea_of(alna, row),
        row["question"],
        decider=alna.people[row["decider"]],
        due_on=alna.today + timedelta(days=row["due_in"]),
        by=alna.by(row),
    )


def tell(alna: Alna, row: Row) -> None:
    waiting = Improvement.objects.get(idea=alna.ideas[row["idea"]], state=Improvement.State.WAITING)
    improvement.tell_result(
        waiting,
        Improvement.State.DONE,
        result=row["result"],
        version=waiting.version,
        by=waiting.manager,
    )


def bring_home(alna: Alna, row: Row) -> None:
    improvement.record_sent_on_reply(
        idea_of(alna, row),
        from_whom=row["from_whom"],
        text=row["text"],
        received_on=alna.day(row),
        by=alna.by(row),
    )


def invite(alna: Alna, row: Row) -> None:
    outsider.invite_outsider(
        idea_of(alna, row),
        Partner.objects.get(district=alna.district, name=row["partner"]),
        name=row["name"],
        email=row["email"],
        by=alna.by(row),
    )
