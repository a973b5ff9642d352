"""Funds with a frame, and files from an accounting system."""

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from organisation.people.models import Person, Unit
from portfolio.lifecycle.money import FundKind
from portfolio.models import Fund, FundYear, GrantPot
from portfolio.services import grant as grants
from portfolio.services import money

HEADINGS = "Dato;Bilagsnr;Ansvar;Prosjekt;Tekst;Beløp;Mva"


def make_fund(district: Unit, **facts: Any) -> Fund:
    return money.add_fund(
        district,
        {"name": "Utviklingsmidler", "kind": FundKind.DEVELOPMENT, **facts},
        by=facts.pop("by", None),
    )


def fund_year(fund: Fund, year: int = 2026, frame_nok: int | str | Decimal = 1000) -> FundYear:
    return money.set_frame(fund, year, Decimal(frame_nok), by=None)


def make_pot(district: Unit, *, by: Person | None = None, **facts: Any) -> GrantPot:
    return grants.add_pot(
        district,
        {
            "name": "Velferdsteknologiordningen",
            "manager": "Statsforvalteren",
            "purpose": "Utprøving av velferdsteknologi",
            **facts,
        },
        by=by,
    )


def ledger_file(*rows: str, name: str = "regnskap.csv", encoding: str = "utf-8") -> Any:
    """A file as the accounting system writes it: semicolons and Norwegian figures."""
    text = "\r\n".join([HEADINGS, *rows])
    return SimpleUploadedFile(name, text.encode(encoding))
