from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "ideas"
    label = "ideas"
    verbose_name = _("Idéer")

    def ready(self) -> None:
        from ideas import gathered, promise
        from ideas.models import Idea
        from ideas.queries import ACTIONS
        from ideas.rules import PERMISSIONS
        from organisation import permissions, registries
        from organisation.audit.history import action_names
        from organisation.drafts.registry import DraftForm, draft_forms
        from organisation.search.words import PublicWords, public_words

        permissions.register(PERMISSIONS)
        registries.waiting_for.add("ideas.questions", gathered.questions_to_me)
        registries.waiting_for.add("ideas.answers", gathered.answers_i_owe)
        registries.following.add("ideas", gathered.my_ideas)
        registries.can_start.add("ideas", gathered.starts)
        registries.panels.add("ideas", promise.panel)
        registries.shell_counts.add("ideas", gathered.count_waiting)
        registries.search_kinds.add(
            "ideas", registries.SearchKind(_("Idéer"), gathered.found, gathered.found_row)
        )
        registries.file_holders.add("ideas", gathered.holds_file)
        registries.thread_events.add("ideas", gathered.of_project)
        registries.personal_data.add("ideas", gathered.about)
        action_names.update(ACTIONS)
        # The district's words are learnt from what all its employees may read, and nothing else.
        public_words.add(
            "ideas",
            PublicWords(lambda: Idea.objects.filter(released=True), ("title", "need", "proposal")),
        )
        submit = DraftForm(gathered.draft_title, lambda _draft: reverse("ideas:submit"))
        draft_forms.add("ideas.submit", submit)
        draft_forms.add("ideas.edit", DraftForm(gathered.draft_title, gathered.edit_url))
        draft_forms.add("ideas.ask", DraftForm(gathered.ask_draft_title, gathered.ask_url))
        draft_forms.add("ideas.answer", DraftForm(gathered.answer_draft_title, gathered.answer_url))
