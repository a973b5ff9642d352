"""One letter to one person: written, sent, and remembered as sent."""

import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator

from organisation.notices.models import MailReceipt, Notice, ReceiptState
from organisation.people.models import Person

NOT_OUR_FAULT = 500  # SMTP answers from here on are final: the mailbox is gone, the letter refused

NOT_LOGGED_IN = {530, 534, 535, 538}  # … but these say that we did not log in as we should


class TryLater(Exception):
    """The mail server did not want this letter now."""


def absolute(url: str) -> str:
    """An address on our own site as it must stand in a letter."""
    return f"{settings.SITE_URL.rstrip('/')}{url}"


def send_once(
    person: Person, key: str, subject: str, notices: Sequence[Notice], server: BaseEmailBackend
) -> bool:
    """Send the letter `key` to `person` unless it is sent already; whether it left us now.

    A letter is the business of one job, and its lease lets one run at a time send it. Raises
    TryLater when the server asks us to come back, and its own error when the line breaks.
    """
    receipt, _created = MailReceipt.objects.get_or_create(person=person, key=key)
    if receipt.is_settled:
        return False
    # Found as *sending*: an earlier run ended before it heard, or wrote down, the server's answer.
    was_cut_short = receipt.state in (ReceiptState.SENDING, ReceiptState.UNCERTAIN)
    receipt.state = ReceiptState.UNCERTAIN if was_cut_short else ReceiptState.SENDING
    receipt.tries += 1
    receipt.save(update_fields=["state", "tries"])
    letter = _write(person, subject, notices, receipt.message_id)
    try:
        server.send_messages([letter])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        is_final = _is_final(error)
        receipt.state = ReceiptState.REFUSED if is_final else ReceiptState.WAITING
        receipt.save(update_fields=["state"])
        if is_final:
            return False
        raise TryLater from error
    receipt.state, receipt.sent_at = ReceiptState.SENT, timezone.now()
    receipt.save(update_fields=["state", "sent_at"])
    return True


def _write(
    person: Person, subject: str, notices: Sequence[Notice], message_id: str
) -> EmailMultiAlternatives:
    context = {
        "person": person,
        "subject": subject,
        "letters": [{"text": notice.text, "url": absolute(notice.url)} for notice in notices],
        "choice_url": absolute(reverse("notices:choice")),
    }
    with translation.override(settings.LANGUAGE_CODE):
        plain = render_to_string("notices/mail.txt", context)
        html = render_to_string("notices/mail.html", context)
    letter = EmailMultiAlternatives(
        subject=Truncator(subject).chars(120),
        body=plain,
        to=[person.email],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(html, "text/html")
    return letter


def _is_final(error: Exception) -> bool:
    """Whether the mailbox will never take this letter; a fault of our own set-up is mended."""
    if isinstance(error, smtplib.SMTPSenderRefused):
        return False
    code = _code(error)
    return code >= NOT_OUR_FAULT and code not in NOT_LOGGED_IN


def _code(error: Exception) -> int:
    """The server's answer as a number; the mildest one when it refused several receivers."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _text in error.recipients.values())
    assert isinstance(error, smtplib.SMTPResponseException)
    return error.smtp_code
