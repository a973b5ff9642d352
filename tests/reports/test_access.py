"""Somebody asks for access: what there is is found, decided line by line, and given out."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organisation.errors import DomainError
from organisation.files.services import open_file
from organisation.jobs.services import run_waiting
from portfolio.services import restrict_project
from reports import services
from reports.models import AccessLine, AccessRequest, BoardCase, LegalBasis
from reports.queries.access import documents_for, exports_of
from reports.queries.redaction import choosing
from reports.services import access
from reports.services.access import Decision
from reports.services.legal_basis import install_bases
from reports.services.redaction import Choice, shield
from tests.factories.reports import case_in, gate_in, put_on_agenda, write
from tests.factories.substance import make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def basis(alna) -> LegalBasis:
    install_bases(alna, by=None)
    return LegalBasis.objects.get(district=alna, law="offentleglova", paragraph="§ 13")


@pytest.fixture
def project(unit, secretary, director, basis):
    """With a document of its own and a case, in which a paragraph and an attachment are exempt."""
    project = gate_in(unit).project
    make_document(project)
    case = case_in(unit, secretary, project=project)
    for title in ("Kart", "Brev om Kråkenes"):
        upload = SimpleUploadedFile("fil.txt", title.encode())
        services.add_attachment(case, title=title, upload=upload, by=secretary)
    services.send_to_quality_check(write(case, secretary), by=secretary)
    case = put_on_agenda(services.approve_case(case, by=director), secretary)
    whole = BoardCase.objects.with_text().get(pk=case.pk)
    part = next(each for each in choosing(whole).parts if each.paragraphs)
    shield(
        case,
        [Choice(part.key, part.paragraphs[0].key, basis)],
        attachments={case.attachments.get(number=2).pk: basis},
        version=whole.version,
        by=secretary,
    )
    services.order_pdf(case, by=secretary)
    run_waiting()
    return project


def asked_for(client, project) -> AccessRequest:
    form = {"asked_by": "Ida Journalist", "asked_on": timezone.localdate(), "project": project.pk}
    late = form | {"case": BoardCase.objects.get().pk}
    assert "Velg enten" in client.post("/saker/innsyn/nytt/", late).content.decode()
    client.post("/saker/innsyn/nytt/", form)
    return AccessRequest.objects.get()


def decided_on_its_page(client, request, basis) -> dict[str, AccessLine]:
    """The letter is given out with a reason, the report is not; each line by its title."""
    address = f"/saker/innsyn/{request.pk}/"
    lines = {line.title: line for line in request.lines.all()}
    page = client.get(address)
    data = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    letter, report = lines["Vedlegg 2: Ny gangvei"].pk, lines["Referat fra oppstart"].pk
    change = {f"svar-{letter}": "ut", f"svar-{report}": "unnta"}
    answer = client.post(address, data | change)
    assert "Skriv hvorfor" in answer.content.decode()
    change |= {f"grunn-{letter}": "Saken er kjent.", f"hjemmel-{report}": basis.pk}
    client.post(address, data | change)
    slow = client.post(address, data | change | {f"grunn-{letter}": "Annet."})
    assert slow.status_code == 409
    assert "Noen andre lagret før deg" in slow.content.decode()
    return {line.title: line for line in request.lines.all()}


def exported(request) -> dict[str, bytes]:
    """The files of its one export, by name."""
    (export,) = exports_of(request)
    with open_file(export.file) as content, zipfile.ZipFile(io.BytesIO(content.read())) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def test_a_request_is_found_decided_exported_and_logged(
    project, basis, secretary, employee, director, as_person
):
    client = as_person(secretary)
    request = asked_for(client, project)
    lines = {line.title: line for line in request.lines.all()}
    assert {title: line.basis_words for title, line in lines.items()} == {
        "Ny gangvei": "offentleglova § 13",
        "Vedlegg 1: Kart": "",
        "Vedlegg 2: Ny gangvei": "offentleglova § 13",
        "Referat fra oppstart": "",
    }
    assert lines["Ny gangvei"].public_file is not None
    assert access.gather_again(request, by=secretary) == 0

    decided = decided_on_its_page(client, request, basis)
    letter = decided["Vedlegg 2: Ny gangvei"]
    assert (letter.is_exempt, letter.reason) == (False, "Saken er kjent.")
    assert decided["Referat fra oppstart"].basis == basis

    address = f"/saker/innsyn/{request.pk}/"
    request.refresh_from_db()
    words = {"answer": "Du får alt unntatt ett referat.", "version": request.version}
    client.post(f"{address}svar/", words)
    request.refresh_from_db()
    assert (request.state, request.answered_by) == ("answered", secretary)
    with pytest.raises(DomainError, match="Åpne det igjen"):
        access.decide(request, {letter.pk: Decision(True)}, version=request.version, by=secretary)
    client.post(f"{address}eksport/")
    run_waiting()
    page = client.get(address).content.decode()
    assert "Dokumenter eksportert" in page
    files = exported(request)
    listed = files["dokumentliste.txt"].decode()
    assert "Gis ut med skjermede avsnitt, offentleglova § 13" in listed
    assert "Unntatt, offentleglova § 13" in listed
    assert files["svar.txt"].decode() == "Du får alt unntatt ett referat."
    assert b"offentleglova" in files["dokumentliste.csv"]
    assert sorted(name[4:] for name in files if name[0].isdigit()) == [
        "Ny gangvei.pdf",
        "Vedlegg 1 Kart.txt",
        "Vedlegg 2 Ny gangvei.txt",
    ]
    assert "Kråkenes" not in listed
    pdf = next(data for name, data in files.items() if name.endswith("Ny gangvei.pdf"))
    with open_file(decided["Ny gangvei"].public_file) as public:
        assert pdf == public.read()
    # For those who handle requests alone.
    assert as_person(employee).get(address).status_code == 404
    assert as_person(director).get(address).status_code == 200
    assert as_person(director).post(f"{address}eksport/").status_code == 403


def test_a_period_finds_what_is_dated_in_it_and_a_restricted_project_is_exempt(
    project, secretary, alna
):
    today = timezone.localdate()
    facts = {"asked_by": "Per", "asked_on": today, "by": secretary}
    now = access.open_request(alna, period_from=today, period_to=today, **facts)
    assert now.lines.count() == 4
    then = today - timedelta(days=9)
    before = access.open_request(alna, period_from=then, period_to=then, **facts)
    assert before.lines.count() == 0
    with pytest.raises(DomainError, match="Velg et prosjekt"):
        access.open_request(alna, **facts)
    restrict_project(
        project,
        reason="Få barn",
        legal_basis="offl. § 13",
        version=project.version,
        by=project.leader,
    )
    # The secretariat sees the case and not what else is in the project.
    again = access.open_request(alna, project=project, **facts)
    leader = documents_for(again, project.leader)
    assert [each.basis_words for each in leader if "skjermet prosjekt" in each.title] == [
        "offl. § 13"
    ]
