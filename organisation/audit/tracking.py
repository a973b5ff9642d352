"""What the rest of the code uses of history: `tracked`, `acting`, `frozen`, `freeze`, `as_of`.

History is written by database triggers, so `update()`, bulk operations and raw SQL are in it too.
How it works, and how to add a model: docs/history.md.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar, overload
from zoneinfo import ZoneInfo

import pghistory
import pgtrigger
from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from psycopg import pq, sql

from organisation import days
from organisation.audit.models import Event

Model = TypeVar("Model", bound=type[models.Model])
OSLO = ZoneInfo("Europe/Oslo")


# --- Which models have history ------------------------------------------------------------------


@overload
def tracked(exclude: Model) -> Model: ...
@overload
def tracked(exclude: Iterable[str] = ...) -> Callable[[Model], Model]: ...
def tracked(exclude: Any = ()) -> Any:
    """Record every insert, update and delete of the model in a table of its own, `…event`.

    Generated columns are computed again when the past is read. Name in `exclude` what has no past
    worth keeping: counters, search vectors, secrets, long text with its own versions.
    """
    if isinstance(exclude, type):
        return tracked()(exclude)

    def decorate(model: Model) -> Model:
        if {field.name for field in model._meta.local_fields} & {"valid_to", "pgh_label"}:
            raise TypeError(f"{model.__name__}: valid_to belongs to events, use another name")
        unrecorded = {
            field.name
            for field in model._meta.local_fields
            if field.generated or isinstance(field, SearchVectorField)
        }
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=sorted(unrecorded | set(exclude)),
            base_model=Event,
            model_name=f"{model.__name__}Event",
            # organisation/audit/install.py makes an index on the object that also holds the time.
            obj_field=pghistory.ObjForeignKey(related_name="+", db_index=False),
            context_field=pghistory.ContextJSONField(),
            context_id_field=pghistory.ContextUUIDField(),
        )(model)
        return model

    return decorate


# --- Who does it, and why -----------------------------------------------------------------------


@dataclass(frozen=True)
class Scope:
    """Who acts, what they do and why, for all changes until the scope is left."""

    id: uuid.UUID
    by: Callable[[], int | None]
    action: Callable[[], str]
    reason: str

    def metadata(self) -> str:
        return json.dumps({"by": self.by(), "action": self.action(), "reason": self.reason})


_scope: ContextVar[Scope | None] = ContextVar("audit_scope", default=None)
CHANGES_ROWS = re.compile(
    r"\s*(?:--[^\n]*\n\s*)*(insert|update|delete|merge|with|call|do)\b", re.IGNORECASE
)


@contextmanager
def acting(by: Any, action: str | Callable[[], str], reason: str = "") -> Iterator[None]:
    """Put `by`, `action` and `reason` on every event the changes inside give.

    `by` is a person or None for the system. Inside another scope its person stays, so a service
    that calls a service does not take over; action and reason are those of the inner scope, and
    all of it counts as one action. A function for `by` (giving the id) or `action` is asked when a
    change comes.
    """
    outer = _scope.get()
    who = by if callable(by) else lambda: getattr(by, "pk", by)
    scope = Scope(
        id=outer.id if outer else uuid.uuid4(),
        by=who if outer is None else lambda: outer.by() or who(),
        action=action if callable(action) else lambda: action,
        reason=str(reason) or (outer.reason if outer else ""),
    )
    token = _scope.set(scope)
    try:
        if outer is not None:
            yield
        else:
            with connection.execute_wrapper(_stamp):
                yield
    finally:
        _scope.reset(token)
        if outer is None and connection.in_atomic_block:
            _forget_scope()


def _stamp(execute: Callable[..., Any], query: Any, params: Any, many: bool, context: Any) -> Any:
    """Send the scope with each statement that may change rows, in the same round trip."""
    scope = _scope.get()
    if isinstance(query, sql.Composable):
        query = query.as_string(context["cursor"].connection)
    elif isinstance(query, bytes):
        query = query.decode()
    status = context["cursor"].connection.info.transaction_status
    if scope is None or not CHANGES_ROWS.match(query) or status == pq.TransactionStatus.INERROR:
        return execute(query, params, many, context)
    settings = _as_settings(scope)
    if many:  # prepared by the driver, so it must be one statement
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(settings)
            return execute(query, params, many, context)
    # Without parameters the driver leaves a percent sign alone.
    before = settings if params is None else settings.replace("%", "%%")
    result = execute(f"{before}; {query}", params, many, context)
    while result is not None and result.nextset():
        pass  # the caller wants the answer to its own statement, which is the last
    return result


def _as_settings(scope: Scope) -> str:
    metadata = sql.Literal(scope.metadata()).as_string(None)
    return (
        f"SELECT set_config('pghistory.context_id', '{scope.id}', true),"
        f" set_config('pghistory.context_metadata', {metadata}, true)"
    )


def _forget_scope() -> None:
    """The settings live as long as the transaction; later changes in it are not this person's."""
    if _is_usable():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pghistory.context_id', '', true),"
                " set_config('pghistory.context_metadata', '', true)"
            )


def _is_usable() -> bool:
    """False after an error, until the transaction is rolled back and our settings with it."""
    return (
        connection.connection is not None
        and not connection.needs_rollback
        and connection.connection.info.transaction_status != pq.TransactionStatus.INERROR
    )


# --- Rows that never change ---------------------------------------------------------------------

FORMAT_OF_FROZEN = 1
frozen_models: dict[type[models.Model], "Keeping"] = {}


@dataclass(frozen=True)
class Keeping:
    """How long a frozen row stays as it was signed: `years` after the day in field `since`.

    Without `years` it is for ever, and redaction is always refused. `made` is the field with the
    day or moment the row was made; on earlier days the row is not there.
    """

    years: int | None = None
    since: str = ""
    made: str = ""


class Frozen(pgtrigger.Trigger):
    """Refuse to change or remove a row; only the redaction procedure may blank a field."""

    name = "frozen"
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    func = """
        IF TG_OP = 'UPDATE' AND public.is_redacting(TG_RELID) THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'A row in % is frozen and never changes', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    """


@overload
def frozen(model: Model) -> Model: ...
@overload
def frozen(
    *, keep_years: int | None = ..., since: str = ..., made: str = ...
) -> Callable[[Model], Model]: ...
def frozen(
    model: Any = None, *, keep_years: int | None = None, since: str = "", made: str = ""
) -> Any:
    """Let the database refuse UPDATE and DELETE of the model's rows: decisions, receipts, money.

    With `keep_years` and the date field `since` the row may be redacted once that time has passed.
    `made` names the field that tells when the row was there, to hide it on days before; a model
    that is `tracked` as well may do without, but is then read through its events.
    A write that is refused raises django.db.IntegrityError (or ProgrammingError for the app's
    database role, which lacks the right as well).
    """
    if model is None:
        return lambda model: _freeze_model(model, Keeping(keep_years, since, made))
    return _freeze_model(model, Keeping())


def _freeze_model(model: Model, keeping: Keeping) -> Model:
    frozen_models[model] = keeping
    return pgtrigger.register(Frozen())(model)


class _CanonicalEncoder(DjangoJSONEncoder):
    """Moments keep their microseconds, which Django's encoder would round away."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return o.isoformat()
        return format(o, "f") if isinstance(o, Decimal) else super().default(o)


def freeze(data: dict[str, Any], *, version: int = FORMAT_OF_FROZEN) -> tuple[str, str]:
    """Canonical JSON of `data` with its schema version, and the SHA-256 of its UTF-8 bytes.

    Keys sorted, no spaces, letters as they are: equal data gives equal bytes. Store the text in a
    TextField; jsonb would reorder it and the checksum would no longer fit.
    """
    text = json.dumps(
        {"schema": version, "data": data},
        cls=_CanonicalEncoder,
        sort_keys=True,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    return text, hashlib.sha256(text.encode()).hexdigest()


# --- The past -----------------------------------------------------------------------------------


@contextmanager
def as_of(when: date | datetime) -> Iterator[None]:
    """Let every queryset inside show the database as it was at `when`; nothing can be written.

    A day means its last moment in Oslo. Decide who may see, and read `request.user.grants`, before:
    roles are today's. Tables without history show what they hold now.
    """
    moment = moment_of(when)
    with transaction.atomic(), _grouping_by_every_column(), days.showing(moment):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('app.as_of', %s, true),"
                " set_config('search_path', 'asof, public', true),"
                " set_config('transaction_read_only', 'on', true)",
                [moment.isoformat()],
            )
        yield
        # Nothing was written; rolling back also ends the past inside a transaction of the caller.
        transaction.set_rollback(True)


@contextmanager
def as_it_stands() -> Iterator[None]:
    """Let querysets inside `as_of` show what stands now; evaluate them before it ends.

    For what is told of a period when the period is over, and was not there on its last day.
    """
    if not days.is_past():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', 'public', true)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', 'asof, public', true)")


def moment_of(when: date | datetime) -> datetime:
    """The moment itself, or the last one of the day in Oslo."""
    if isinstance(when, datetime):
        return when
    return datetime.combine(when, time.max, tzinfo=OSLO)


@contextmanager
def _grouping_by_every_column() -> Iterator[None]:
    """A view has no primary key, so PostgreSQL cannot tell its other columns from that one."""
    features: Any = connection.features
    usual = features.allows_group_by_selected_pks
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        features.allows_group_by_selected_pks = usual


@contextmanager
def backdated(moment: datetime) -> Iterator[None]:
    """Write history as if it were `moment`: demo data and tests only.

    The database refuses it unless its owner ran `prepare_database` with backdating allowed.
    Changes of one row must come in the order of their moments.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.recorded_at', true), '')")
        before = cursor.fetchone()[0]
    _record_at(moment.isoformat())
    try:
        yield
    finally:
        if _is_usable():
            _record_at(before)


def _record_at(moment: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.recorded_at', %s, false)", [moment])


@contextmanager
def day_only() -> Iterator[None]:
    """Record what happens inside with its day in Oslo and no hour: for those who are anonymous.

    Runs in the caller's transaction.
    """
    _record_days("on")
    try:
        yield
    finally:
        if _is_usable():
            _record_days("")


def _record_days(switch: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.day_only', %s, true)", [switch])
