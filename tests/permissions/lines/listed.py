"""The list of ideas as a workbook, and the figures."""

from tests.permissions.line import Line
from tests.permissions.people import EMPLOYEES, EVERYBODY

LINES = [
    Line("/ideer/excel/", get=EVERYBODY),
    Line("/ideer/statistikk/", get=EMPLOYEES, asks="ideas.view_statistics"),
]
