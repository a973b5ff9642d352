"""The poster of a campaign as a PDF: its question, and a code that opens the form."""

from typing import Any

import segno
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.models.campaign import Campaign
from organisation.audit.tracking import freeze
from organisation.files.models import Document
from organisation.files.services import order_document
from organisation.people.models import Person
from organisation.web.wording import day_and_moment

KIND = "campaign_poster"
TEMPLATE = "documents/campaign_poster.html"
QUIET = 4  # empty modules round a code, as its standard asks


@transaction.atomic
def order_poster(campaign: Campaign, *, address: str, by: Person) -> Document:
    """Order the PDF; `address` is the whole address the code opens. The same is made once."""
    context = context_of(campaign, address)
    _text, checksum = freeze({**context, "meta": None})
    return order_document(
        kind=KIND,
        template=TEMPLATE,
        context=context,
        key=f"campaign-poster-{campaign.pk}-{checksum[:24]}",
        title=_("Plakat: %(title)s") % {"title": campaign.title},
        holder=campaign,
        by=by,
    )


def posters_of(campaign: Campaign) -> Any:
    """The posters made, newest first; a queryset."""
    holder = ContentType.objects.get_for_model(Campaign)
    made = Document.objects.filter(holder_type=holder, holder_id=campaign.pk, kind=KIND)
    return made.select_related("file", "created_by").order_by("-created_at", "-pk")


def context_of(campaign: Campaign, address: str) -> dict[str, Any]:
    """What the template prints, as plain data (docs/documents.md)."""
    district, unit = campaign.district, campaign.unit
    context: dict[str, Any] = {
        "language": "nb",
        "from": district.name if unit == district else f"{district.name}, {unit.name}",
        "title": campaign.title,
        "question": [line.strip() for line in campaign.question.splitlines() if line.strip()],
        "address": address,
        "code": code_of(address),
        "how": _("Skann koden og skriv idéen din."),
        "facts": facts_of(campaign),
        "meta": {
            "author": district.name,
            "description": _("Plakat for idésøket %(title)s") % {"title": campaign.title},
            "keywords": [str(_("idésøk"))],
            "created": timezone.localdate().isoformat(),
        },
    }
    if campaign.picture and campaign.picture_text:
        url = campaign.picture.get_absolute_url()
        context["picture"] = {"url": url, "text": campaign.picture_text}
    return context


def facts_of(campaign: Campaign) -> list[str]:
    facts = [_("Stenger %(when)s.") % {"when": day_and_moment(campaign.closes_at)}]
    if days := campaign.answer_days:
        words = ngettext(
            "Du får svar innen én virkedag.", "Du får svar innen %(n)s virkedager.", days
        )
        facts.append(words % {"n": days})
    return facts


def code_of(address: str) -> dict[str, Any]:
    """A square code as an SVG path of its dark modules, and how many there are each way."""
    rows = [
        list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=QUIET)
    ]
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                parts.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length + 1
    return {"size": len(rows), "path": "".join(parts)}
