"""Money against the frame, fund by fund, with the reasons that stand in the books."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import day, nok, number
from portfolio.dashboard.money import FundMoney
from portfolio.lifecycle.money import EntryKind
from portfolio.models import Entry
from portfolio.papers.blocks import Block, heading, paragraph, table
from portfolio.papers.part import Part, Reading

BIGGEST = 3  # entries told of each fund


@dataclass
class FundFrame:
    """One fund: what it has, what is gone, its remark and the largest bookings of the tertial."""

    name: str
    frame_nok: Decimal
    released_nok: Decimal
    committed_nok: Decimal
    spent_nok: Decimal
    free_nok: Decimal
    note: str
    even: int  # per cent that would be gone if it went evenly through the year
    entries: list[str] = field(default_factory=list)

    @property
    def share(self) -> int | None:
        return round(100 * self.spent_nok / self.frame_nok) if self.frame_nok else None


def read(reading: Reading) -> list[FundFrame]:
    """The funds of the year, whole; one query more than the board's own."""
    board = reading.board
    end = date(reading.year, 12, 31)
    even = round(100 * reading.on.timetuple().tm_yday / end.timetuple().tm_yday)
    found = {
        fund.row.pk: frame_of(fund, even)
        for fund in board.money.funds
        if fund.row.year == reading.year
    }
    big = (
        Entry.objects.visible_to(reading.person)
        .known()
        .standing()
        .filter(
            fund_year__in=list(found),
            kind=EntryKind.SPENT,
            booked_on__range=(reading.tertial_began, reading.on),
        )
        .select_related("project")
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=F("fund_year"),
                order_by=[F("amount_nok").desc(), F("pk").asc()],
            )
        )
        .filter(place__lte=BIGGEST)
        .order_by("fund_year", "place")
    )
    for entry in big:
        found[entry.fund_year_id].entries.append(
            f"{day(entry.booked_on)} {nok(entry.amount_nok)}, {entry.project.title}"
            + (f": {entry.text}" if entry.text else "")
        )
    return list(found.values())


def frame_of(fund: FundMoney, even: int) -> FundFrame:
    row = fund.row
    return FundFrame(
        name=str(row.fund.name),
        frame_nok=fund.frame_nok,
        released_nok=row.released_nok,
        committed_nok=row.committed_nok,
        spent_nok=row.spent_nok,
        free_nok=fund.free_nok,
        note=row.note.strip(),
        even=even,
    )


def write(now: list[FundFrame], then: Any, since: date | None) -> list[Block]:
    if not now:
        return [paragraph(_("Ingen fond har ramme eller forbruk dette året."))]
    blocks = [
        paragraph(
            _("Ved jevnt forbruk gjennom året ville %(even)s %% vært brukt.")
            % {"even": now[0].even}
        ),
        table(
            _("Forbruk mot ramme"),
            [
                _("Fond"),
                _("Ramme"),
                _("Frigitt"),
                _("Bundet"),
                _("Brukt"),
                _("Av rammen"),
                _("Fritt"),
            ],
            [
                [
                    fund.name,
                    nok(fund.frame_nok) if fund.frame_nok else "–",
                    nok(fund.released_nok),
                    nok(fund.committed_nok),
                    nok(fund.spent_nok),
                    f"{number(fund.share)} %" if fund.share is not None else "–",
                    nok(fund.free_nok),
                ]
                for fund in now
            ],
            figures=range(1, 7),
            note=_(
                "Ramme med overføringer. Hele fondet, også penger til prosjekter som er skjermet."
            ),
        ),
        heading(_("Årsaker")),
    ]
    return [*blocks, *(reason for fund in now for reason in reasons(fund))]


def reasons(fund: FundFrame) -> list[Block]:
    """The fund in a sentence or two, ready to be edited."""
    if fund.share is None:
        said = _("%(fund)s: %(spent)s brukt.") % {"fund": fund.name, "spent": nok(fund.spent_nok)}
    else:
        said = _("%(fund)s: %(spent)s brukt av %(frame)s, %(share)s %%.") % {
            "fund": fund.name,
            "spent": nok(fund.spent_nok),
            "frame": nok(fund.frame_nok),
            "share": fund.share,
        }
    parts = [said, fund.note or _("Ingen merknad er skrevet på fondet.")]
    if fund.entries:
        parts.append(
            _("Største føringer i tertialet: %(list)s.") % {"list": "; ".join(fund.entries)}
        )
    return [paragraph(" ".join(parts))]


PART = Part(
    "ramme",
    gettext_lazy("Penger mot ramme"),
    gettext_lazy("Forbruk mot ramme i hvert fond, med merknader og største føringer."),
    read,
    write,
)
