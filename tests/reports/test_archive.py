"""A case is handed to the archive once, in its format, and the archive's answer is read."""

import io
import threading
import zipfile
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import etree

from organisation.errors import DomainError
from organisation.files.services import keep, open_file
from organisation.jobs.models import Job
from organisation.jobs.services import run_waiting
from organisation.notices.models import Notice
from organisation.registries import thread_events
from reports import services
from reports.archive.formats.fiks_v1 import BASE, CATALOGUE, MESSAGE, RECEIPT, FiksArkivV1
from reports.archive.message import UnreadableAnswer
from reports.archive.packages import pack
from reports.models import BoardCase, CaseExtract, LegalBasis
from reports.queries.redaction import choosing
from reports.services import archive
from reports.services.legal_basis import install_bases
from reports.services.redaction import Choice, shield
from tests.factories.reports import case_in, gate_for_board, put_on_agenda, write

pytestmark = pytest.mark.django_db
V1 = "fiks-arkiv-v1"
CREATE = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.xsd"
ANSWERED = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.kvittering.xsd"
ID = "6f1c2c4e-0000-4000-8000-00000000000"


def schema(name: str) -> etree.XMLSchema:
    """One of the schemas, which lie beside the checkout or in the folder of ARCHIVE_SCHEMAS."""
    beside = settings.BASE_DIR.parent / "shared" / "standards" / "arkivmelding"
    folder = Path(settings.ARCHIVE_SCHEMAS or beside) / V1
    if not folder.exists():
        pytest.skip(f"No schemas in {folder}")
    return etree.XMLSchema(etree.parse(folder / name))


def receipt(folder: str = "2026/643", post: str = "2026/643-1") -> bytes:
    kept = f"<systemID>{ID}1</systemID><mappeID>{folder}</mappeID>" if folder else ""
    made = "<opprettetEllerEksisterende>Opprettet</opprettetEllerEksisterende>"
    mappe = f"<mappeKvittering>{kept}{made}</mappeKvittering>" if folder else ""
    return (
        f'<arkivmeldingKvittering xmlns="{RECEIPT}">{mappe}'
        f"<registreringKvittering><systemID>{ID}2</systemID>"
        f"<registreringsID>{post}</registreringsID>{made}</registreringKvittering>"
        "</arkivmeldingKvittering>"
    ).encode()


def error(name: str, words: str = "Klassen finnes ikke") -> bytes:
    inside = f"<f:feilId>77</f:feilId><f:feilmelding>{words}</f:feilmelding>"
    return (
        f'<{name} xmlns="{BASE}/feil/{name}/v1" xmlns:f="{BASE}/feil/feilmelding/v1">'
        f"{inside}</{name}>"
    ).encode()


@pytest.fixture
def folder(tmp_path, settings):
    settings.ARCHIVE_TRANSPORT, settings.ARCHIVE_FOLDER = "folder", tmp_path / "arkiv"
    return tmp_path / "arkiv"


@pytest.fixture
def basis(alna) -> LegalBasis:
    install_bases(alna, by=None)
    return LegalBasis.objects.get(district=alna, law="offentleglova", paragraph="§ 13")


@pytest.fixture
def decided(unit, secretary, director):
    """With an attachment as a file and one that lies elsewhere."""
    case = case_in(unit, secretary)
    upload = SimpleUploadedFile("kart æøå.txt", b"Et kart.")
    services.add_attachment(case, title="Kart", upload=upload, by=secretary)
    services.add_attachment(case, title="Plan", note="I arkivet.", by=secretary)
    case.refresh_from_db()
    services.register_case(case, archive_code="110", version=case.version, by=secretary)
    services.send_to_quality_check(write(case, secretary), by=secretary)
    case = put_on_agenda(services.approve_case(case, by=director), secretary)
    services.record_vedtak(case.deciding_stop, "as_proposed", by=secretary)
    return BoardCase.objects.get(pk=case.pk)


def opened(package: bytes) -> tuple[etree._Element, dict[str, bytes]]:
    """The message in the package, which is valid, and all its files."""
    with zipfile.ZipFile(io.BytesIO(package)) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    root = etree.fromstring(files.pop("arkivmelding.xml"))
    schema(CREATE).assertValid(root)
    named = {each.text for each in root.iter(f"{{{MESSAGE}}}referanseDokumentfil")}
    assert named == set(files)
    assert root.findtext(f"{{{MESSAGE}}}antallFiler") == str(len(files))
    return root, files


def texts(root: etree._Element, path: str) -> list[str]:
    return [each.text or "" for each in root.iterfind(f".//{path}", {"a": MESSAGE, "m": CATALOGUE})]


def test_a_case_goes_to_the_folder_and_its_receipt_is_read(
    decided, secretary, folder, as_person, employee
):
    client = as_person(secretary)
    answer = client.post(f"/saker/{decided.pk}/arkiv/send/", follow=True)
    assert "Arkivpakken lages og sendes." in answer.content.decode()
    run_waiting()
    delivery = decided.deliveries.get()
    assert delivery.state == "sent"
    (sent,) = (folder / "ut").glob("*.zip")
    root, files = opened(sent.read_bytes())
    assert sorted(files) == ["01-saksframlegg.pdf", "02-vedlegg.txt"]
    assert texts(root, "a:klasseID") == ["110"]
    assert texts(root, "a:journalposttype/m:kode") == ["S"]
    assert texts(root, "a:format/m:kode") == ["fmt/476"]
    assert texts(root, "a:filnavn")[1] == "kart æøå.txt"
    assert "Vedlegg 2, Plan: I arkivet." in texts(root, "a:merknadstekst")[0]
    assert "Bydelsutvalget" in texts(root, "a:merknadstekst")[0]
    # Ordered again, the same content is the same delivery; run again, nothing is sent twice.
    assert archive.send_case(decided, by=secretary) == delivery
    archive.deliver(delivery, lambda *_args: None)
    assert len(list((folder / "ut").iterdir())) == 1

    look = f"/saker/{decided.pk}/arkiv/{delivery.pk}/kvittering/"
    assert "Ingen kvittering ennå." in client.post(look, follow=True).content.decode()
    schema(ANSWERED).assertValid(etree.fromstring(receipt()))
    (folder / "inn" / f"{sent.stem}.kvittering.xml").write_bytes(receipt())
    page = client.post(look, follow=True).content.decode()
    assert "Arkivsak 2026/643." in page
    assert "Journalpost 2026/643-1." in page
    decided.refresh_from_db()
    assert (decided.archive_case, decided.state) == ("2026/643", "archived")
    delivery.refresh_from_db()
    with open_file(delivery.receipt) as kept:
        assert kept.read() == receipt()
    assert secretary.has_perm("files.view_storedfile", delivery.receipt)
    assert as_person(employee).get(delivery.package.get_absolute_url()).status_code == 404
    told = Notice.objects.filter(key=f"archive-received-{delivery.pk}").first()
    assert "2026/643" in told.text


def test_an_exempt_case_and_its_protocol_are_shielded_in_the_same_folder(
    unit, secretary, director, basis, folder
):
    case = case_in(unit, secretary, title="Om Kråkenes")
    services.register_case(
        case,
        is_exempt=True,
        basis=basis,
        public_title="En personalsak",
        exempt_until=date(2086, 1, 1),
        version=case.version,
        by=secretary,
    )
    case.refresh_from_db()
    services.send_to_quality_check(write(case, secretary), by=secretary)
    case = put_on_agenda(services.approve_case(case, by=director), secretary)
    whole = BoardCase.objects.with_text().get(pk=case.pk)
    part = next(each for each in choosing(whole).parts if each.paragraphs)
    first = Choice(part.key, part.paragraphs[0].key, basis)
    shield(case, [first], version=whole.version, by=secretary)
    extract = CaseExtract.objects.create(
        stop=case.deciding_stop,
        file=keep(b"%PDF-", name="utdrag.pdf", content_type="application/pdf", by=secretary),
        attached_by=secretary,
        attached_at=timezone.now(),
    )
    with pytest.raises(DomainError, match="Send saken til arkivet først"):
        archive.send_extract(extract, by=secretary)
    delivery = archive.send_case(case, by=secretary)
    run_waiting()
    delivery.refresh_from_db()
    with open_file(delivery.package) as package:
        data = package.read()
    root, files = opened(data)
    assert texts(root, "a:mappe/a:offentligTittel") == ["En personalsak"]
    assert set(texts(root, "a:skjermingshjemmel")) == {"offentleglova § 13"}
    assert "2086-01-01" in texts(root, "a:skjermingOpphoererDato")
    assert texts(root, "a:variantformat/m:kode") == ["A", "O"]
    assert b"Kr\xc3\xa5kenes" not in files["01-saksframlegg-offentlig.pdf"]
    assert data == pack([(n, d) for n, d in zipped(data)])  # no clock in it

    (folder / "inn" / f"{archive.name_of(delivery)}.xml").write_bytes(receipt())
    assert archive.look_for_receipt(delivery)
    case.refresh_from_db()
    assert (case.archive_case, case.state) == ("2026/643", "scheduled")  # not decided yet
    later = archive.send_extract(extract, by=secretary)
    run_waiting()
    later.refresh_from_db()
    with open_file(later.package) as package:
        root, files = opened(package.read())
    assert root.find(f"{{{MESSAGE}}}mappe") is None
    assert texts(root, "a:referanseForelderMappe/m:mappeID") == ["2026/643"]
    assert list(files) == ["01-saksprotokoll.pdf"]
    assert "Kråkenes" not in texts(root, "a:registrering/a:offentligTittel")[0]


def zipped(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


@pytest.fixture
def receiver(settings):
    """An archive of our own on this machine: it answers what stands in `answers`, in turn."""

    class Receiver(BaseHTTPRequestHandler):
        answers: list[tuple[int, bytes]] = []
        seen: list[tuple[str, str, bytes]] = []

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.seen.append((self.headers["Authorization"], self.headers["Idempotency-Key"], body))
            self._say()

        def do_GET(self) -> None:
            self._say()

        def _say(self) -> None:
            status, body = self.answers.pop(0)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if status == 302:
                self.send_header("Location", "/annet/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.ARCHIVE_TRANSPORT, settings.ARCHIVE_TOKEN = "http", "hemmelig"
    settings.ARCHIVE_URL = f"http://127.0.0.1:{server.server_port}/arkiv"
    yield Receiver
    server.shutdown()
    thread.join()
    server.server_close()


def run_now() -> None:
    Job.objects.filter(state="waiting").update(run_after=timezone.now())
    run_waiting()


def test_over_http_a_dead_archive_is_tried_again_and_a_refusal_is_shown(
    decided, secretary, receiver, as_person
):
    receiver.answers += [(503, b""), (302, b""), (400, error("ugyldigforespoersel")), (202, b"")]
    delivery = archive.send_case(decided, by=secretary)
    run_waiting()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.package is not None) == ("making", True)
    page = as_person(secretary).get(f"/saker/{decided.pk}/arkiv/").content.decode()
    assert "Vi prøver igjen av oss selv." in page
    run_now()  # 302: the token goes nowhere else
    delivery.refresh_from_db()
    assert (delivery.state, delivery.message) == ("refused", "HTTP 302")
    archive.try_again(delivery, by=secretary)
    run_waiting()
    refused = decided.deliveries.first()
    assert (refused.number, refused.state) == (2, "refused")
    page = as_person(secretary).get(f"/saker/{decided.pk}/arkiv/").content.decode()
    assert "Klassen finnes ikke (77)" in page
    archive.try_again(refused, by=secretary)
    run_waiting()
    sent = decided.deliveries.first()
    assert sent.state == "sent"
    assert {seen[0] for seen in receiver.seen} == {"Bearer hemmelig"}
    assert receiver.seen[0][1] == receiver.seen[1][1]  # the same package, known by its name
    assert b'filename="nyttiggjort-sak-' in receiver.seen[0][2]
    receiver.answers += [(404, b""), (200, b"tull"), (200, receipt("", "12/2026"))]
    assert not archive.look_for_receipt(sent)
    assert archive.look_for_receipt(sent)
    sent.refresh_from_db()
    assert sent.message.startswith("Svaret fra arkivet kunne ikke leses")
    assert archive.look_for_receipt(sent)
    decided.refresh_from_db()
    assert decided.state == "decided"  # the archive gave no number for the folder
    sent.refresh_from_db()
    assert (sent.state, sent.journal_number) == ("received", "12/2026")


def test_every_answer_of_the_format_is_understood():
    read = FiksArkivV1().read_answer
    for name in ("ugyldigforespoersel", "serverfeil", "ikkefunnet"):
        schema(f"no.ks.fiks.arkiv.v1.feilmelding.{name}.xsd").assertValid(
            etree.fromstring(error(name))
        )
        assert read(error(name)).reason == "Klassen finnes ikke (77)"
    failed = receipt().replace(
        b"<registreringKvittering>",
        f'<registreringFeilet xmlns:f="{BASE}/feil/feilmelding/v1"><f:feilId>9</f:feilId>'
        "<f:feilmelding>Full</f:feilmelding></registreringFeilet><!--".encode(),
    )
    failed = failed.replace(b"</registreringKvittering>", b"-->")
    schema(ANSWERED).assertValid(etree.fromstring(failed))
    assert (read(failed).is_taken, read(failed).reason) == (False, "Full (9)")
    numbered = receipt("").replace(
        b"<registreringsID>2026/643-1</registreringsID>",
        b"<opprettetEllerEksisterende>Eksisterende</opprettetEllerEksisterende>"
        b"<journalaar>2026</journalaar><journalsekvensnummer>12</journalsekvensnummer>",
    )
    assert read(numbered).journal_number == "12/2026"
    for nonsense in (
        b"",
        b"<a/>",
        b"not xml",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<" + b"x" * 1_000_001,
    ):
        with pytest.raises(UnreadableAnswer):
            read(nonsense)
    coded = FiksArkivV1(codes={"saksprotokoll": "N"})
    assert coded.codes["saksprotokoll"][0] == "N"


def test_the_thread_tells_that_a_case_is_archived(unit, secretary, director, folder, employee):
    gate = gate_for_board(unit)
    case = services.make_case(kind="gate_decision", gate=gate, by=secretary)
    services.send_to_quality_check(write(case, secretary), by=secretary)
    case = put_on_agenda(services.approve_case(case, by=director), secretary)
    delivery = archive.send_case(case, by=secretary)
    run_waiting()
    archive.take_answer(delivery, receipt())
    told = [each.title for each in thread_events["reports.archive"](gate.project_id, employee)]
    assert told == [f"Arkivert: {case.title}"]
