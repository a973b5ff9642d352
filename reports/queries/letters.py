"""The letters of a funding round: what stands in them, what stops them, and the round's report."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.translation import gettext as _

from organisation.files.models import Document
from organisation.web.wording import day, nok, number
from reports.content import access_words, author_of
from reports.letters import (
    Round,
    Row,
    Table,
    asked_by,
    blocks_of,
    headings,
    merged,
    names_in,
    read_round,
    tables_in,
)
from reports.lifecycle import CaseKind, VedtakKind
from reports.models import BoardCase, LetterSet, Vedtak

KIND, TEMPLATE = "grant_letter", "documents/grant_letter.html"
REPORT_KIND, REPORT_TEMPLATE = "funding_report", "documents/funding_report.html"
# Answers that give somebody money; the rest give nobody anything.
GIVES = (VedtakKind.AS_PROPOSED, VedtakKind.CHANGED)
# Headings that are likely to hold each thing, as small letters.
LIKELY = {
    "applicant_column": ("søker", "organisasjon", "lag", "forening", "mottaker", "hvem"),
    "granted_column": ("innvilget", "tildelt", "tildeling", "innstilt", "forslag", "beløp", "sum"),
    "asked_column": ("søkt", "søknadssum", "søknadsbeløp", "omsøkt"),
    "reason_column": ("begrunnelse", "grunn", "merknad", "vurdering", "kommentar"),
}


def has_letters(case: BoardCase) -> bool:
    """Only a round has anybody to write to."""
    return case.kind == CaseKind.FUNDING_ROUND


def unwritten(case: BoardCase) -> LetterSet:
    """What the form shows before anybody has saved: likely columns, and texts to begin with."""
    approved = case.approved_text.data["approval"] if case.approved_text else {}
    heads = headings(tables_of(case))
    who = case.case_officer
    found = LetterSet(
        case=case,
        contact=f"{who.name}, {who.email}"[:200],
        signed_by=str(approved.get("approved_by", ""))[:120],
        signed_as=str(approved.get("approver_role", ""))[:120],
        granted_text=granted_text(),
        refused_text=refused_text(),
    )
    for name, likely in LIKELY.items():
        setattr(found, name, _likely(heads, likely))
    return found


def _likely(heads: list[str], likely: tuple[str, ...]) -> str:
    """The first heading with the likeliest word in it."""
    return next((head for word in likely for head in heads if word in head.lower()), "")


def granted_text() -> str:
    return _(
        "Søknaden fra {søker} er innvilget med {beløp}. Vedtaket ble gjort {vedtaksdato} i sak "
        "{saksnummer}, {runde}.\n"
        "\n"
        "# Begrunnelse\n"
        "\n"
        "{begrunnelse}\n"
        "\n"
        "# Dere kan klage\n"
        "\n"
        "Dere kan klage på vedtaket, for eksempel om beløpet er lavere enn dere søkte om. Fristen "
        "er tre uker fra dere fikk dette brevet, se forvaltningsloven §§ 28 og 29. Send klagen til "
        "oss, og skriv hvilket vedtak dere klager på."
    )


def refused_text() -> str:
    return _(
        "Søknaden fra {søker} er ikke innvilget. Vedtaket ble gjort {vedtaksdato} i sak "
        "{saksnummer}, {runde}.\n"
        "\n"
        "# Begrunnelse\n"
        "\n"
        "{begrunnelse}\n"
        "\n"
        "# Dere kan klage\n"
        "\n"
        "Dere kan klage på vedtaket. Fristen er tre uker fra dere fikk dette brevet, se "
        "forvaltningsloven §§ 28 og 29. Send klagen til oss. Skriv hvilket vedtak dere klager på, "
        "og hvorfor dere mener det bør endres."
    )


def tables_of(case: BoardCase) -> list[Table]:
    """The rankings of the approved text; none while the case is written."""
    if not case.is_frozen or case.approved_text is None:
        return []
    return tables_in(case.approved_text.data)


@dataclass(frozen=True)
class Letters:
    """The letters of a case as they would be made now. `case` is read with `with_text`."""

    case: BoardCase
    written: LetterSet

    @cached_property
    def tables(self) -> list[Table]:
        return tables_of(self.case)

    @cached_property
    def round(self) -> Round:
        return read_round(self.tables, self.written)

    @cached_property
    def vedtak(self) -> Vedtak | None:
        return self.case.vedtak

    @cached_property
    def case_number(self) -> str:
        """What the committee calls the case, else the archive."""
        given = self.vedtak.case_number if self.vedtak else ""
        return given or self.case.archive_case

    @cached_property
    def faults(self) -> list[str]:
        """What has to be right before anything is made, apart from each row's own."""
        return [*self._faults_of_vedtak(), *self.round.faults]

    @property
    def can_be_made(self) -> bool:
        return not self.faults and self.round.can_be_sent

    def _faults_of_vedtak(self) -> Iterator[str]:
        vedtak = self.vedtak
        if vedtak is None:
            yield _("Vedtaket er ikke ført. Før det først, så får brevene dato og saksnummer.")
        elif vedtak.kind not in GIVES:
            yield _("Saken endte med «%(answer)s», så ingen har fått penger av den.") % {
                "answer": vedtak.answer
            }
        elif vedtak.kind == VedtakKind.CHANGED and not self.written.fits_vedtak:
            yield _("Vedtaket endret forslaget. Kryss av når du har sett at rangeringen stemmer.")
        if vedtak is not None and self.written.letter_date < vedtak.decided_on:
            yield _("Brevdatoen er før vedtaket. Velg en ny.")
        texts = self.written.granted_text + self.written.refused_text
        if vedtak is not None and not self.case_number and "saksnummer" in names_in(texts):
            yield _(
                "Saken har ikke noe saksnummer. Ta {saksnummer} ut av brevene, eller gi den et."
            )

    # --- One letter -------------------------------------------------------------------------------

    def content_of(self, row: Row) -> dict[str, Any]:
        """The context of one letter (docs/documents.md), plain data; its checksum is of this."""
        text = self._text
        with translation.override(text["language"]):
            return self._content_of(row)

    def _content_of(self, row: Row) -> dict[str, Any]:
        written = self.written
        given = row.is_granted
        kind = _("Tildelingsbrev") if given else _("Avslagsbrev")
        title = _("Vedtak om tilskudd") if given else _("Avslag på søknad om tilskudd")
        head = [
            [_("Runde"), self.title],
            [_("Sak"), self.case_number],
            [_("Vedtatt"), day(self.vedtak.decided_on) if self.vedtak else ""],
            [_("Søkt om"), nok(row.asked)],
            [_("Innvilget"), nok(row.granted) if given else ""],
        ]
        return {
            **self._frame(kind),
            "recipient": row.applicant,
            "date": day(written.letter_date),
            "title": title,
            "head": [each for each in head if each[1]],
            "blocks": blocks_of(
                merged(written.granted_text if given else written.refused_text, self.values(row))
            ),
            "contact": written.contact,
            "signature": {"name": written.signed_by, "title": written.signed_as},
            "meta": {
                "author": author_of(self._text["letterhead"]),
                "description": _("%(kind)s til %(who)s: %(round)s.")
                % {"kind": kind, "who": row.applicant, "round": self.title},
                "keywords": [kind.lower(), _("tilskudd")],
                "created": written.letter_date.isoformat(),
            },
        }

    def values(self, row: Row) -> dict[str, str]:
        """What each merge name becomes."""
        return {
            "søker": row.applicant,
            "beløp": nok(row.granted),
            "søkt": nok(row.asked),
            "begrunnelse": row.reason,
            "runde": self.title,
            "saksnummer": self.case_number,
            "vedtaksdato": day(self.vedtak.decided_on) if self.vedtak else "",
        }

    @property
    def title(self) -> str:
        """What the round is called outside the house: an exempt case by its public title."""
        outside = self.case.public_title if self.case.is_exempt else ""
        return outside or str(self._text["title"])

    @property
    def _text(self) -> dict[str, Any]:
        assert self.case.approved_text is not None  # asked of frozen cases only
        return self.case.approved_text.data

    def _frame(self, kind: str) -> dict[str, Any]:
        letterhead = {**self._text["letterhead"], "kind": kind}
        letterhead.pop("is_title_in_capitals", None)
        return {
            "language": self._text["language"],
            "letterhead": letterhead,
            "access": access_words(self.case) if self.case.is_exempt else "",
        }

    # --- The report -------------------------------------------------------------------------------

    def report(self) -> dict[str, Any]:
        """The context of the round's report (docs/documents.md), plain data."""
        with translation.override(self._text["language"]):
            return self._report()

    def _report(self) -> dict[str, Any]:
        vedtak, stop = self.vedtak, self.case.deciding_stop
        assert vedtak is not None  # nothing is made without
        assert stop is not None
        kind = _("Rapport fra tilskuddsrunde")
        head = [
            [_("Sak"), self.case_number],
            [_("Arkivsak"), self.case.archive_case],
            [_("Utvalg"), stop.committee.name],
            [_("Møtedato"), day(vedtak.decided_on)],
            [_("Ramme"), nok(self.written.frame_nok)],
        ]
        return {
            **self._frame(kind),
            "head": [each for each in head if each[1]],
            "title": self.title,
            "sums": {"heading": _("Summer"), "rows": list(self._sums())},
            "tables": {
                "heading": _("Rangering"),
                "tables": [self._printed(table) for table in self.tables],
            },
            "vedtak": {
                "heading": _("Vedtak"),
                "note": f"{day(vedtak.decided_on)}. {vedtak.answer}.",
                "html": vedtak.text,
            },
            "reasons": {
                "heading": _("Begrunnelser"),
                "rows": [
                    [
                        row.applicant,
                        nok(row.granted) if row.is_granted else _("Avslag"),
                        row.reason,
                    ]
                    for row in self.round.rows
                    if row.reason
                ],
            },
            "meta": {
                "author": author_of(self._text["letterhead"]),
                "description": f"{kind}: {self.title}.",
                "keywords": [kind.lower(), _("tilskudd")],
                "created": self.written.letter_date.isoformat(),
            },
        }

    def _sums(self) -> Iterator[list[str]]:
        found, frame = self.round, self.written.frame_nok
        yield [_("Søknader"), number(len(found.rows))]
        yield [_("Innvilget helt eller delvis"), number(len(found.granted))]
        yield [_("Avslått"), number(len(found.refused))]
        if self.written.asked_column:
            yield [_("Søkt om i alt"), nok(found.asked_nok)]
        yield [_("Innvilget i alt"), nok(found.granted_nok)]
        if self.written.asked_column:
            yield [_("Søkt om av dem som fikk avslag"), nok(asked_by(found.refused))]
            if found.asked_nok:
                share = number(100 * found.granted_nok / found.asked_nok, 1)
                yield [_("Andel innvilget av det som er søkt om"), f"{share} %"]
        if frame is not None:
            yield [_("Ramme"), nok(frame)]
            yield [_("Igjen av rammen"), nok(frame - found.granted_nok)]

    def _printed(self, table: Table) -> dict[str, Any]:
        """The ranking as it stood in the case; the reasons are printed for themselves."""
        sums = (self.written.granted_column, self.written.asked_column)
        kept = [head for head in table.heads if head != self.written.reason_column]
        return {
            "caption": table.caption or self.title,
            "columns": [{"words": head, "is_number": head in sums} for head in kept],
            "rows": [
                [
                    {
                        "words": table.cell(row, head),
                        "is_number": head in sums,
                        "is_head": place == 0,
                    }
                    for place, head in enumerate(kept)
                ]
                for row in table.rows
            ],
        }


def newest_report(written: LetterSet) -> Document | None:
    """The report that was ordered last."""
    held = Document.objects.filter(
        kind=REPORT_KIND,
        holder_type=ContentType.objects.get_for_model(LetterSet),
        holder_id=written.pk,
    )
    return held.select_related("file").order_by("-pk").first()


def letters_of(case: BoardCase) -> Letters:
    """The letters of `case` as they are saved, or as they would begin."""
    written = LetterSet.objects.filter(case=case).first() or unwritten(case)
    return Letters(case, written)
