"""The letters of a funding round that is exempt: for the secretariat to write."""

from tests.permissions.line import Line

WRITE = {"secretariat"}
CONCERNED = WRITE | {"director", "manager", "board_member"}
CASE = "/saker/{round_case.pk}/brev/"
ASKS = "reports.write_letters"

LINES = [
    Line(CASE, get=WRITE, post=WRITE, sees=CONCERNED, asks=ASKS),
    Line(f"{CASE}lag/", post=WRITE, sees=CONCERNED, asks=ASKS),
    Line(f"{CASE}rapport/", post=WRITE, sees=CONCERNED, asks=ASKS),
]
SECRETS: dict[str, set[str]] = {"Uglebekken": CONCERNED}
