from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = _("Saker")

    def ready(self) -> None:
        from organisation import permissions, registries
        from organisation.audit.history import action_names
        from organisation.drafts.registry import DraftForm, draft_forms
        from reports import gathered
        from reports.rules import PERMISSIONS
        from reports.services.documents import KIND, TEMPLATE

        permissions.register(PERMISSIONS)
        action_names.update(gathered.ACTIONS)
        registries.waiting_for.add("reports", gathered.waits)
        registries.following.add("reports", gathered.next_meetings)
        registries.can_start.add("reports", gathered.starts)
        registries.thread_events.add("reports", gathered.of_project)
        registries.board_meetings.add("reports", gathered.board_meetings)
        registries.file_holders.add("reports", gathered.holds_file)
        registries.personal_data.add("reports", gathered.about)
        registries.search_kinds.add(
            "cases",
            registries.SearchKind(title=_("Saker"), found=gathered.found, row=gathered.found_row),
        )
        registries.document_kinds.add(
            KIND, registries.DocumentKind(title=_("Saksframlegg"), template=TEMPLATE)
        )
        draft_forms.add(
            "reports.section",
            DraftForm(title=gathered.section_draft_title, url=gathered.section_draft_url),
        )
        draft_forms.add(
            "reports.proposal",
            DraftForm(title=gathered.proposal_draft_title, url=gathered.proposal_draft_url),
        )
        draft_forms.add(
            "reports.vedtak",
            DraftForm(title=gathered.vedtak_draft_title, url=gathered.vedtak_draft_url),
        )
        draft_forms.add(
            "reports.return",
            DraftForm(title=gathered.return_draft_title, url=gathered.return_draft_url),
        )
