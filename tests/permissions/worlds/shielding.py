"""A case on the agenda with words taken out, sent to the archive, and somebody who asks for it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organisation.files.services import keep
from reports import services
from reports.models import BoardCase, CaseExtract, LegalBasis
from reports.services import access, archive
from reports.services.redaction import Choice, shield
from tests.factories.reports import case_in, committee_of, put_on_agenda, write


def add(world: Any) -> None:
    people = world.people
    secretary = people["secretariat"]
    committee_of(world.alna)
    world.legal_basis = LegalBasis.objects.filter(district=world.alna).first()
    case = case_in(world.care, secretary, title="Skøytebanen")
    upload = SimpleUploadedFile("brev.txt", b"Et brev.")
    services.add_attachment(case, title="Brev", upload=upload, by=secretary)
    services.send_to_quality_check(write(case, secretary), by=secretary)
    services.approve_case(case, by=people["director"])
    case = put_on_agenda(BoardCase.objects.get(pk=case.pk), secretary)
    world.exempt_attachment = case.attachments.get()
    shield(
        case,
        [Choice("forslag", "", world.legal_basis)],
        attachments={world.exempt_attachment.pk: world.legal_basis},
        version=case.version,
        by=secretary,
    )
    services.order_pdf(case, by=secretary)
    world.shielded_case = case
    world.case_extract = CaseExtract.objects.create(
        stop=case.saksgang()[0],
        file=keep(b"%PDF-", name="utdrag.pdf", content_type="application/pdf", by=secretary),
        attached_by=secretary,
        attached_at=timezone.now(),
    )
    world.delivery = archive.send_case(case, by=secretary)
    world.access_request = access.open_request(
        world.alna, asked_by="Ida", asked_on=timezone.localdate(), case=case, by=secretary
    )
