"""Ideas of people we do not know: nothing tells who, and they are answered all the same."""

import io
import re
import zipfile
from datetime import UTC, datetime, time
from pathlib import Path
from uuid import UUID, uuid4

import pikepdf
import pytest
import redis
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from ideas import services
from ideas.models import Idea, IdeaFile, IdeaQuestion, Visibility
from ideas.models.guest import IdeaGuest
from ideas.services import nameless
from ideas.tasks.nameless import tell_of_anonymous
from organisation.audit.history import events_of
from organisation.drafts.models import Draft
from organisation.files.authorless import without_author
from organisation.files.inspection import MAIN_PARTS, inspect
from organisation.jobs.models import Job
from organisation.notices.models import Notice
from tests import plugin
from tests.factories.ideas import adviser_of
from tests.factories.people import PersonFactory, UnitFactory
from tests.ideas.test_pages import field_error, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+\d\d")
SILENT = type("Silent", (), {"report": lambda *_args: None})()


def photo(name="Hilde i stua.jpg"):
    """As a phone makes it: with whose camera it was, and where."""
    picture = Image.new("RGB", (60, 40), "red")
    exif = picture.getexif()
    exif[0x013B] = "Hilde Sporløs"
    exif.get_ifd(0x8825)[2] = (59.0, 55.0, 0.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"Hilde var her")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def letter():
    """A PDF that says in four places who wrote it, once inside a photo."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "PDF", author="Hilde")
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Hilde"]
        page = pdf.pages[0]
        (image,) = (each for each in page.Resources.XObject.values())
        image.write(photo().read(), filter=pikepdf.Name.DCTDecode)
        note = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[0, 0, 1, 1], T="Hilde")
        page.Annots = pikepdf.Array([note])
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
    return SimpleUploadedFile("Hildes brev.pdf", out.getvalue(), "application/pdf")


def database():
    """Every row of every table as text, with events, sessions, jobs and all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                       " WHERE relkind = 'r' AND nspname = 'public'")  # fmt: skip
        tables = [name for (name,) in cursor.fetchall()]
        rows = set()
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows |= {f"{table}: {text}" for (text,) in cursor.fetchall()}
    return rows


def broker():
    return set(redis.Redis.from_url(plugin.current().valkey()).keys("*"))


def stored_files():
    return {path for path in Path(default_storage.location).rglob("*") if path.is_file()}


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def written(unit):
    return {
        "need": "Lederen min hører ikke på oss om natten.",
        "title": "Natten",
        "proposal": "",
        "for_whom": "",
        "unit": unit.pk,
        "form_token": str(uuid4()),
        "code": nameless.new_code(),
    }


@pytest.mark.parametrize("drafted", [False, True], ids=["at once", "after a named draft"])
def test_an_anonymous_idea_leaves_no_trace(
    drafted, as_person, unit, alna, written, caplog, django_capture_on_commit_callbacks
):
    adviser_of(alna)
    hilde = PersonFactory(unit=unit, name="Hilde Sporløs", email="hilde.sporlos@alna.example")
    client = as_person(hilde)
    client.get("/ideer/ny/")
    before, keys, files = database(), broker(), stored_files()
    if drafted:
        client.post("/utkast/?form=ideas.submit", written)
        client.post("/ideer/lignende/", written)  # what is like it was looked for meanwhile
        assert Draft.objects.filter(person=hilde).exists()
        assert client.post("/ideer/ny/", {"uten_navn": "1"}).url == "/ideer/anonym/"
    with caplog.at_level("DEBUG"), django_capture_on_commit_callbacks(execute=True):
        caplog.clear()
        headers = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": "Hildes telefon"}
        assert client.get("/ideer/anonym/", **headers).status_code == 200
        sent = {**written, "files": [photo(), letter()]}
        page = client.post("/ideer/anonym/", sent, **headers)
    assert page.status_code == 200
    assert written["code"] in text_of(page)
    added = database() - before
    idea = Idea.objects.get()
    assert (idea.submitter, idea.written_by, idea.visibility) == (None, None, "anonymous")
    about = "\n".join(sorted(added))
    for trace in ("Hilde", "hilde", ADDRESS, "telefon", f'by"": {hilde.pk},', written["code"]):
        assert trace not in about
    moments = [datetime.fromisoformat(text) for text in MOMENT.findall(about)]
    assert moments
    assert {timezone.localtime(moment).strftime("%H:%M:%S.%f") for moment in moments} == {
        "00:00:00.000000"
    }
    assert not Draft.objects.exists()
    assert not Job.objects.exists()
    assert not Notice.objects.exists()
    assert (broker() - keys, mail.outbox) == (set(), [])
    for path in stored_files() - files:
        assert b"Hilde" not in path.read_bytes()
        assert timezone.localtime(datetime.fromtimestamp(path.stat().st_mtime, UTC)).hour == 0
    assert [str(row) for row in IdeaFile.objects.all()] == ["vedlegg-1.jpg", "vedlegg-2.pdf"]
    told = [vars(record) for record in caplog.records if "nyttiggjort" in record.name]
    assert told
    assert {(line.get("path"), line.get("person")) for line in told} == {("/ideer/anonym/", None)}
    assert ADDRESS not in caplog.text


def test_who_is_logged_in_stays_so_and_is_not_asked_for(as_person, unit):
    client = as_person(PersonFactory(unit=unit, name="Hilde Sporløs"))
    page = client.get("/ideer/anonym/")
    assert "Hilde" not in text_of(page)
    assert "sessionid" not in page.cookies
    assert client.get("/ideer/ny/").status_code == 200


def test_the_same_form_sent_twice_is_one_idea_with_the_same_code(written):
    first, second = (text_of(Client().post("/ideer/anonym/", written)) for _twice in range(2))
    assert written["code"] in first
    assert written["code"] in second
    assert Idea.objects.count() == 1


def test_what_is_wrong_is_said_and_the_text_kept(written):
    office = SimpleUploadedFile("brev.docx", _docx())
    page = Client().post("/ideer/anonym/", {**written, "files": [office]})
    assert field_error(page, "files").startswith("brev.docx: Word-, Excel- og lignende filer")
    page = Client().post("/ideer/anonym/", {**written, "title": ""})
    assert field_error(page, "title") == "Gi idéen en kort tittel."
    assert "hører ikke på oss" in text_of(page)
    page = Client().post("/ideer/anonym/", {**written, "nettsted": "https://spam.example"})
    assert "Trykk «Send inn» en gang til" in text_of(page)
    assert not Idea.objects.exists()


def _docx():
    """As little as makes a file pass for one of a word processor."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", f'<Override ContentType="{next(iter(MAIN_PARTS))}"/>')
    return out.getvalue()


def test_more_than_people_can_write_is_stopped(written, monkeypatch):
    monkeypatch.setattr("ideas.views.nameless.TOO_OFTEN", {"most": 1, "minutes": 10})
    assert Client().post("/ideer/anonym/", written).status_code == 200
    page = Client().post("/ideer/anonym/", {**written, "form_token": str(uuid4())})
    assert "uvanlig mange idéer" in text_of(page)


# Following up -----------------------------------------------------------------------------------


@pytest.fixture
def sent(unit):
    code = nameless.new_code()
    idea = nameless.submit_anonymous(
        unit=unit, code=code, form_token=uuid4(), need="Natten er lang.", title="Natten"
    )
    return idea, code, f"/ideer/anonym/{idea.public_id}/"


def test_the_code_opens_the_page_and_nothing_else_does(sent):
    idea, code, url = sent
    client = Client()
    assert "Natten" not in text_of(client.get(url))
    wrong = client.post(url, {"code": nameless.new_code()})
    nobody = client.post(f"/ideer/anonym/{UUID(int=7)}/", {"code": code})
    errors = {field_error(page, "code") for page in (wrong, nobody)}
    assert errors == {"Koden passer ikke til denne adressen. Se etter i kvitteringen."}
    page = text_of(client.post(url, {"code": code.lower().replace("-", " ")}))
    assert "Natten er lang." in page
    assert f"Idé {idea.number}" in page


def test_an_idea_with_a_name_has_no_code_that_opens_it(alna):
    idea = services.submit_idea(need="x", title="y", unit=alna, by=PersonFactory(unit=alna))
    assert nameless.found_by_code(idea.public_id, "") is None


def test_a_question_is_answered_without_a_name_and_the_clock_goes_on(sent, alna):
    idea, code, url = sent
    adviser = adviser_of(alna)
    services.ask_submitter(idea, "Hvor ofte?", by=adviser)
    client = Client()
    assert "Hvor ofte?" in text_of(client.post(url, {"code": code}))
    page = client.post(url, {"code": code, "answer": " "})
    assert field_error(page, "answer") == "Skriv et svar på spørsmålet."
    before = Job.objects.count()
    page = client.post(url, {"code": code, "answer": "Hver natt."})
    assert "Takk. Svaret ditt er sendt" in text_of(page)
    asked = IdeaQuestion.objects.get()
    assert (asked.answer, asked.answered_by) == ("Hver natt.", None)
    assert timezone.localtime(asked.answered_at).hour == 0
    assert Job.objects.count() == before
    by = events_of(IdeaQuestion).filter(pgh_label="update").values_list("pgh_context", flat=True)
    assert [said["by"] for said in by] == [None]
    tell_of_anonymous(str(timezone.localdate()), progress=SILENT)
    assert "Spørsmålet ditt er besvart: Natten" in told(adviser)


def told(person):
    return list(Notice.objects.filter(person=person).values_list("text", flat=True))


def test_advisers_hear_of_it_once_in_the_morning(sent, alna):
    adviser = adviser_of(alna)
    for _morning in range(2):
        tell_of_anonymous(str(timezone.localdate()), progress=SILENT)
    assert told(adviser) == ["Ny anonym idé fra Hjemmetjenesten: Natten"]


def test_the_answer_is_read_with_the_code_and_by_colleagues_without_a_name(sent, alna, as_person):
    idea, code, url = sent
    services.answer_idea(idea, "declined", reply="Ikke nå, fordi.", by=adviser_of(alna))
    assert "Ikke nå, fordi." in text_of(Client().post(url, {"code": code}))
    page = text_of(as_person(PersonFactory(unit=alna)).get(idea.get_absolute_url()))
    assert "Anonym. Ingen vet hvem." in page


def test_the_database_refuses_a_name_on_an_anonymous_idea(sent, alna):
    idea, _code, _url = sent
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(submitter=PersonFactory(unit=alna))


def test_a_named_idea_cannot_become_anonymous(alna):
    idea = services.submit_idea(need="x", title="y", unit=alna, by=PersonFactory(unit=alna))
    changes = {"visibility": Visibility.ANONYMOUS}
    with pytest.raises(IntegrityError), transaction.atomic():
        services.revise_idea(idea, changes, version=1, by=idea.submitter)


# The open form ----------------------------------------------------------------------------------


@pytest.fixture
def poster(unit, alna):
    """The address on a poster."""
    settings = services.save_settings(unit, open_form=True, version=0, by=adviser_of(alna))
    return f"/ideer/apen/{settings.open_slug}/"


def test_an_open_form_takes_an_idea_from_anybody_and_shows_none(poster, written, alna, as_person):
    services.submit_idea(need="Hemmelig", title="Skjult", unit=alna, by=PersonFactory(unit=alna))
    hilde = as_person(PersonFactory(unit=alna, name="Hilde"))
    page = hilde.get(poster)
    assert "Skjult" not in text_of(page)
    guest = {"source": "resident", "name": "Nabo Nilsen", "contact": "nabo@nilsen.example"}
    page = hilde.post(poster, {**written, **guest})
    assert written["code"] in text_of(page)
    idea = Idea.objects.get(title="Natten")
    assert (idea.submitter, idea.visibility, idea.source) == (None, "guest", "resident")
    by = events_of(Idea).filter(pgh_obj_id=idea.pk).values_list("pgh_context", flat=True)
    assert [said["by"] for said in by] == [None]
    adviser = adviser_of(alna)
    assert "Nabo Nilsen" in text_of(as_person(adviser).get(idea.get_absolute_url()))
    services.release_idea(idea, by=adviser)
    colleague = as_person(PersonFactory(unit=alna))
    assert "Nabo" not in text_of(colleague.get(idea.get_absolute_url()))
    assert "Natten" not in text_of(colleague.get("/ideer/?q=Nilsen"))


def test_a_closed_form_is_not_there(poster, unit, alna):
    services.save_settings(unit, open_form=False, version=1, by=adviser_of(alna))
    assert Client().get(poster).status_code == 404


def test_name_and_contact_are_taken_out_of_the_history_too(poster, written, alna, as_person):
    Client().post(poster, {**written, "source": "resident", "name": "Nabo Nilsen"})
    idea, adviser = Idea.objects.get(), adviser_of(alna)
    url = f"{idea.get_absolute_url()}glem/"
    assert as_person(adviser).post(url, {"reason": "Svar er gitt"}).status_code == 302
    assert not IdeaGuest.objects.exists()
    assert "Nilsen" not in "\n".join(database())


# Files ------------------------------------------------------------------------------------------


def test_a_photo_loses_its_place_on_the_ordinary_form_as_well(alna):
    by = PersonFactory(unit=alna)
    idea = services.submit_idea(need="x", title="y", unit=alna, by=by, uploads=[photo()])
    stored = idea.attachments.get().file
    with default_storage.open(stored.new_path) as kept:
        data = kept.read()
    assert b"Hilde" not in data
    assert not Image.open(io.BytesIO(data)).getexif()


def test_a_pdf_says_no_more_than_what_is_on_its_pages():
    upload = letter()
    clean = without_author(inspect(upload.name, upload.read()), "vedlegg")
    with pikepdf.open(io.BytesIO(clean.data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
    assert b"Hilde" not in out.getvalue()
    assert clean.name == "vedlegg.pdf"


def test_what_cannot_be_cleaned_is_refused():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[])
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(ValidationError, match="skjema, en signatur"):
        without_author(inspect("skjema.pdf", out.getvalue()), "vedlegg")


def test_the_day_is_kept_and_the_hour_is_not(sent):
    idea, _code, _url = sent
    sent_at = timezone.localtime(idea.submitted_at)
    assert (sent_at.date(), sent_at.time()) == (timezone.localdate(), time())
