"""Funds and pots of the district, files from the accounts, and the money of a project."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ADMINISTRATORS, ALNA, ALNA_EMPLOYEES, EVERYBODY

KEEP = {"administrator", "director"}
KEEP_SOMEWHERE = ADMINISTRATORS | {"director", "neighbour_director"}
KEEP_POTS = KEEP | {"adviser"}
BOOK = KEEP | {"leader"}
APPLY = {"leader", "owner", "adviser"}
FUND = "/prosjekter/fond/{fund.pk}/"
YEAR = f"{FUND}{{fund_year.year}}/"
MONEY = "/prosjekter/{project.slug}/okonomi/"
IMPORT = "/prosjekter/fond/import/{ledger_import.pk}/"
POT = "/prosjekter/potter/{pot.pk}/"
GRANT = f"{MONEY}tilskudd/{{grant_application.pk}}/"

FUNDS = [
    Line("/prosjekter/fond/", get=EVERYBODY, asks="portfolio.open_funds"),
    Line("/prosjekter/fond/behov/", get=EVERYBODY),
    *(
        Line(
            f"/prosjekter/fond/{rest}/",
            get=KEEP_SOMEWHERE,
            post=KEEP_SOMEWHERE,
            asks="portfolio.keep_funds",
        )
        for rest in ("nytt", "innstillinger")
    ),
    Line(
        "/prosjekter/fond/import/",
        get=KEEP_SOMEWHERE,
        post=KEEP_SOMEWHERE,
        asks="portfolio.import_ledger",
    ),
    Line(IMPORT, get=KEEP, post=KEEP, sees=KEEP, asks="portfolio.import_ledger"),
    Line(f"{IMPORT}for/", post=KEEP, sees=KEEP, asks="portfolio.import_ledger"),
    Line(f"{IMPORT}angre/", get=KEEP, post=KEEP, sees=KEEP, asks="portfolio.import_ledger"),
    Line(FUND, get=ALNA, sees=ALNA),
    Line(YEAR, get=ALNA, sees=ALNA),
    *(
        Line(address, get=KEEP, post=KEEP, sees=ALNA, asks="portfolio.keep_funds")
        for address in (
            f"{FUND}endre/",
            f"{FUND}ramme/",
            f"{YEAR}ramme/",
            f"{YEAR}overfor/",
            "/prosjekter/fond/overforing/{carry_over.pk}/",
            "/prosjekter/fond/overforing/{carried_over.pk}/angre/",
        )
    ),
]
POTS = [
    Line("/prosjekter/potter/", get=EVERYBODY),
    Line(
        "/prosjekter/potter/ny/",
        get=KEEP_SOMEWHERE | {"adviser"},
        post=KEEP_SOMEWHERE | {"adviser"},
        asks="portfolio.keep_pots",
    ),
    Line(POT, get=ALNA, sees=ALNA),
    Line(f"{POT}endre/", get=KEEP_POTS, post=KEEP_POTS, sees=ALNA, asks="portfolio.keep_pots"),
]
OF_PROJECT = [
    in_project(MONEY, get=ALNA_EMPLOYEES),
    in_project(f"{MONEY}foringer/", get=ALNA_EMPLOYEES),
    in_project(f"{MONEY}foringer.csv", get=ALNA_EMPLOYEES),
    in_project(f"{MONEY}ny/", get=BOOK, post=BOOK, asks="portfolio.book_entry"),
    in_project(f"{MONEY}plan/", get=BOOK, post=BOOK, asks="portfolio.plan_money"),
    in_project(f"{MONEY}konto/", get=BOOK, post=BOOK, asks="portfolio.edit_codes"),
    in_project(
        f"{MONEY}foringer/{{entry.pk}}/reverser/",
        get=BOOK,
        post=BOOK,
        asks="portfolio.reverse_entry",
    ),
    in_project(f"{MONEY}tilskudd/ny/", get=APPLY, post=APPLY, asks="portfolio.apply_grant"),
    in_project(GRANT, get=ALNA_EMPLOYEES),
    *(
        in_project(f"{GRANT}{word}/", get=APPLY, post=APPLY, asks="portfolio.apply_grant")
        for word in ("endre", "sendt")
    ),
    # A project's rest of a fund-year, which its leader may ask to keep.
    Line(
        f"{YEAR}overfor/?prosjekt={{project.slug}}",
        get=BOOK,
        post=BOOK,
        sees=ALNA_EMPLOYEES,
        asks="portfolio.apply_carry_over",
    ),
]
LINES = [*FUNDS, *POTS, *OF_PROJECT]
