"""Verbs on the principles of innovation leadership."""

import re
import unicodedata
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from organisation.web.richtext import clean
from portfolio.models import PrincipleVersion, QualityDemand

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
LONGEST_KEY = 40


@transaction.atomic
def publish_principles(
    district: Unit,
    *,
    text: str,
    demands: Sequence[str],
    by: Person | None,
    change: str = "",
) -> PrincipleVersion:
    """Publish the next version; `text` is rich text, `demands` one sentence each.

    Raises DomainError when there is no text, or nothing is new.
    """
    lock(district)
    html = clean(text)
    wanted = list(dict.fromkeys(" ".join(each.split()) for each in demands if each.strip()))
    if not html:
        raise DomainError(_("Skriv prinsippene før du publiserer."))
    before = PrincipleVersion.objects.filter(district=district).order_by("-number").first()
    known = {each.text: each.key for each in before.demands.all()} if before else {}
    if before and before.text == html and list(known) == wanted:
        raise DomainError(_("Ingenting er endret siden forrige versjon."))
    with acting(by, "portfolio.publish_principles", reason=change):
        version = PrincipleVersion.objects.create(
            district=district,
            number=before.number + 1 if before else 1,
            text=html,
            change=change.strip(),
            published_by=by,
        )
        taken: set[str] = set()
        for position, demand in enumerate(wanted, start=1):
            key = known.get(demand) or free_key(demand, taken | set(known.values()))
            taken.add(key)
            QualityDemand.objects.create(
                principles=version, key=key, position=position, text=demand
            )
    return version


def free_key(text: str, taken: set[str]) -> str:
    """A short name for a demand that none of `taken` has: its first words."""
    plain = unicodedata.normalize("NFC", text.lower()).translate(LETTERS)
    words = re.findall(r"[a-z0-9]+", slugify(plain))
    base = "-".join(words[:5])[: LONGEST_KEY - 4].strip("-") or "krav"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key
