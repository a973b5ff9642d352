"""Documents: versions, what a decision rests on, templates and their parts."""

import pytest
from django.db import IntegrityError, transaction

from organisation.errors import DomainError
from portfolio import services
from portfolio.lifecycle import Outcome
from portfolio.models import DocumentVersion, GateDecision, ProjectDocument
from portfolio.queries import document as queries
from portfolio.services import document as documents
from tests.factories.people import PersonFactory
from tests.factories.portfolio import decider_of, gate_of, make_project, submit
from tests.factories.substance import a_file, make_document


@pytest.fixture
def project(alna):
    return make_project(alna)


def test_versions_are_numbered_and_the_same_file_is_not_two(project):
    document = make_document(project)
    with pytest.raises(DomainError, match="samme som i forrige"):
        documents.add_version(document, upload=a_file(), by=project.leader)
    second = documents.add_version(document, upload=a_file("Rettet."), by=project.leader)
    assert second.number == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(pk=second.pk).update(comment="I det stille")


def test_a_version_is_a_file_or_a_link_and_only_a_file_is_evidence(project):
    with pytest.raises(DomainError, match="ikke begge"):
        make_document(project, link="https://example.org/a")
    link = make_document(project, upload=None, link="https://example.org/a", title="I Teams")
    file = make_document(project)
    assert [queries.can_be_evidence(each) for each in (link, file)] == [False, True]
    assert [each.document for each in queries.evidence_of(project)] == [file]


def test_what_a_signed_decision_rests_on_is_frozen(project):
    document = make_document(project)
    version = document.versions.get()
    gate = submit(gate_of(project))
    services.decide_gate(gate, Outcome.GO, reason="Godt.", by=decider_of(gate))
    (kept,) = GateDecision.objects.get(gate=gate).facts["parts"]["documents"]
    assert kept["sha256"] == version.file.sha256
    with pytest.raises(DomainError, match="signert beslutning"):
        documents.remove_document(document, by=project.leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        version.delete()
    later = make_document(project, title="Kom etterpå", upload=a_file("Noe annet."))
    documents.remove_document(later, by=project.leader)
    assert ProjectDocument.objects.get() == document


def test_a_template_comes_in_versions_and_its_parts_are_asked_for(project, as_person):
    administrator = PersonFactory(unit=project.district)
    documents.publish_document_template(
        project.district, "mandate", upload=a_file("Mal"), parts=["Formål"], by=administrator
    )
    documents.publish_document_template(
        project.district, "mandate", parts=["Formål", "Mål"], by=administrator
    )
    template = queries.current_templates(project.district)["mandate"]
    assert (template.number, template.parts) == (2, ["Formål", "Mål"])
    assert template.file.name == "referat.txt"

    client = as_person(project.leader)
    address = f"{project.get_absolute_url()}dokumenter/ny/mandate/"
    assert "referat.txt" in client.get(address).content.decode()
    sent = {"title": "Mandat", "link": "https://example.org/m", "parts": ["Formål"]}
    client.post(address, sent)
    document = ProjectDocument.objects.get()
    assert document.versions.get().lacking == ["Mål"]
    assert "Deler som skal" not in client.get(document.get_absolute_url()).content.decode()
    assert "mangler" in client.get(document.get_absolute_url()).content.decode()


def test_a_file_is_read_by_those_who_see_the_project(project, alna, nabo, as_person):
    version = make_document(project).versions.get()
    address = version.file.get_absolute_url()
    answer = as_person(PersonFactory(unit=alna)).get(address)
    assert answer.getvalue() == b"Et referat."
    assert as_person(PersonFactory(unit=nabo)).get(address).status_code == 404


def test_a_text_is_shown_on_the_page(project, as_person):
    document = make_document(project, upload=a_file("Vi møttes på Furuset."))
    page = as_person(project.leader).get(document.get_absolute_url())
    assert "Vi møttes på Furuset." in page.content.decode()
