"""Marks of what a project is made of, and explanations of words where they are used."""

from itertools import count
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.web.templatetags.ui import state_tag
from portfolio.lifecycle.substance import FactorState, RoundOutcome
from portfolio.models import CriticalFactor, TestRound
from portfolio.queries.term import words_of

register = template.Library()

FACTOR_MARKS = {
    FactorState.NOT_SECURED: ("no", ""),
    FactorState.UNCERTAIN: ("work", "warning"),
    FactorState.SECURED: ("yes", ""),
}
ROUND_MARKS = {
    RoundOutcome.OPEN: ("work", ""),
    RoundOutcome.HELD: ("yes", ""),
    RoundOutcome.PARTLY: ("work", "warning"),
    RoundOutcome.FAILED: ("stopped", ""),
}
_number = count(1)


@register.simple_tag
def factor_state(factor: CriticalFactor) -> SafeString:
    mark, color = FACTOR_MARKS[FactorState(factor.state)]
    return state_tag(factor.get_state_display(), mark, color)


@register.simple_tag
def round_outcome(tried: TestRound) -> SafeString:
    mark, color = ROUND_MARKS[RoundOutcome(tried.outcome)]
    return state_tag(tried.get_outcome_display(), mark, color)


@register.simple_tag(takes_context=True)
def term(context: Any, name: str, words: str = "") -> SafeString | str:
    """`{% term "effektmål" %}`: the word, with what it means here a click away.

    `words` is another form of it to show ("effektmålene"). A word that nobody has explained stands
    as it is. Works without script: a popover is the browser's own.
    """
    request = context.get("request")
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return words or name
    known = person.once(
        "portfolio.words",
        lambda: {word.name.lower(): word.explanation for word in words_of(person.district)},
    )
    explanation = known.get(name.lower())
    if not explanation:
        return words or name
    return format_html(
        '<span class="term"><button type="button" popovertarget="{id}">{word}'
        '<span class="ds-sr-only"> ({help})</span></button>'
        '<span popover id="{id}" class="term-words"><strong>{word}</strong> {text}</span></span>',
        id=f"ord-{next(_number)}",
        word=words or name,
        text=explanation,
        help=_("vis forklaring"),
    )
