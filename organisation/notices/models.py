"""What people are told, once each, and the proof that the letter left us."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from organisation.people.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, person: "Person") -> Self:
        """One's own notices; nobody reads another's."""
        return self.filter(person=person.pk) if person.is_active else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def waiting_for_digest(self) -> Self:
        """Notices that are to be gathered in a daily letter and are in none yet."""
        return self.filter(mail=Mail.DIGEST)


class Mail(models.TextChoices):
    """What becomes of a notice by e-mail."""

    NONE = "none", _("ingen e-post")
    AT_ONCE = "at_once", _("med en gang")
    DIGEST = "digest", _("i dagens samlebrev")
    GATHERED = "gathered", _("samlet i et brev")


class Notice(models.Model):
    """One event told to one person. `key` names the event, so that nobody is told twice.

    `batch` is the telling that made the row, so each notice is the business of one job only.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=150)
    kind = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=500)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.AT_ONCE)
    batch = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("varsel")
        verbose_name_plural = _("varsler")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notice_newest"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["batch"], name="notice_batch"),
            models.Index(fields=["person"], condition=Q(mail="digest"), name="notice_digest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once_per_person"),
            models.CheckConstraint(condition=Q(mail__in=Mail.values), name="notice_mail_known"),
            # Ours only: a notice never leads to another site.
            models.CheckConstraint(
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"),
                name="notice_url_is_local",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("notices:open", args=[self.pk])

    @property
    def is_read(self) -> bool:
        return self.read_at is not None


class ReceiptState(models.TextChoices):
    WAITING = "waiting", _("ikke sendt")
    SENDING = "sending", _("sendes")
    SENT = "sent", _("sendt")
    UNCERTAIN = "uncertain", _("usikkert")
    REFUSED = "refused", _("avvist av mottakeren")


def new_message_id() -> str:
    """A Message-ID that is ours for good, so that a letter sent twice is shown once."""
    return f"<{uuid.uuid4().hex}@{settings.SITE_URL.partition('://')[2].partition(':')[0]}>"


class MailReceipt(models.Model):
    """What we know of one letter to one person.

    *Sending* is written before the mail server is asked. Who finds it there later knows that an
    earlier run was ended between the server's yes and ours: *uncertain*, and it is sent once more
    with the same Message-ID. `tries` above 1 tells that this happened.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_receipts"
    )
    key = models.CharField(max_length=150)
    message_id = models.CharField(max_length=200, default=new_message_id)
    state = models.CharField(max_length=10, choices=ReceiptState, default=ReceiptState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("kvittering for e-post")
        verbose_name_plural = _("kvitteringer for e-post")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="receipt_once_per_person"),
            models.CheckConstraint(
                condition=Q(state__in=ReceiptState.values), name="receipt_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="receipt_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing more to do for this letter."""
        return self.state in (ReceiptState.SENT, ReceiptState.REFUSED)


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("Med en gang")
    DAILY = "daily", _("Samlet i ett brev hver morgen")


class NoticeChoice(models.Model):
    """How a person wants news by e-mail; without a row it comes at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choice", primary_key=True
    )
    rhythm = models.CharField(
        _("når vil du ha nyheter på e-post?"),
        max_length=10,
        choices=Rhythm,
        default=Rhythm.AT_ONCE,
    )

    class Meta:
        verbose_name = _("valg for varsling")
        verbose_name_plural = _("valg for varsling")
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="notice_rhythm_known"
            )
        ]

    def __str__(self) -> str:
        return self.get_rhythm_display()
