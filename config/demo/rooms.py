"""A campaign that is open now, one that is over, and a challenge with what is known of it."""

from datetime import datetime, time, timedelta

from config.demo.alna import Alna
from config.demo.diary import OSLO
from ideas.models.challenge import Challenge
from ideas.services import campaign, challenge

ASKED_AGO, OPEN_FOR = 14, 28  # days
ASKED_BEFORE_AGO = 220


def plan(alna: Alna) -> None:
    alna.diary.on(alna.ago(ASKED_BEFORE_AGO), lambda: ask_before(alna), hour=9)
    alna.diary.on(alna.ago(ASKED_AGO), lambda: ask(alna), hour=9)
    alna.diary.on(alna.ago(ASKED_AGO), lambda: open_room(alna), hour=10)


def ask(alna: Alna) -> None:
    opens = datetime.combine(alna.ago(ASKED_AGO), time(8), OSLO)
    campaign.start_campaign(
        alna.district,
        {
            "title": "Mindre venting for dem vi hjelper",
            "question": "Hvor venter brukerne unødig, og hva skal til for at de slipper?",
            "opens_at": opens,
            "closes_at": opens + timedelta(days=OPEN_FOR),
            "answer_days": 15,
        },
        by=alna.people["radgiver"],
    )


def ask_before(alna: Alna) -> None:
    """The campaign of last spring, which is closed."""
    opens = datetime.combine(alna.ago(ASKED_BEFORE_AGO), time(8), OSLO)
    campaign.start_campaign(
        alna.district,
        {
            "title": "Det første møtet med oss",
            "question": "Hva gjør det vanskelig å få hjelp første gang? Hva gjør det lett?",
            "opens_at": opens,
            "closes_at": opens + timedelta(days=OPEN_FOR),
            "answer_days": 20,
        },
        by=alna.people["radgiver"],
    )


def open_room(alna: Alna) -> None:
    """The tangle that several of the district's projects pull at, each from its own end."""
    adviser = alna.people["radgiver"]
    room: Challenge = challenge.start_challenge(
        alna.district,
        {
            "title": "Overganger mellom sykehus og hjem",
            "description": "Den som kommer hjem, møter mange enheter. Ingen eier overgangen.",
            "holder": alna.people["ledelse"],
        },
        by=adviser,
    )
    challenge.add_need(
        room,
        text="Hjemmetjenesten får vite for sent at noen kommer hjem.",
        unit=alna.district,
        by=adviser,
    )
