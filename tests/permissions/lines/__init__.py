"""The table of addresses for what belongs to one project, noun by noun."""

from tests.permissions.line import Line
from tests.permissions.lines import benefit, everyday, project, risk, status, ways

LINES: list[Line] = [
    *project.LINES,
    *status.LINES,
    *risk.LINES,
    *benefit.LINES,
    *everyday.LINES,
    *ways.LINES,
]
SECRETS: dict[str, set[str]] = {**ways.SECRETS}
