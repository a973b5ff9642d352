"""Who is shown figures for ideas; each is counted over what the person may know of."""

from ideas.rules.waiting import PERMISSIONS as WAITING
from organisation.people.rules import is_employee

PERMISSIONS = {"ideas.view_statistics": is_employee | WAITING["ideas.view_waiting"]}
