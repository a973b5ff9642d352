"""Addresses of those who write together in a case."""

from tests.permissions.line import Line

WRITE = {"secretariat", "case_officer"}
WORK = WRITE | {"director"}
CASE = "/saker/{draft_case.pk}/"
COMMENT = f"{CASE}kommentar/{{case_comment.pk}}/"
SAY = "reports.comment_case"

LINES = [
    Line(f"{CASE}kommentar/", get=WORK, post=WORK, sees=WORK, asks=SAY),
    Line(COMMENT, get=WORK, post=WORK, sees=WORK, asks=SAY),
    *(Line(f"{COMMENT}{verb}/", post=WORK, sees=WORK, asks=SAY) for verb in ("ferdig", "apne")),
    Line(f"{CASE}skriver/{{section.pk}}/", get=WRITE, sees=WORK, asks="reports.write_case"),
]
