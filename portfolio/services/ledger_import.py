"""Files from the accounting system: kept, read, shown before anything is booked, and undone whole.

All of a file is booked or nothing of it. Two imports in one district go one after the other, so
that the same line is never booked by both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation import jobs
from organisation.audit.tracking import acting
from organisation.errors import DomainError, StepRefused
from organisation.files import services as files
from organisation.jobs.registry import Progress
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.ledger import Line, Table, guess_columns, read_lines, read_table
from portfolio.lifecycle.money import IMPORT_STEPS, EntryKind, EntrySource, ImportState, Vat
from portfolio.models.ledger_import import LedgerImport
from portfolio.models.money import NOTHING, AccountingCode, Entry, Fund, FundYear
from portfolio.services.money import CODES, fund_year_of, mirror, refuse_foreign, settings_of

AT_ONCE = 1000  # rows booked while the person waits; more is a job
BATCH = 500
SHOWN_ERRORS = 20
Code = tuple[str, str, str, str]


@dataclass
class Matched:
    """A line with what it leads to: a project's account, or nothing."""

    line: Line
    account: AccountingCode | None = None
    is_duplicate: bool = False


@dataclass
class Reading:
    """A whole file, row by row, before it is booked."""

    rows: list[Matched] = field(default_factory=list)

    @property
    def bad(self) -> list[Matched]:
        return [row for row in self.rows if row.line.errors]

    @property
    def duplicates(self) -> list[Matched]:
        return [row for row in self.rows if row.is_duplicate and not row.line.errors]

    @property
    def unmatched(self) -> list[Matched]:
        return [
            row
            for row in self.rows
            if row.account is None and not row.is_duplicate and not row.line.errors
        ]

    @property
    def ready(self) -> list[Matched]:
        return [
            row
            for row in self.rows
            if row.account is not None and not row.is_duplicate and not row.line.errors
        ]

    @property
    def sum_nok(self) -> Decimal:
        return sum((row.line.amount_nok or NOTHING for row in self.ready), NOTHING)


@transaction.atomic
def upload_ledger(district: Unit, upload: UploadedFile, fund: Fund, *, by: Person) -> LedgerImport:
    """Keep the file and guess its columns; nothing is booked. DomainError when it is no table."""
    table = read_table(upload.name or "", files.inspect_upload(upload).data)
    with acting(by, "portfolio.upload_ledger"):
        brought = LedgerImport(
            unit=district,
            district=district,
            fund=fund,
            file=files.store(upload, by=by),
            mapping=guess_columns(table.headings, settings_of(district.pk).code_names),
            rows=len(table.rows),
            created_by=by,
        )
        brought.save(force_insert=True)
    return brought


@transaction.atomic
def read_as(
    brought: LedgerImport,
    *,
    mapping: Mapping[str, int],
    fund: Fund,
    skip_unmatched: bool,
    version: int,
    by: Person,
) -> LedgerImport:
    """Choose which column holds what, and what becomes of rows without a project."""
    brought = lock(brought, version=version)
    if brought.state not in (ImportState.UPLOADED, ImportState.REFUSED):
        raise StepRefused([_("Filen er alt ført.")])
    brought.mapping, brought.fund = dict(mapping), fund
    brought.skip_unmatched = skip_unmatched
    brought.state, brought.error = ImportState.UPLOADED, ""
    brought.version += 1
    with acting(by, "portfolio.read_ledger"):
        brought.save()
    return brought


def table_of(brought: LedgerImport) -> Table:
    with files.open_file(brought.file) as content:
        return read_table(brought.file.name, content.read())


def read(brought: LedgerImport, table: Table | None = None) -> Reading:
    """Every row with its project, what is wrong with it, and whether it is booked before."""
    lines = read_lines(table or table_of(brought), brought.mapping)
    accounts = Accounts(brought.district_id)
    known = booked_before(brought.district_id, [line.line_hash for line in lines])
    reading = Reading()
    for line in lines:
        row = Matched(line, is_duplicate=line.line_hash in known)
        if not line.errors and not row.is_duplicate:
            row.account = accounts.find(line)
        reading.rows.append(row)
    return reading


def booked_before(district_id: int, hashes: Iterable[str]) -> set[str]:
    """Those of `hashes` that stand in the accounts of the district, and are not reversed."""
    return set(
        Entry.objects.standing()
        .filter(project__district=district_id, line_hash__in=list(hashes))
        .values_list("line_hash", flat=True)
    )


class Accounts:
    """Finds the project of a line: the account that fits with most of its parts."""

    def __init__(self, district_id: int) -> None:
        self.by_parts: dict[tuple[int, ...], dict[tuple[str, ...], list[AccountingCode]]] = {}
        accounts = AccountingCode.objects.filter(district=district_id)
        for account in accounts.select_related("project", "fund"):
            used = tuple(place for place, part in enumerate(account.codes) if part)
            key = tuple(account.codes[place] for place in used)
            self.by_parts.setdefault(used, {}).setdefault(key, []).append(account)
        self.order = sorted(self.by_parts, key=len, reverse=True)

    def find(self, line: Line) -> AccountingCode | None:
        """The account, or None; a line that fits two equally well gets an error."""
        fits: list[AccountingCode] = []
        for used in self.order:
            if fits and len(used) < sum(1 for part in fits[0].codes if part):
                break
            fits += self.by_parts[used].get(tuple(line.codes[place] for place in used), [])
        if len({account.project_id for account in fits}) > 1:
            line.errors.append(_("Kontostrengen passer til flere prosjekter."))
            return None
        return fits[0] if fits else None


# --- Booking --------------------------------------------------------------------------------------


@transaction.atomic
def confirm_import(brought: LedgerImport, *, version: int, by: Person) -> LedgerImport:
    """Book the file now, or order it when it is large. It is the state that tells how it went."""
    brought = lock(brought, version=version)
    with acting(by, "portfolio.import_ledger"):
        take_step(brought, IMPORT_STEPS["begin"])
        brought.version += 1
        brought.save()
    if brought.rows > AT_ONCE:
        key = f"ledger-{brought.pk}-{brought.version}"
        jobs.enqueue("portfolio.import_ledger", brought.pk, key=key, by=by)
    else:
        brought = book_file(brought.pk)
    return brought


@transaction.atomic
def book_file(import_id: int, *, progress: Progress | None = None) -> LedgerImport:
    """Book every row of the file, or none: then it is refused with the rows and the reasons."""
    brought = lock(LedgerImport(pk=import_id))
    if brought.state != ImportState.RUNNING:
        return brought
    lock(settings_of(brought.district_id))  # one import at a time in the district
    with acting(brought.created_by, "portfolio.import_ledger"):
        try:
            reading = read(brought)
            reasons = refusals_of(reading, brought)
        except DomainError as unreadable:
            reading, reasons = Reading(), [unreadable.message]
        if reasons:
            take_step(brought, IMPORT_STEPS["refuse"])
            brought.error = "\n".join(reasons)
        else:
            take_step(brought, IMPORT_STEPS["finish"])
            save_rows(brought, reading, progress)
            count(brought, reading)
        brought.version += 1
        brought.save()
    return brought


def refusals_of(reading: Reading, brought: LedgerImport) -> list[str]:
    """Why the file cannot be booked, the first rows by number."""
    reasons = [
        _("Rad %(row)s: %(why)s") % {"row": row.line.row, "why": " ".join(row.line.errors)}
        for row in reading.bad[:SHOWN_ERRORS]
    ]
    if len(reading.bad) > SHOWN_ERRORS:
        more = len(reading.bad) - SHOWN_ERRORS
        reasons.append(ngettext("Og %(n)s rad til.", "Og %(n)s rader til.", more) % {"n": more})
    if reading.unmatched and not brought.skip_unmatched:
        n = len(reading.unmatched)
        reasons.append(
            ngettext(
                "%(n)s rad treffer ikke noe prosjekt, den første er rad %(row)s.",
                "%(n)s rader treffer ikke noe prosjekt, den første er rad %(row)s.",
                n,
            )
            % {"n": n, "row": reading.unmatched[0].line.row}
        )
    if not reasons and not reading.ready:
        reasons.append(_("Det er ingen nye rader å føre."))
    return reasons


def save_rows(brought: LedgerImport, reading: Reading, progress: Progress | None) -> None:
    years: dict[tuple[int, int], FundYear] = {}
    entries = []
    for row in reading.ready:
        assert row.account is not None
        assert row.line.booked_on is not None
        fund = row.account.fund or brought.fund
        where = (fund.pk, row.line.booked_on.year)
        if where not in years:
            years[where] = fund_year_of(fund, where[1])
            refuse_foreign(row.account.project, years[where])
        entries.append(entry_of(row, years[where], brought))
    for start in range(0, len(entries), BATCH):
        Entry.objects.bulk_create(entries[start : start + BATCH])
        if progress:
            progress.report(min(start + BATCH, len(entries)), len(entries), _("Fører rader"))


def entry_of(row: Matched, fund_year: FundYear, brought: LedgerImport) -> Entry:
    line = row.line
    assert row.account is not None
    assert line.amount_nok is not None
    assert line.booked_on is not None
    return Entry(
        project=row.account.project,
        fund_year=fund_year,
        kind=EntryKind.SPENT,
        amount_nok=line.amount_nok,
        vat=Vat.COMPENSATED if line.vat_nok else Vat.NONE,
        vat_nok=line.vat_nok,
        booked_on=line.booked_on,
        text=line.text,
        voucher=line.voucher,
        **dict(zip(CODES, line.codes, strict=True)),
        source=EntrySource.IMPORT,
        ledger_import=brought,
        row=line.row,
        line_hash=line.line_hash,
        booked_by=brought.created_by,
    )


def count(brought: LedgerImport, reading: Reading) -> None:
    brought.rows = len(reading.rows)
    brought.booked = len(reading.ready)
    brought.duplicates = len(reading.duplicates)
    brought.unmatched = len(reading.unmatched)
    brought.sum_nok = reading.sum_nok
    brought.error = ""
    brought.done_at = timezone.now()


@transaction.atomic
def undo_import(
    brought: LedgerImport, *, reason: str, by: Person, version: int | None = None
) -> LedgerImport:
    """Reverse every entry of the file that is not reversed already, in one go."""
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor filen angres."))
    brought = lock(brought, version=version)
    lock(settings_of(brought.district_id))
    with acting(by, "portfolio.undo_ledger", reason=reason):
        take_step(brought, IMPORT_STEPS["undo"])
        standing: Any = Entry.objects.standing().filter(ledger_import=brought)
        Entry.objects.bulk_create(
            [mirror(entry, reason=reason.strip(), by=by) for entry in standing],
            batch_size=BATCH,
        )
        brought.undone_at, brought.undone_by = timezone.now(), by
        brought.undo_reason = reason.strip()
        brought.version += 1
        brought.save()
    return brought
