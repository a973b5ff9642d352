"""Drafts of what one has begun to say, and the names of what is done with it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms


def title(draft: Draft) -> str:
    return _("Kommentar: %(start)s") % {"start": draft.first("text")[:60]}


def comment_url(draft: Draft) -> str:
    return f"{reverse('ideas:detail', args=[draft.object_ref])}#skriv"


def reply_url(draft: Draft) -> str:
    return reverse("ideas:reply_comment", args=draft.object_ref.split("-"))


def edit_url(draft: Draft) -> str:
    return reverse("ideas:edit_comment", args=draft.object_ref.split("-"))


def register() -> None:
    draft_forms.add("ideas.comment", DraftForm(title, comment_url))
    draft_forms.add("ideas.reply_comment", DraftForm(title, reply_url))
    draft_forms.add("ideas.edit_comment", DraftForm(title, edit_url))
    action_names.update(
        {
            "ideas.comment": gettext_lazy("Kommentert"),
            "ideas.edit_comment": gettext_lazy("Kommentaren endret"),
            "ideas.remove_comment": gettext_lazy("Kommentaren fjernet"),
        }
    )
