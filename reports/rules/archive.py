"""Who sends cases to the archive, and who sees how it went."""

from reports.rules.core import is_secretariat, works_on_its_case

PERMISSIONS = {
    "reports.view_archivedelivery": works_on_its_case,
    "reports.send_to_archive": is_secretariat,
}
