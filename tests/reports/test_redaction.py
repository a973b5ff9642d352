"""What is kept from the public is nowhere in what the public reads."""

import io
import subprocess
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organisation.errors import DomainError
from organisation.files.models import Document
from organisation.files.services import open_file
from organisation.jobs.services import run_waiting
from organisation.registries import search_kinds, thread_events
from organisation.web.richtext import clean
from reports import services
from reports.meeting_papers import pack_context
from reports.models import BoardCase, LegalBasis
from reports.queries.access import public_words
from reports.queries.legal_basis import bases_for
from reports.queries.redaction import choosing
from reports.services.legal_basis import edit_basis, install_bases
from reports.services.redaction import Choice, shield
from reports.shielding import WORDS, Shield, public_context
from tests.factories.meeting import board_of, called, case_for
from tests.factories.reports import case_in, gate_for_board, put_on_agenda, write

pytestmark = pytest.mark.django_db
# In a paragraph, a heading, an item, a table, a whole part, the vedtak, an attachment's title.
SECRETS = ["Kråkenes", "Tverrdal", "Ulvestad", "Sandmoen", "Bratthaug", "Lyngmo", "Myrtangen"]
TEXT = (
    "<p>Alle kan lese dette.</p><p>Naboen Kråkenes klaget.</p><h2>Om Tverrdal</h2><p>Mer.</p>"
    "<ul><li>Først</li><li>Ulvestad tapte</li></ul>"
    "<table><tr><th>Hvem</th></tr><tr><td>Sandmoen</td></tr></table>"
)


@pytest.fixture
def basis(alna) -> LegalBasis:
    install_bases(alna, by=None)
    return LegalBasis.objects.get(district=alna, law="offentleglova", paragraph="§ 13")


@pytest.fixture
def case(unit, secretary, director, basis):
    """On the agenda and decided, with something taken out of every kind of place."""
    gate = gate_for_board(unit)
    case = services.make_case(kind="gate_decision", gate=gate, by=secretary)
    case = write(case, secretary)
    first, second = [part for part in case.text_parts() if part.kind not in ("summary", "data")][:2]
    services.save_section(first, html=TEXT, by=secretary, version=first.version)
    second.refresh_from_db()
    services.save_section(
        second, html="<p>Bratthaug eier alt.</p>", by=secretary, version=second.version
    )
    services.add_attachment(
        case,
        title="Brev fra Myrtangen",
        upload=SimpleUploadedFile("brev.txt", b"Brev."),
        by=secretary,
    )
    services.send_to_quality_check(case, by=secretary)
    case = put_on_agenda(services.approve_case(case, by=director), secretary)
    services.record_vedtak(
        case.deciding_stop,
        "as_proposed",
        text="<p>Vedtatt.</p><p>Lyngmo får svar.</p>",
        by=secretary,
    )
    case.refresh_from_db()
    keep_back(case, secretary, basis)
    case.refresh_from_db()
    return case


def keep_back(case, by, basis) -> None:
    """Every paragraph with a secret, the whole of the part with Bratthaug, and the attachment."""

    parts = choosing(BoardCase.objects.with_text().get(pk=case.pk)).parts
    choices = [
        Choice(part.key, paragraph.key, basis)
        for part in parts
        for paragraph in part.paragraphs
        if any(word in paragraph.text for word in SECRETS) and "Bratthaug" not in paragraph.text
    ]
    whole = next(p for p in parts if any("Bratthaug" in each.text for each in p.paragraphs))
    attachment = case.attachments.get()
    shield(
        case,
        [*choices, Choice(whole.key, "", basis)],
        attachments={attachment.pk: basis},
        version=case.version,
        by=by,
    )


def everything_in(pdf: bytes, folder: Path) -> str:
    """All that can be dug out: extracted text, every stream unpacked, metadata, bookmarks."""
    file = folder / "offentlig.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    found = [done.stdout.decode(), pdf.decode("latin-1")]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found.append(str(dict(document.docinfo)))
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                found.append(each.read_bytes().decode("utf-8", "replace"))
            else:
                found.append(repr(each))
        with document.open_outline() as outline:
            found.append(repr(list(outline.root)))
    return "\n".join(found)


def test_the_words_are_nowhere_in_the_public_document(case, secretary, employee, tmp_path):
    whole = services.order_pdf(case, by=secretary)
    copy = services.order_public_copy(case, by=secretary)
    run_waiting()
    copy, whole = Document.objects.get(pk=copy.pk), Document.objects.get(pk=whole.pk)
    with open_file(copy.file) as content, open_file(whole.file) as whole_content:
        pdf, whole_pdf = content.read(), whole_content.read()
    dug = everything_in(pdf, tmp_path)
    assert [word for word in SECRETS if word in dug] == []
    assert [word for word in SECRETS if word in copy.context] == []
    read = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "offentlig.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "Alle kan lese dette." in read
    assert "Skjermet, offentleglova § 13" in read
    assert "Saksframlegg, offentlig versjon" in read
    # The reader of the whole document finds them all, so that the test looks where they stand.
    full = everything_in(whole_pdf, tmp_path)
    assert [word for word in SECRETS if word not in full] == []
    # The same content is one document, and the full one is not for every employee.
    assert services.order_public_copy(case, by=secretary).pk == copy.pk
    assert employee.has_perm("files.view_storedfile", copy.file)
    assert not employee.has_perm("files.view_storedfile", whole.file)


def test_who_may_not_see_it_reads_the_public_version_everywhere(
    case, secretary, employee, board_member, as_person
):
    board = as_person(board_member).get(f"/saker/{case.pk}/").content.decode()
    assert [word for word in SECRETS if word not in board] == []
    client = as_person(employee)
    for address in ("", "les/", "historikk/"):
        page = client.get(f"/saker/{case.pk}/{address}").content.decode()
        assert [word for word in SECRETS if word in page] == [], address
    assert "Dette er den offentlige versjonen." in client.get(f"/saker/{case.pk}/").content.decode()
    attachment = case.attachments.get()
    assert client.get(attachment.file.get_absolute_url()).status_code == 404
    assert board_member.has_perm("files.view_storedfile", attachment.file)

    kind = search_kinds["cases"]
    assert list(kind.found(employee, "lese dette")) == [case]
    assert [word for word in SECRETS if kind.found(employee, word)] == []
    told = str(list(thread_events["reports"](case.project_id, employee)))
    assert [word for word in SECRETS if word in told] == []
    assert "Lyngmo" in str(list(thread_events["reports"](case.project_id, secretary)))


def test_a_paragraph_that_is_rewritten_takes_its_whole_part_with_it(unit, secretary, basis):
    case = case_in(unit, secretary)
    part = case.text_parts()[1]
    part = services.save_section(
        part,
        html="<p>Kråkenes klaget.</p><p>Ikke hemmelig.</p>",
        by=secretary,
        version=part.version,
    )

    def whole():
        return BoardCase.objects.with_text().get(pk=case.pk)

    key = choosing(whole()).parts[0].paragraphs[0].key
    shield(
        case, [Choice(str(part.pk), key, basis)], version=whole().version, by=secretary, reason="x"
    )
    assert "Ikke hemmelig." in str(public_context(whole())["blocks"])
    part.refresh_from_db()
    services.save_section(
        part,
        html="<p>Herr Kråkenes klaget mye.</p><p>Ikke hemmelig.</p>",
        by=secretary,
        version=part.version,
    )
    assert [each.basis for each, _heading in choosing(whole()).lost] == [basis]
    assert "Kråkenes" not in str(public_context(whole())["blocks"])
    assert "Kråkenes" not in whole().body_text
    with pytest.raises(DomainError, match="Last den på nytt"):
        shield(case, [Choice("999999", "", basis)], version=whole().version, by=secretary)


def test_the_page_shields_shows_and_says_when_somebody_was_faster(
    unit, secretary, basis, as_person
):
    case = write(case_in(unit, secretary), secretary)
    client = as_person(secretary)
    address = f"/saker/{case.pk}/skjerming/"
    page = client.get(address)
    form = page.context["form"]
    assert not form.choices if form.is_bound else True
    data = {name: form[name].value() or "" for name in form.fields}
    first = next(name for name in data if name.startswith("del-") and name.count("-") == 2)
    answer = client.post(address, data | {first: basis.pk}, follow=True)
    assert "Skjermet, offentleglova § 13" in answer.content.decode()
    assert case.redactions.get().by == secretary
    slow = client.post(address, data | {"del-forslag": basis.pk})
    assert slow.status_code == 409
    assert "Noen andre lagret før deg" in slow.content.decode()
    assert case.redactions.count() == 1
    answer = client.post(f"/saker/{case.pk}/skjerming/pdf/", follow=True)
    assert "Se hvor langt den er" in answer.content.decode()


def test_the_table_of_laws_is_the_districts_own(alna, nabo, unit, secretary, basis, as_person):
    client = as_person(secretary)
    assert install_bases(alna, by=secretary) == 0
    page = client.get("/saker/hjemler/").content.decode()
    assert "Tilsettingssaker" in page
    client.post(
        "/saker/hjemler/ny/",
        {
            "version": 1,
            "law": "nylova",
            "paragraph": "§7",
            "code": "UO",
            "valid_from": timezone.localdate(),
        },
    )
    new = LegalBasis.objects.get(law="nylova")
    assert str(new) == "nylova § 7"
    # A case is exempt by a row, with a title for the public; the row's words stand in the case.
    case = case_in(unit, secretary)
    head = {
        "version": case.version,
        "title": case.title,
        "case_officer": secretary.pk,
        "is_exempt": "on",
        "basis": basis.pk,
    }
    answer = client.post(f"/saker/{case.pk}/hode/", head)
    assert "Skriv hva saken skal hete offentlig" in answer.content.decode()
    client.post(f"/saker/{case.pk}/hode/", head | {"public_title": "En personalsak"})
    case.refresh_from_db()
    assert (case.legal_basis, case.basis) == ("offentleglova § 13", basis)
    words = public_words(case)
    assert (words.title, words.basis) == ("En personalsak", "offentleglova § 13")
    # Ended, it is read on the case and not offered on new ones; its paragraph stays.
    yesterday = timezone.localdate() - timedelta(days=1)
    facts = {name: getattr(basis, name) for name in ("code", "law", "paragraph", "words")}
    with pytest.raises(DomainError, match="Hjemmelen er brukt"):
        edit_basis(
            basis, version=basis.version, by=secretary, **{**facts, "paragraph": "§ 13 første ledd"}
        )
    edit_basis(basis, version=basis.version, by=secretary, **facts, valid_until=yesterday)
    assert basis not in bases_for(alna.pk)
    assert basis in bases_for(alna.pk, and_also=basis.pk)
    assert "offentleglova § 13" in client.get(f"/saker/{case.pk}/les/").content.decode()
    assert not LegalBasis.objects.filter(district=nabo).exists()


def test_the_public_pack_of_a_meeting_has_the_public_version(alna, secretary, director, basis):
    board = board_of(alna)
    case = case_for(board, secretary, director)
    part = next(each for each in choosing(whole_of(case)).parts if each.paragraphs)
    hidden = part.paragraphs[0]
    choice = Choice(part.key, hidden.key, basis)
    shield(case, [choice], version=whole_of(case).version, by=secretary)
    meeting, _items = called(board, secretary, case)
    whole, public = (str(pack_context(meeting, is_public=each)) for each in (False, True))
    assert (hidden.text in whole, hidden.text in public) == (True, False)
    assert "Skjermet, offentleglova § 13" in public


def whole_of(case: BoardCase) -> BoardCase:
    return BoardCase.objects.with_text().get(pk=case.pk)


def test_a_footnote_goes_with_its_paragraph() -> None:
    note = '<small class="footnote">{}</small>'
    html = clean(
        f'<p data-id="aaaaaaaa">Navnet{note.format("Født 1961.")}</p>'
        f'<p data-id="bbbbbbbb">Resten{note.format("Rapport 7.")}</p>'
    )
    taken = Shield({"1": {"aaaaaaaa": "offl. § 13"}}, WORDS["nb"])
    left = taken.over({"kind": "section", "pk": 1, "heading": "Del", "html": html})["html"]
    assert "1961" not in left
    assert "Rapport 7." in left
