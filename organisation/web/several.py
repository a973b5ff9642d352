"""A filter that takes several values, `?fase=forstudie&fase=forprosjekt`: boxes to tick, folded
behind what is chosen. Works without script; `static/js/filters.js` keeps the words up to date.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class PickList(forms.SelectMultiple):
    """The boxes. Written in one go, since there may be hundreds of people to choose between."""

    legend: Any = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(each) for each in value or ()}
        rows = [(str(key), str(words)) for key, words in self.choices]
        id_ = (attrs or {}).get("id", f"id_{name}")
        return format_html(
            '<details class="several plain" name="velg">'
            '<summary id="{}"><span class="ds-label">{}</span>'
            '<span class="ds-input picked" data-all="{}" data-many="{}">{}</span></summary>'
            '<div class="several-list" role="group" aria-label="{}">{}</div></details>',
            id_,
            self.legend,
            _("Alle"),
            _("%(n)s valgt") % {"n": "#"},
            said(rows, chosen),
            self.legend,
            format_html_join(
                "",
                '<label><input class="ds-input" type="checkbox" name="{}" value="{}"{}>{}</label>',
                (
                    (name, key, SafeString(" checked") if key in chosen else "", words)
                    for key, words in rows
                ),
            )
            or format_html("<p>{}</p>", _("Ingenting å velge mellom.")),
        )


def said(rows: Iterable[tuple[str, str]], chosen: set[str]) -> str:
    """What stands in the folded field: all of them, the one that is chosen, or how many are."""
    words = [each.strip().lstrip("\N{NO-BREAK SPACE}") for key, each in rows if key in chosen]
    if not words:
        return _("Alle")
    return words[0] if len(words) == 1 else _("%(n)s valgt") % {"n": len(words)}


class SeveralField(forms.MultipleChoiceField):
    widget = PickList

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if isinstance(self.widget, PickList):
            self.widget.legend = self.label


class SeveralFilter(django_filters.Filter):
    """Rows with any of the chosen values. A method of the filter set gets the list of them."""

    field_class = SeveralField

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


def readable(
    filters: Mapping[str, django_filters.Filter], data: QueryDict
) -> tuple[QueryDict, list[tuple[str, str]]]:
    """`data` with each value once and only those that are offered, and (name, value) of the rest.

    One value that cannot be read does not take the others with it.
    """
    kept, unread = data.copy(), []
    for name, each in filters.items():
        if not isinstance(each, SeveralFilter) or name not in data:
            continue
        offered = {str(value) for value, _words in choices_of(each)}
        given = [value for value in dict.fromkeys(map(str, data.getlist(name))) if value]
        kept.setlist(name, [value for value in given if value in offered])
        unread += [(name, value) for value in given if value not in offered]
    return kept, unread


def choices_of(each: django_filters.Filter) -> Any:
    choices = each.extra["choices"]
    if callable(choices):
        return choices()
    return getattr(choices, "choices", choices)
