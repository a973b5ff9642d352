"""Telling people: once each, in the list and by e-mail, with a receipt."""

import smtplib
from contextlib import suppress
from unittest.mock import Mock

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction

from organisation.jobs import services as job_services
from organisation.jobs.models import Job, State
from organisation.notices import letters
from organisation.notices.models import MailReceipt, Notice, ReceiptState, Rhythm
from organisation.notices.services import (
    choose_rhythm,
    mark_all_read,
    mark_read,
    tell,
    unread_count,
)
from organisation.notices.tasks import digest
from organisation.people.models import Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NEWS = {"key": "idea-7-answered", "text": "Idéen «Færre telefoner» er besvart", "url": "/ideer/7/"}


@pytest.fixture
def person(alna) -> Person:
    return PersonFactory(unit=alna, name="Kari Nordmann", email="kari@eksempel.no")


def test_who_is_told_twice_under_one_key_hears_it_once(person):
    tell([person, person], **NEWS)
    tell([person], **NEWS)
    job_services.run_waiting()

    assert Notice.objects.count() == 1
    assert len(mail.outbox) == 1
    assert Job.objects.count() == 1


def test_the_letter_says_it_in_norwegian_with_an_address_that_works(person, settings):
    settings.SITE_URL = "https://nyttiggjort.example/"
    tell([person], **NEWS)
    job_services.run_waiting()

    [letter] = mail.outbox
    assert letter.to == ["kari@eksempel.no"]
    assert letter.subject == "Idéen «Færre telefoner» er besvart"
    assert "Hei Kari Nordmann." in letter.body
    assert "https://nyttiggjort.example/ideer/7/" in letter.body
    html = letter.alternatives[0][0]
    assert 'href="https://nyttiggjort.example/ideer/7/"' in html


def test_text_from_people_is_text_in_the_letter(person):
    tell([person], key="x", text="Idéen <b>R&D</b>\nBcc: alle@eksempel.no", url="/ideer/7/")
    job_services.run_waiting()

    [letter] = mail.outbox
    assert letter.subject == "Idéen <b>R&D</b> Bcc: alle@eksempel.no"
    assert "Idéen <b>R&D</b>" in letter.body
    assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in letter.alternatives[0][0]


def test_one_event_for_many_people_is_one_job(alna):
    everybody = Person.objects.bulk_create(
        [
            Person(email=f"p{n}@eksempel.no", name=f"P {n}", unit=alna, district=alna, password="!")
            for n in range(500)
        ]
    )

    tell(everybody, **NEWS)

    assert Job.objects.count() == 1
    assert Notice.objects.count() == 500
    job_services.run_waiting()
    assert len(mail.outbox) == 500
    assert MailReceipt.objects.filter(state=ReceiptState.SENT, tries=1).count() == 500


def test_telling_costs_the_same_for_one_and_for_many(alna, django_assert_num_queries):
    few, many = PersonFactory.create_batch(1, unit=alna), PersonFactory.create_batch(30, unit=alna)
    with django_assert_num_queries(6):  # savepoint, notices, is there mail, job, job, release
        tell(few, key="few", text="Nytt", url="/")
    with django_assert_num_queries(6):
        tell(many, key="many", text="Nytt", url="/")


def test_nobody_is_told_of_their_own_doing(alna, person):
    colleague = PersonFactory(unit=alna)

    tell([person, colleague], by=person, **NEWS)

    assert [notice.person for notice in Notice.objects.all()] == [colleague]


def test_who_has_left_is_told_nothing(alna):
    tell([PersonFactory(unit=alna, is_active=False)], **NEWS)

    assert not Notice.objects.exists()
    assert not Job.objects.exists()


def test_a_notice_without_mail_orders_no_job(person):
    tell([person], mail=False, **NEWS)

    assert Notice.objects.count() == 1
    assert not Job.objects.exists()


@pytest.mark.parametrize("url", ["https://ond.example/", "//ond.example/", "ideer/7/", ""])
def test_a_notice_never_leads_to_another_site(person, url):
    with pytest.raises(ValueError):
        tell([person], key="x", text="Klikk", url=url)
    with suppress(ValueError), pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(person=person, key="x", text="Klikk", url=url)


def test_a_notice_is_rolled_back_with_what_it_tells_of(person):
    with transaction.atomic():
        tell([person], **NEWS)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert not Job.objects.exists()


# Letters that are cut short -------------------------------------------------------------------


class Server:
    """A mail server that takes letters until it does what it is told to."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.taken: list[str] = []

    def send_messages(self, messages) -> int:
        self.taken += [message.extra_headers["Message-ID"] for message in messages]
        if self.fault:
            raise self.fault
        return len(messages)


def test_a_kill_between_accept_and_receipt_makes_it_uncertain_and_sends_the_same_letter_again(
    person,
):
    tell([person], **NEWS)
    notice = Notice.objects.get()
    killed = Server(fault=KeyboardInterrupt())  # the server has it, we never write that down
    with pytest.raises(KeyboardInterrupt):
        letters.send_once(person, notice.key, notice.text, [notice], killed)
    assert MailReceipt.objects.get().state == ReceiptState.SENDING

    states = []

    class Watching(Server):
        def send_messages(self, messages):
            states.append(MailReceipt.objects.get().state)
            return super().send_messages(messages)

    again = Watching()
    assert letters.send_once(person, notice.key, notice.text, [notice], again)

    receipt = MailReceipt.objects.get()
    assert states == [ReceiptState.UNCERTAIN]
    assert killed.taken == again.taken == [receipt.message_id]
    assert (receipt.state, receipt.tries) == (ReceiptState.SENT, 2)
    assert not letters.send_once(person, notice.key, notice.text, [notice], again)
    assert len(again.taken) == 1


def test_a_mailbox_that_does_not_exist_is_given_up_and_does_not_stop_the_others(
    alna, person, monkeypatch
):
    colleague = PersonFactory(unit=alna, email="ola@eksempel.no")
    tell([person, colleague], **NEWS)
    refuse(monkeypatch, "kari@eksempel.no", 550)

    job_services.run_waiting()

    assert [letter.to for letter in mail.outbox] == [["ola@eksempel.no"]]
    assert MailReceipt.objects.get(person=person).state == ReceiptState.REFUSED
    assert Job.objects.get().state == State.DONE


def test_a_full_mailbox_is_tried_again_later_and_the_others_are_not(alna, person, monkeypatch):
    colleague = PersonFactory(unit=alna, email="ola@eksempel.no")
    tell([person, colleague], **NEWS)
    refuse(monkeypatch, "kari@eksempel.no", 452)
    job_services.run_waiting()
    job = Job.objects.get()
    assert job.state == State.WAITING
    monkeypatch.undo()

    with time_machine.travel(job.run_after, tick=True):
        job_services.run_waiting()

    assert sorted(letter.to[0] for letter in mail.outbox) == ["kari@eksempel.no", "ola@eksempel.no"]
    assert Job.objects.get().state == State.DONE


@pytest.mark.parametrize(
    "fault",
    [
        smtplib.SMTPSenderRefused(550, b"not you", "nyttiggjort@eksempel.no"),
        smtplib.SMTPSenderRefused(530, b"log in first", "nyttiggjort@eksempel.no"),
        smtplib.SMTPDataError(535, b"wrong password"),
        smtplib.SMTPRecipientsRefused({"kari@eksempel.no": (530, b"log in first")}),
    ],
)
def test_a_fault_in_our_own_set_up_is_never_blamed_on_the_mailbox(person, fault):
    tell([person], **NEWS)
    notice = Notice.objects.get()
    with pytest.raises(letters.TryLater):
        letters.send_once(person, notice.key, notice.text, [notice], Server(fault))
    assert MailReceipt.objects.get().state == ReceiptState.WAITING


def refuse(monkeypatch, address: str, code: int) -> None:
    """Let the test mail server refuse one address with an SMTP answer."""
    from django.core.mail.backends.locmem import EmailBackend

    take = EmailBackend.send_messages

    def send_messages(self, messages):
        if messages[0].to == [address]:
            raise smtplib.SMTPRecipientsRefused({address: (code, b"no")})
        return take(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


# News that may wait ---------------------------------------------------------------------------


def test_news_is_gathered_for_those_who_want_it_so_and_answers_never_are(person):
    choose_rhythm(person, Rhythm.DAILY)
    with time_machine.travel("2026-11-23 12:00+01:00", tick=True):
        tell([person], key="news-1", text="Nytt i prosjektet", url="/a/", may_wait=True)
        tell([person], key="news-2", text="Mer nytt", url="/b/", may_wait=True)
        tell([person], **NEWS)
        job_services.run_waiting()
    assert [letter.subject for letter in mail.outbox] == ["Idéen «Færre telefoner» er besvart"]

    for _twice in range(2):
        with time_machine.travel("2026-11-24 08:00+01:00", tick=True):
            job_services.sweep()
            job_services.run_waiting()

    assert [letter.subject for letter in mail.outbox[1:]] == ["2 nyheter fra Nyttiggjort"]
    assert "Nytt i prosjektet" in mail.outbox[1].body
    assert "Mer nytt" in mail.outbox[1].body


def test_news_that_comes_after_the_morning_letter_waits_for_the_next_one(person):
    choose_rhythm(person, Rhythm.DAILY)
    for moment, key in [
        ("2026-11-23 06:00+01:00", "early"),
        ("2026-11-23 07:01+01:00", "late"),
    ]:
        with time_machine.travel(moment, tick=True):
            tell([person], key=key, text=f"Nytt: {key}", url="/", may_wait=True)
    for _twice in range(2):  # the second run finds the letter of the day sent
        digest("2026-11-23", progress=Mock())
    digest("2026-11-24", progress=Mock())
    assert ["Nytt: late" in letter.body for letter in mail.outbox] == [False, True]


# Reading --------------------------------------------------------------------------------------


def test_unread_notices_are_counted_until_they_are_read(alna, person):
    colleague = PersonFactory(unit=alna)
    for number in range(3):
        tell([person, colleague], key=str(number), text="Nytt", url="/", mail=False)
    assert unread_count(person) == 3

    mark_read(Notice.objects.filter(person=person).first())
    assert unread_count(person) == 2
    assert mark_all_read(person) == 2
    assert (unread_count(person), unread_count(colleague)) == (0, 3)
