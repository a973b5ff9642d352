"""The table of addresses for what belongs to one project, noun by noun."""

from tests.permissions.line import Line
from tests.permissions.lines import (
    answers,
    assessment,
    benefit,
    changes,
    dashboard,
    everyday,
    follow_up,
    gate,
    listed,
    money,
    project,
    risk,
    rooms,
    saved,
    similar,
    status,
    submit,
    substance,
    together,
    ways,
)

LINES: list[Line] = [
    *submit.LINES,
    *project.LINES,
    *status.LINES,
    *risk.LINES,
    *benefit.LINES,
    *everyday.LINES,
    *follow_up.LINES,
    *gate.LINES,
    *listed.LINES,
    *money.LINES,
    *changes.LINES,
    *dashboard.LINES,
    *ways.LINES,
    *substance.LINES,
    *rooms.LINES,
    *assessment.LINES,
    *answers.LINES,
    *saved.LINES,
    *together.LINES,
    *similar.LINES,
]
SECRETS: dict[str, set[str]] = {
    **submit.SECRETS,
    **ways.SECRETS,
    **substance.SECRETS,
    **assessment.SECRETS,
}
