"""Who takes words out of the public version of a case."""

from reports.rules.core import is_case_officer, is_secretariat

PERMISSIONS = {
    "reports.shield_case": is_secretariat | is_case_officer,
}
