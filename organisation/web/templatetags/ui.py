"""The one tag library of our pages. Each docstring names the arguments; /stil/ shows them all."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation import days
from organisation.web import wording
from organisation.web.icons import ICONS, LIGHTS, MARKS

register = template.Library()

STATE_COLOURS = {
    "new": "neutral",
    "work": "info",
    "done": "success",
    "wait": "warning",
    "yes": "success",
    "no": "danger",
    "stopped": "neutral",
    "none": "neutral",
}
LIGHT_WORDS = {
    "plan": lambda: _("På plan"),
    "watch": lambda: _("Følg med"),
    "act": lambda: _("Trenger tiltak"),
    "stale": lambda: _("Utdatert"),
}

for name in (
    "nok",
    "number",
    "day",
    "long_day",
    "short_day",
    "moment",
    "day_and_moment",
    "file_size",
):
    register.filter(name, getattr(wording, name), is_safe=False)


@register.filter
def unlocalize(value: Any) -> str:
    """For HTML and SVG attributes: a full stop and no groups, whatever the language."""
    return str(value)


@register.filter
def capitalise(value: Any) -> str:
    """The first letter large, the rest as it stands (capfirst keeps lazy words from working)."""
    text = str(value)
    return text[:1].upper() + text[1:]


# Marks -------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "idea" %}`; `label` is read aloud where no words stand beside it."""
    svg = format_html(
        '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">{}</svg>',
        mark_safe(ICONS[name]),
    )
    return format_html('{}<span class="ds-sr-only">{}</span>', svg, label) if label else svg


@register.simple_tag
def state_tag(label: Any, mark: str = "new", color: str = "", plain: bool = False) -> SafeString:
    """A state: mark and word. `mark` is new, work, done, wait, yes, no, stopped or none.

    `plain=True` in lists (no box). `color` replaces the mark's own: neutral, info, success,
    warning or danger.
    """
    svg = format_html(
        '<svg viewBox="0 0 14 14" aria-hidden="true">{}</svg>', mark_safe(MARKS[mark])
    )
    if plain:
        return format_html('<span class="state-word {}">{}{}</span>', mark, svg, label)
    return format_html(
        '<span class="ds-tag state" data-color="{}">{}{}</span>',
        color or STATE_COLOURS[mark],
        svg,
        label,
    )


@register.simple_tag
def light(level: str, words: Any = "", hide_words: bool = False) -> SafeString:
    """A light: plan, watch, act or stale. `hide_words=True` in narrow cells, for sr only."""
    return format_html(
        '<span class="light {}"><svg viewBox="0 0 24 24" aria-hidden="true">{}</svg>{}</span>',
        level,
        mark_safe(LIGHTS[level]),
        format_html('<span class="ds-sr-only">{}</span>', words or LIGHT_WORDS[level]())
        if hide_words
        else (words or LIGHT_WORDS[level]()),
    )


@register.simple_tag
def phase_steps(step: int, label: Any = "", total: int = 4) -> SafeString:
    """Discs of the phases: full before `step` (from 1), half at it, rings after; 0 is not begun."""
    ring = 'r="5" fill="none" stroke="#77797b" stroke-width="1.5"/>'
    discs = []
    for number in range(1, total + 1):
        x = round(7 + (number - 1) * 15.3, 1)
        if number < step:
            discs.append(f'<circle cx="{x}" cy="7" r="6" fill="currentColor"/>')
        elif number == step:
            discs.append(
                f'<circle cx="{x}" cy="7" r="5" fill="none" stroke="currentColor"'
                ' stroke-width="2"/>'
                f'<path d="M{x} 2a5 5 0 0 1 0 10z" fill="currentColor"/>'
            )
        else:
            discs.append(f'<circle cx="{x}" cy="7" {ring}')
    return format_html(
        '<span class="phase"><svg viewBox="0 0 {} 14" aria-hidden="true">{}</svg>{}</span>',
        round(14 + (total - 1) * 15.3),
        mark_safe("".join(discs)),
        label,
    )


@register.simple_tag
def tag(label: Any, color: str = "neutral") -> SafeString:
    """A word in a box: neutral, info, success, warning, danger or accent."""
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', color, label)


@register.simple_tag
def count(value: int, words: Any = "", hot: bool = False) -> SafeString:
    """A number in a pill; `words` are read after it, `hot=True` only for what is late."""
    after = format_html('<span class="ds-sr-only"> {}</span>', words) if words else ""
    return format_html(
        '<span class="count{}">{}{}</span>', " hot" if hot else "", wording.number(value), after
    )


@register.simple_tag
def due(
    on: date | datetime | None,
    what: Any = "",
    words: Any = "",
    today: date | None = None,
    done: bool = False,
    urgency: str = "",
) -> SafeString | str:
    """A date that binds: `{% due idea.answer_by what=_("Svar lovet") %}`.

    `words` replaces the sentence ("2 arbeidsdager over"), `urgency` the colour (over, soon);
    `done=True` is kept, so neither late nor near.
    """
    if on is None and not words:
        return ""
    now = today or days.today()
    level = urgency
    if on is not None and not urgency and not done:
        level = wording.urgency(wording.local_day(on), now)
    if not words and on is not None:
        if done:
            words = f"{what} {wording.day(on)}".strip()
        else:
            words = wording.due_words(wording.local_day(on), now, str(what))
    mark = {"over": "over", "soon": "clock"}.get(level, "calendar")
    return format_html('<span class="due {}">{}{}</span>', level, icon(mark), words)


# Building blocks ---------------------------------------------------------------------------------


@register.simple_block_tag
def sheet(
    content: str,
    title: Any,
    id: str,
    count: int | None = None,
    hot: bool = False,
    age: Any = "",
    link: str = "",
    link_text: Any = "",
    body: bool = True,
    css: str = "",
    level: int = 2,
) -> SafeString:
    """A white sheet with a title. `body=False` when it holds rows or a table, edge to edge.

    `id` names the heading. `count` (red when `hot`) and `age` stand in the header, as does the
    link. `css` adds a class, `level` is the heading's.
    """
    return render_to_string(
        "components/sheet.html",
        {
            "content": content,
            "title": title,
            "id": id,
            "count": count,
            "hot": hot,
            "age": age,
            "link": link,
            "link_text": link_text,
            "body": body,
            "css": css,
            "level": level,
        },
    )


@register.inclusion_tag("components/rows.html")
def rows(items: Iterable[Any], today: date | None = None) -> dict[str, Any]:
    """A list one works through, of registries.Row."""
    return {"items": list(items), "today": today}


@register.inclusion_tag("components/empty.html")
def empty(text: Any, url: str = "", action: Any = "", icon: str = "") -> dict[str, Any]:
    """Nothing here: a sentence that says why, and one thing to do."""
    return {"text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("components/figures.html")
def figures(items: Iterable[Any]) -> dict[str, Any]:
    """Numbers side by side, of components.Figure."""
    return {"items": list(items)}


@register.inclusion_tag("components/progress.html")
def progress(value: int, total: int, words: Any, note: Any = "") -> dict[str, Any]:
    """How far a job has come: `{% progress 3 5 _("Lager PDF, 3 av 5 deler") %}`."""
    return {"value": value, "total": total, "words": words, "note": note}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """What happened when, of registries.ThreadEvent."""
    return {"events": list(events)}


@register.inclusion_tag("components/sections.html")
def sections(items: Iterable[Any], label: Any) -> dict[str, Any]:
    """The pages of one thing, of components.Section; those aside fold under "Mer".

    The page one is on always stands in the line.
    """
    shown: list[Any] = []
    aside: list[Any] = []
    for item in items:
        (aside if item.is_aside and not item.is_current else shown).append(item)
    return {"items": shown, "aside": aside, "label": label}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: Any) -> dict[str, Any]:
    """Words and addresses in turn, the last words alone: the page one is on.

    `{% crumbs _("Idéer") "ideas:list" idea.title idea.get_absolute_url _("Svar") %}`. An address
    may be a URL name. Min side comes first by itself.
    """
    trail = []
    for words, url in zip(parts[:-1:2], parts[1::2], strict=True):
        trail.append((words, address(url)))
    return {"home": address("people:my_page"), "trail": trail, "here": parts[-1]}


def address(url: str) -> str:
    """A URL name as an address; an address as it is, empty when the name leads nowhere yet."""
    if not url or url[0] in "/#?" or "://" in url:
        return url
    try:
        return reverse(url)
    except NoReverseMatch:
        return ""


@register.simple_block_tag
def dialog(content: str, id: str, title: Any) -> SafeString:
    """A dialog, opened by `dialog_link`; what is in it stands on a page of its own as well."""
    return render_to_string(
        "components/dialog.html", {"content": content, "id": id, "title": title}
    )


@register.simple_tag
def dialog_link(
    id: str, url: str, text: Any, variant: str = "secondary", color: str = ""
) -> SafeString:
    """A link to the step's own page, which opens the dialog `id` instead where that works."""
    return format_html(
        '<a class="ds-button" data-variant="{}"{} href="{}" data-dialog="{}">{}</a>',
        variant,
        format_html(' data-color="{}"', color) if color else "",
        url,
        id,
        text,
    )


@register.inclusion_tag("components/chart.html")
def chart(drawing: Any) -> dict[str, Any]:
    """A chart from organisation.web.charts with its table."""
    return {"chart": drawing}


# Forms -------------------------------------------------------------------------------------------


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[Any] | None") -> dict[str, Any]:
    """What must be put right in these forms and formsets, each with a link to its field."""
    faults = [fault for form in forms if form for fault in faults_of(form)]
    heading = ngettext("%(n)s ting må rettes", "%(n)s ting må rettes", len(faults)) % {
        "n": wording.count_word(len(faults))
    }
    return {"faults": faults, "heading": heading}


def faults_of(form: "BaseForm | BaseFormSet[Any]") -> list[tuple[str, str]]:
    """(id of the field or empty, message) for each fault, in the order of the page."""
    if isinstance(form, BaseFormSet):
        found = [("", str(message)) for message in form.non_form_errors()]
        return found + [fault for single in form.forms for fault in faults_of(single)]
    found = [("", str(message)) for message in form.non_field_errors()]
    for bound in form:
        if bound.is_hidden:
            if bound.errors:
                found.append(("", _("Skjemaet mangler noe. Last siden på nytt og prøv igjen.")))
            continue
        target = bound.id_for_label or f"{bound.auto_id}_0"
        found += [(target, str(message)) for message in bound.errors]
    return found


@register.filter
def is_optional(bound: Any) -> bool:
    """Whether to say (valgfritt): not for a single checkbox, nor for what cannot be changed."""
    kind = bound.widget_type
    return not bound.field.required and kind != "checkbox" and not bound.field.disabled


# Lists -------------------------------------------------------------------------------------------


@register.inclusion_tag("components/list_head.html")
def list_head(listing: Any, target: str, sorts: bool = True) -> dict[str, Any]:
    """How many of how many, and ways to sort; `target` is the fragment's id.

    `sorts=False` where the headings of a table sort.
    """
    return {"listing": listing, "target": target, "sorts": sorts}


@register.inclusion_tag("components/list_pages.html")
def list_pages(listing: Any, target: str) -> dict[str, Any]:
    """Pages of a list; nothing when there is only one."""
    return {"listing": listing, "target": target}


@register.inclusion_tag("components/list_filters.html", takes_context=True)
def list_filters(
    context: Any, listing: Any, target: str, label: Any, keep: str = ""
) -> dict[str, Any]:
    """The filter form above a list; works as a plain form too.

    `keep` names what else in the address is to stand when one filters, with spaces between.
    """
    kept = [(name, listing.params[name]) for name in keep.split() if listing.params.get(name)]
    path = context["request"].path
    return {"listing": listing, "target": target, "label": label, "path": path, "kept": kept}


@register.inclusion_tag("components/sort_header.html")
def sort_header(listing: Any, name: str, words: Any, target: str, css: str = "") -> dict[str, Any]:
    """A `th` that sorts: `{% sort_header listing "title" _("Tittel") target="idea-list" %}`."""
    return {
        "sort": listing.sort_named(name),
        "listing": listing,
        "words": words,
        "target": target,
        "css": css,
    }
