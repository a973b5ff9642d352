"""Reading history: what happened to one thing, and what changed between two days."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models.functions import JSONObject
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import days
from organisation.audit.models import Event
from organisation.audit.tracking import moment_of
from organisation.web import wording

# What people call an action, e.g. "ideas.answer": each app adds its own in AppConfig.ready.
action_names: dict[str, str | Promise] = {
    "audit.redact": gettext_lazy("Sladdet"),
}
KINDS = {
    "insert": gettext_lazy("Opprettet"),
    "update": gettext_lazy("Endret"),
    "delete": gettext_lazy("Slettet"),
}
# What a change of says nothing to a person.
SILENT = frozenset({"version"})
LONGEST = 300  # letters shown of one value


@dataclass(frozen=True)
class FieldChange:
    """One field's value before and after, in words; empty for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One event in the life of a thing. `by` is None for the system."""

    at: datetime
    kind: str  # insert, update, delete
    by: Any
    action: str
    reason: str
    fields: tuple[FieldChange, ...]

    @property
    def title(self) -> str:
        return str(action_names.get(self.action, KINDS[self.kind]))

    @property
    def icon(self) -> str:
        return {"insert": "plus", "delete": "cross"}.get(self.kind, "edit")

    @property
    def who(self) -> str:
        return str(self.by) if self.by else _("Systemet")


def changes(thing: models.Model, *, hide: Iterable[str] = ()) -> list[Change]:
    """What happened to `thing`, newest first; fields in `hide` are left out.

    Costs one query for the events, one for the people, and one per kind of thing pointed to.
    """
    events = list(events_of(type(thing)).filter(pgh_obj_id=thing.pk).order_by("pgh_id"))
    shown = _shown_fields(type(thing), events_of(type(thing)).model, set(hide))
    names = _names_pointed_to(events, shown)
    people = _people(event.pgh_context["by"] for event in events if event.pgh_context)
    found: list[Change] = []
    before: Event | None = None
    for event in events:
        said = event.pgh_context or {}
        different = _differences(before, event, shown, names)
        if different or event.pgh_label != "update" or said.get("action") in action_names:
            found.append(
                Change(
                    at=event.pgh_created_at,
                    kind=event.pgh_label,
                    by=people.get(said.get("by")),
                    action=said.get("action", ""),
                    reason=_plain(said.get("reason", "")),
                    fields=different,
                )
            )
        before = event
    return found[::-1]


def events_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """The events of a tracked model: one row per state a row has had.

    On a page of an earlier day those that came later are not there yet.
    """
    event_models: dict[str, type[Event]] = model.pgh_event_models  # type: ignore[attr-defined]
    events = event_models["insert"]._default_manager.all()
    shown = days.shown_moment()
    return events if shown is None else events.filter(pgh_created_at__lte=shown)


# --- Between two days ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A row at the end of two days; None where it did not exist, else values by field name."""

    pk: Any
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ; all of them when the row is new or gone."""
        old, new = self.before or {}, self.after or {}
        return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))


def changed_between(
    model: type[models.Model],
    start: date | datetime,
    end: date | datetime,
    *,
    only: models.Q | None = None,
) -> list[Difference]:
    """The rows of `model` that are not at `end` what they were at `start`, by primary key.

    A day means its end. `only` is a condition on the rows as they stood, such as one project's.
    Two queries, whatever happened in between.
    """
    fields = _recorded(model)
    before, after = (
        {
            row.pop("pgh_obj_id"): row
            for row in valid_at(model, moment)
            .filter(only or models.Q())
            .values("pgh_obj_id", *fields)
        }
        for moment in (start, end)
    )
    return [
        Difference(pk, before.get(pk), after.get(pk))
        for pk in sorted({*before, *after})
        if before.get(pk) != after.get(pk)
    ]


def valid_at(model: type[models.Model], when: date | datetime) -> models.QuerySet[Any]:
    """The events that hold at `when`; for pages, `as_of` is simpler."""
    span = models.Func(
        "pgh_created_at", "valid_to", function="tstzrange", output_field=DateTimeRangeField()
    )
    return events_of(model).alias(span=span).filter(span__contains=moment_of(when))


# --- Many kinds of things at once ---------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """Rows of one model, to be read together with others; `only` is a condition on its events."""

    key: str
    model: type[models.Model]
    only: models.Q


@dataclass(frozen=True)
class Stand:
    """What one row held from `at` on: column to value, or None from when it was deleted."""

    key: str
    pk: int
    at: datetime
    row: dict[str, Any] | None
    by: int | None
    action: str
    reason: str
    context: Any  # the same for all that was one action


def stands_since(sources: Iterable[Source], start: datetime) -> dict[tuple[str, int], list[Stand]]:
    """What rows of many models held at `start` and have held since, oldest first; one query.

    Rows that have not changed are there too, with the one stand they have.
    """
    found: dict[tuple[str, int], list[Stand]] = {}
    reads = [_stands(source, start) for source in sources]
    for event in reads[0].union(*reads[1:], all=True).order_by("pgh_created_at", "pgh_id"):
        said = event["pgh_context"] or {}
        stand = Stand(
            key=event["key"],
            pk=event["pgh_obj_id"],
            at=event["pgh_created_at"],
            row=None if event["pgh_label"] == "delete" else event["row"],
            by=said.get("by"),
            action=said.get("action", ""),
            reason=_plain(said.get("reason", "")),
            context=event["pgh_context_id"],
        )
        found.setdefault((stand.key, stand.pk), []).append(stand)
    return found


def _stands(source: Source, start: datetime) -> models.QuerySet[Any, dict[str, Any]]:
    fields = _recorded(source.model)
    still_there = (
        models.Q(valid_to=None) | models.Q(valid_to__gt=start) | models.Q(pgh_created_at__gt=start)
    )
    return (
        events_of(source.model)
        .filter(source.only, still_there)
        .order_by()
        .values(
            "pgh_id",
            "pgh_obj_id",
            "pgh_label",
            "pgh_created_at",
            "pgh_context",
            "pgh_context_id",
            key=models.Value(source.key, output_field=models.TextField()),
            row=JSONObject(**{field: field for field in fields}),
        )
    )


def _recorded(model: type[models.Model]) -> list[str]:
    return [
        field.attname
        for field in events_of(model).model._meta.local_fields
        if not field.name.startswith("pgh_") and field.name != "valid_to"
    ]


# --- Words for values ---------------------------------------------------------------------------


def _shown_fields(
    model: type[models.Model], events: type[Event], hide: set[str]
) -> list[models.Field[Any, Any]]:
    recorded = {field.name for field in events._meta.local_fields}
    return [
        field
        for field in model._meta.local_fields
        if field.name in recorded
        and field.name not in SILENT | hide
        and not field.primary_key
        and not getattr(field, "auto_now", False)
        and not getattr(field, "auto_now_add", False)
    ]


def _people(ids: Iterable[int | None]) -> dict[Any, Any]:
    from django.contrib.auth import get_user_model

    wanted = {pk for pk in ids if pk}
    return get_user_model()._base_manager.in_bulk(wanted) if wanted else {}


def _names_pointed_to(
    events: list[Any], shown: list[models.Field[Any, Any]]
) -> dict[type[models.Model], dict[Any, str]]:
    """Names of all that any event points to, by model; one query each."""
    wanted: dict[Any, set[Any]] = {}
    for field in shown:
        if field.is_relation:
            ids = {getattr(event, field.attname) for event in events} - {None}
            wanted.setdefault(field.related_model, set()).update(ids)
    return {
        model: {row.pk: str(row) for row in model._base_manager.filter(pk__in=ids)}
        for model, ids in wanted.items()
        if ids
    }


def _differences(
    before: Event | None,
    event: Event,
    shown: list[models.Field[Any, Any]],
    names: dict[type[models.Model], dict[Any, str]],
) -> tuple[FieldChange, ...]:
    if event.pgh_label != "update" or before is None:
        return ()
    return tuple(
        FieldChange(
            capfirst(str(field.verbose_name)),
            *(in_words(field, getattr(each, field.attname), names) for each in (before, event)),
        )
        for field in shown
        if getattr(before, field.attname) != getattr(event, field.attname)
    )


WORDS: dict[type, Callable[[Any], str]] = {
    datetime: wording.day_and_moment,
    date: wording.day,
    Decimal: wording.number,
    int: str,
    list: lambda value: ", ".join(map(str, value)),
}


def in_words(
    field: models.Field[Any, Any],
    value: Any,
    names: dict[type[models.Model], dict[Any, str]] | None = None,
) -> str:
    """`value` of `field` as a person reads it."""
    if value is None or value == "":
        return ""
    if field.is_relation:
        model: Any = field.related_model
        return (names or {}).get(model, {}).get(value, _("(finnes ikke lenger)"))
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Ja") if value else _("Nei")
    if isinstance(value, Decimal) and field.name.endswith("_nok"):
        return wording.nok(value)
    return WORDS.get(type(value), _plain)(value)


def _plain(value: Any) -> str:
    from organisation.web.richtext import to_plain

    text = str(value)
    is_rich = text.startswith("<") and "data-id=" in text  # as every block of ours has
    return Truncator(to_plain(text) if is_rich else text).chars(LONGEST)
