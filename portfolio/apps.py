from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfolioConfig(AppConfig):
    name = "portfolio"
    label = "portfolio"
    verbose_name = _("Prosjekter")

    def ready(self) -> None:
        from organisation import permissions, registries
        from organisation.audit.history import action_names
        from organisation.drafts.registry import DraftForm, draft_forms
        from organisation.search.words import PublicWords, public_words
        from portfolio import gathered
        from portfolio.models import Project
        from portfolio.rules import PERMISSIONS

        permissions.register(PERMISSIONS)
        # What others wait for comes first.
        registries.waiting_for.add("portfolio.decide", gathered.decisions_i_owe)
        registries.waiting_for.add("portfolio.confirm", gathered.gates_i_confirm)
        registries.waiting_for.add("portfolio.prepare", gathered.gates_i_prepare)
        registries.waiting_for.add("portfolio.conditions", gathered.conditions_i_answer_for)
        registries.following.add("portfolio", gathered.my_projects)
        registries.can_start.add("portfolio", gathered.starts)
        registries.administration.add("portfolio", gathered.administration)
        registries.shell_counts.add("projects", gathered.count_waiting)
        registries.search_kinds.add(
            "projects",
            registries.SearchKind(_("Prosjekter"), gathered.found, gathered.found_row),
        )
        registries.thread_events.add("portfolio", gathered.of_project)
        registries.personal_data.add("portfolio", gathered.about)
        action_names.update(gathered.ACTIONS)
        # Every employee of the district may read its projects, so their words may be suggested.
        public_words.add(
            "portfolio", PublicWords(Project.objects.all, ("title", "summary", "need"))
        )
        for form in gathered.DRAFTS:
            draft_forms.add(form, DraftForm(gathered.draft_title, gathered.draft_url))
