"""The notice and the minutes of a steering group's meeting on paper, as a document of its own."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import freeze
from organisation.errors import DomainError
from organisation.files.models import Document
from organisation.files.services import order_document
from organisation.locking import lock
from organisation.people.models import Person
from organisation.web.richtext import from_plain
from organisation.web.wording import day, moment
from portfolio.lifecycle.steering import Presence
from portfolio.models import AgendaItem, SteeringMeeting

KIND = "steering_meeting"
TEMPLATE = "documents/phase_report.html"


@transaction.atomic
def order_paper(meeting: SteeringMeeting, *, by: Person) -> Document:
    """Order the PDF of the meeting as it stands: the notice before it, the minutes after it.

    The same content is made once. Raises DomainError when there is nothing on the agenda.
    """
    project = meeting.project
    meeting = lock(meeting)
    meeting.project = project
    items = list(meeting.items.all())
    if not items:
        raise DomainError(_("Sakslisten er tom. Legg til en sak før du lager PDF."))
    context = context_of(meeting, items)
    said = [(each.title, each.background, each.minutes, each.decision) for each in items]
    # The day it is made, and the ids of its blocks, are new each time and say nothing.
    facts = {**context, "meta": None, "blocks": [meeting.introduction, *said]}
    _text, checksum = freeze(facts)
    title = _("%(what)s, %(project)s") % {
        "what": heading_of(meeting),
        "project": project.title[:160],
    }
    return order_document(
        kind=KIND,
        template=TEMPLATE,
        context=context,
        key=f"steering-{meeting.pk}-{checksum[:24]}",
        title=title,
        holder=meeting,
        by=by,
    )


def heading_of(meeting: SteeringMeeting) -> str:
    if meeting.is_planned:
        words = _("Innkalling til styringsgruppemøte %(n)s")
    elif meeting.is_approved:
        words = _("Referat fra styringsgruppemøte %(n)s")
    else:
        words = _("Utkast til referat fra styringsgruppemøte %(n)s")
    return words % {"n": meeting.number}


def context_of(meeting: SteeringMeeting, items: list[AgendaItem]) -> dict[str, Any]:
    """What the template prints, as plain data (docs/documents.md)."""
    project = meeting.project
    today = timezone.localdate()
    heading = heading_of(meeting)
    return {
        "language": "nb",
        "letterhead": {
            "municipality": project.district.name,
            "office": project.unit.name if project.unit_id != project.district_id else "",
            "kind": _("Innkalling") if meeting.is_planned else _("Referat"),
        },
        "head": head_of(meeting),
        "title": f"{project.title} – {heading[:1].lower()}{heading[1:]}",
        "short_title": f"{project.title}, {meeting}",
        "archive_line": project.number,
        "blocks": [
            *introduction_of(meeting),
            *(block_of(nth, item) for nth, item in enumerate(items, start=1)),
        ],
        "follow_ups": [
            {
                "text": action.text,
                "owner": action.owner.name,
                "due": day(action.due),
                "done": day(action.done_on) if action.is_done else "",
            }
            for action in meeting.actions.select_related("owner")
        ],
        "meta": {
            "author": project.district.name,
            "description": f"{heading}, {project.title}",
            "keywords": [str(_("styringsgruppe")), project.number],
            "created": today.isoformat(),
        },
    }


def head_of(meeting: SteeringMeeting) -> list[list[str]]:
    """The facts at the top of the paper, each with its label."""
    project = meeting.project
    at = timezone.localtime(meeting.starts_at)
    head = [
        [_("Prosjekt"), project.number],
        [_("Møte"), f"{day(at.date())} {moment(at)}"],
        [_("Sted"), meeting.place or "–"],
    ]
    if meeting.is_planned:
        seats = project.steering_members.select_related("person")
        head.append([_("Innkalt"), ", ".join(str(seat) for seat in seats) or "–"])
    else:
        rows = list(meeting.attendances.select_related("person"))
        for presence in Presence:
            names = [row.person.name for row in rows if row.presence == presence]
            if names:
                head.append([str(presence.label), ", ".join(names)])
    if meeting.is_approved and meeting.approved_by and meeting.approved_at:
        on = day(timezone.localdate(meeting.approved_at))
        head.append([_("Godkjent"), f"{meeting.approved_by.name}, {on}"])
    return head


def introduction_of(meeting: SteeringMeeting) -> list[dict[str, Any]]:
    if not meeting.introduction.strip():
        return []
    html = from_plain(meeting.introduction)
    return [{"kind": "summary", "heading": _("Melding"), "number": "", "level": 2, "html": html}]


def block_of(nth: int, item: AgendaItem) -> dict[str, Any]:
    """One matter: what it is, what was said, and what was decided."""
    parts = [
        item.background.strip(),
        item.minutes.strip() and f"{_('Referat:')} {item.minutes.strip()}",
        item.decision.strip() and f"{_('Beslutning:')} {item.decision.strip()}",
    ]
    text = "\n\n".join(part for part in parts if part)
    return {
        "kind": "section",
        "heading": item.title,
        "number": str(nth),
        "level": 2,
        "html": from_plain(text or _("Ingen bakgrunn er skrevet.")),
    }
