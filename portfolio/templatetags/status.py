"""Lights of reports and scores of risks, each as shape, letter or number, and words."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organisation.web.templatetags.ui import light as draw_light
from organisation.web.templatetags.ui import state_tag
from portfolio.lifecycle.risk import RiskState, band_of
from portfolio.lifecycle.status import STALE, Light
from portfolio.models import Risk
from portfolio.queries.status import mark_of

register = template.Library()

RISK_MARKS = {RiskState.OPEN: "work", RiskState.OCCURRED: "wait", RiskState.CLOSED: "done"}


@register.simple_tag
def report_light(light: str, hide_words: bool = False) -> SafeString | str:
    """A light as it was reported; nothing when it was not asked for."""
    return draw_light(Light(light).mark, hide_words=hide_words) if light else ""


@register.simple_tag
def overall_light(
    light: str | None, stale_from: date | None, today: date, hide_words: bool = False
) -> SafeString:
    """The overall light of a project today: grey when the report is too old, or there is none."""
    mark = mark_of(light or "", stale_from, today)
    if not mark:
        return draw_light(STALE, _("Ingen rapport"), hide_words=hide_words)
    if mark == STALE and light:
        words = _("Utdatert, sist %(light)s") % {"light": str(Light(light).label).lower()}
        return draw_light(STALE, words, hide_words=hide_words)
    return draw_light(mark, hide_words=hide_words)


@register.simple_tag
def score(likelihood: int | None, impact: int | None) -> SafeString | str:
    """`12 Middels`: the product in a box, and its band in words; nothing when it is not judged."""
    if likelihood is None or impact is None:
        return ""
    product = likelihood * impact
    band = band_of(product)
    return format_html(
        '<span class="nowrap"><span class="score {}">{}</span> {}</span>',
        band.name,
        product,
        band.label,
    )


@register.simple_tag
def risk_state(risk: Risk, plain: bool = False) -> SafeString:
    return state_tag(risk.get_state_display(), RISK_MARKS[RiskState(risk.state)], plain=plain)


@register.filter
def pick(row: Any, key: Any) -> Any:
    """`{{ row|pick:key }}`: what a dict has under a key that is not known when it is written."""
    return row.get(key)
