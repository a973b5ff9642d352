"""What people say about an idea, and the outsiders who are invited to say something too."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas.models.idea import Idea
from organisation.audit.tracking import tracked
from organisation.people.models import Person


class ReplyStandsUnderAComment(pgtrigger.Trigger):
    """The database itself refuses a reply to a reply, or to a comment on another idea."""

    name = "reply_stands_under_a_comment"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    condition = pgtrigger.Q(new__under__isnull=False)
    func = """
        IF NOT EXISTS (
            SELECT 1 FROM public.ideas_comment above
             WHERE above.id = NEW.under_id AND above.id <> NEW.id
               AND above.idea_id = NEW.idea_id AND above.under_id IS NULL
        ) THEN
            RAISE EXCEPTION 'Comment % cannot stand under %', NEW.id, NEW.under_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """


@tracked
class Comment(models.Model):
    """One comment, or a reply to one. Earlier wordings are in its history.

    One that is taken away keeps its place, so that the replies still make sense; what it said is
    not shown to anybody.
    """

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="comments")
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", editable=False
    )
    author = models.ForeignKey(Person, models.PROTECT, related_name="idea_comments")
    text = models.TextField(_("kommentar"), max_length=3000)
    written_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        ordering = ("written_at", "pk")
        triggers = (ReplyStandsUnderAComment(),)
        constraints = (
            models.CheckConstraint(name="ideas_comment_says", condition=Q(text__regex=r"\S")),
            models.CheckConstraint(
                name="ideas_comment_removed_by_somebody",
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.idea.get_absolute_url()}#kommentar-{self.pk}"

    @property
    def unit_id(self) -> int:
        """A comment stands under the roles of its idea."""
        return self.idea.unit_id

    @property
    def draft_ref(self) -> str:
        """What a draft of a reply or an edit is about; its address is found from it alone."""
        return f"{self.idea_id}-{self.pk}"

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


@tracked
class CommentMention(models.Model):
    """Somebody who is named in a comment, and told so."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("nevnt i kommentar")
        verbose_name_plural = _("nevnt i kommentarer")
        constraints = (
            models.UniqueConstraint(fields=["comment", "person"], name="ideas_commentmention_once"),
        )

    def __str__(self) -> str:
        return str(self.person)


@tracked
class IdeaInvitation(models.Model):
    """An outsider who may read and comment on this idea until the invitation is ended."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="idea_invitations", verbose_name=_("invitert")
    )
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    invited_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("invitasjon til idé")
        verbose_name_plural = _("invitasjoner til idéer")
        ordering = ("invited_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["idea", "person"],
                condition=Q(ended_at=None),
                name="ideas_invitation_once",
                violation_error_message=_("Personen er alt invitert."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.idea}"
