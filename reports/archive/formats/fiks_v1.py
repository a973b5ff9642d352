"""KS Fiks Arkiv v1: the message that creates a journal post, its receipt and its error messages.

The order of elements is the schema's. A folder the archive knows is named by its number there; a
new one is made, under a key of ours that later messages point to.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from reports.archive.message import (
    Answer,
    ArchiveDocument,
    ArchiveFile,
    Entry,
    EntryKind,
    Folder,
    Message,
    Shielding,
    UnreadableAnswer,
    Variant,
)

BASE = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv"
MESSAGE = f"{BASE}/arkivmelding/opprett/v1"
RECEIPT = f"{BASE}/arkivmelding/opprett/kvittering/v1"
CATALOGUE = f"{BASE}/metadatakatalog/v1"
ERRORS = {"ugyldigforespoersel", "serverfeil", "ikkefunnet"}
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LONGEST = 1_000_000  # bytes of an answer

# Code and words of each list. An archive may use codes of its own: settings.ARCHIVE_CODES.
CODES: dict[str, tuple[str, str]] = {
    "saksframlegg": ("S", "Saksframlegg"),
    "saksprotokoll": ("X", "Organinternt dokument uten oppfølging"),
    "journalstatus": ("F", "Ferdigstilt av saksbehandler"),
    "under behandling": ("B", "Under behandling"),
    "ferdig": ("F", "Ferdig fra saksbehandler"),
    "elektronisk": ("E", "Elektronisk arkiv"),
    "dokument saksframlegg": ("SAKSFRAMLEGG", "Saksframlegg"),
    "dokument saksprotokoll": ("VEDTAK", "Vedtak"),
    "ferdigstilt": ("F", "Dokumentet er ferdigstilt"),
    "hoveddokument": ("H", "Hoveddokument"),
    "vedlegg": ("V", "Vedlegg"),
    Variant.ARCHIVE: ("A", "Arkivformat"),
    Variant.REDACTED: ("O", "Dokument hvor deler av innholdet er skjermet"),
    Variant.PRODUCTION: ("P", "Produksjonsformat"),
    "fmt/476": ("fmt/476", "PDF/A-2a"),
    "intern avsender": ("IA", "Intern avsender"),
    "merknad": ("MS", "Merknad fra saksbehandler"),
}
RESTRICTED = "Unntatt offentlighet"


class FiksArkivV1:
    """Written for the schemas of Fiks Arkiv v1; see `message.ArchiveFormat`."""

    name = "fiks-arkiv-v1"
    file_name = "arkivmelding.xml"

    def __init__(self, *, codes: Mapping[str, str] | None = None) -> None:
        self.codes = {
            key: ((codes or {}).get(key, code), words) for key, (code, words) in CODES.items()
        }

    def write(self, message: Message) -> bytes:
        spaces: Any = {None: MESSAGE, "m": CATALOGUE, "xsi": XSI}
        root = etree.Element(f"{{{MESSAGE}}}arkivmelding", nsmap=spaces)
        add(root, "system", message.system)
        add(root, "antallFiler", str(len(list(message.files))))
        if not message.folder.archive_case:
            self._folder(root, message.folder, system=message.system)
        self._entry(root, message)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def _folder(self, root: etree._Element, folder: Folder, *, system: str) -> None:
        mappe = add(root, "mappe")
        mappe.set(f"{{{XSI}}}type", "saksmappe")
        add(mappe, "tittel", folder.title)
        add(mappe, "offentligTittel", folder.public_title)
        self._code(mappe, "dokumentmedium", "elektronisk")
        self._shielding(mappe, folder.shielding)
        if folder.class_code:
            classified = add(mappe, "klassifikasjon")
            if folder.class_system:
                add(classified, "klassifikasjonssystemID", folder.class_system)
            add(classified, "klasseID", folder.class_code)
        key(mappe, system, folder.key)
        add(mappe, "saksdato", folder.dated)
        named(mappe, "administrativEnhet", folder.unit)
        named(mappe, "saksansvarlig", folder.officer)
        self._code(mappe, "saksstatus", "ferdig" if folder.is_decided else "under behandling")

    def _entry(self, root: etree._Element, message: Message) -> None:
        entry, folder = message.entry, message.folder
        post = add(root, "registrering")
        post.set(f"{{{XSI}}}type", "journalpost")
        parent = add(post, "referanseForelderMappe")
        if folder.archive_case:
            add(parent, "mappeID", folder.archive_case, CATALOGUE)
        else:
            key(parent, message.system, folder.key, CATALOGUE)
        self._shielding(post, entry.shielding)
        for document in entry.documents:
            self._document(post, document)
        add(post, "tittel", entry.title)
        add(post, "offentligTittel", entry.public_title)
        if entry.note:
            note = add(post, "merknad")
            add(note, "merknadstekst", entry.note)
            self._code(note, "merknadstype", "merknad")
        self._sender(post, entry)
        key(post, message.system, entry.key)
        self._code(post, "journalposttype", entry.kind)
        self._code(post, "journalstatus", "journalstatus")
        add(post, "dokumentetsDato", entry.dated)

    def _sender(self, post: etree._Element, entry: Entry) -> None:
        party = add(post, "korrespondansepart")
        self._code(party, "korrespondanseparttype", "intern avsender")
        add(party, "korrespondansepartNavn", entry.sender)
        named(party, "administrativEnhet", entry.sender)
        named(party, "saksbehandler", entry.officer)

    def _document(self, post: etree._Element, document: ArchiveDocument) -> None:
        described = add(post, "dokumentbeskrivelse")
        if document.kind in set(EntryKind):
            self._code(described, "dokumenttype", f"dokument {document.kind}")
        self._code(described, "dokumentstatus", "ferdigstilt")
        add(described, "tittel", document.title)
        role = "hoveddokument" if document.is_main else "vedlegg"
        self._code(described, "tilknyttetRegistreringSom", role)
        add(described, "dokumentnummer", str(document.number))
        self._shielding(described, document.shielding)
        for file in document.files:
            self._file(described, file)

    def _file(self, described: etree._Element, file: ArchiveFile) -> None:
        element = add(described, "dokumentobjekt")
        add(element, "versjonsnummer", "1")
        self._code(element, "variantformat", file.variant)
        if file.pronom:
            self._code(element, "format", file.pronom)
        add(element, "mimeType", file.content_type)
        add(element, "filnavn", file.name)
        add(element, "referanseDokumentfil", file.reference)
        add(element, "sjekksum", file.sha256)
        add(element, "sjekksumAlgoritme", "SHA-256")
        add(element, "filstoerrelse", str(file.size))

    def _shielding(self, parent: etree._Element, shielding: Shielding | None) -> None:
        if shielding is None:
            return
        element = add(parent, "skjerming")
        restriction = add(element, "tilgangsrestriksjon")
        add(restriction, "kode", shielding.code, CATALOGUE)
        add(restriction, "beskrivelse", RESTRICTED, CATALOGUE)
        add(element, "skjermingshjemmel", shielding.basis)
        if shielding.until:
            add(element, "skjermingOpphoererDato", shielding.until)

    def _code(self, parent: etree._Element, tag: str, name: str) -> None:
        code, words = self.codes[name]
        element = add(parent, tag)
        add(element, "kode", code, CATALOGUE)
        add(element, "beskrivelse", words, CATALOGUE)

    def read_answer(self, data: bytes) -> Answer:
        """A receipt, also one that says that something failed, or an error message."""
        root = parse(data)
        name = etree.QName(root)
        if name.localname in ERRORS and str(name.namespace).startswith(BASE):
            return Answer(is_taken=False, reason=reason_in(root))
        if name.localname != "arkivmeldingKvittering" or name.namespace != RECEIPT:
            raise UnreadableAnswer(f"{name.localname} is no answer")
        failed = [each for each in elements(root) if etree.QName(each).localname.endswith("Feilet")]
        if failed:
            return Answer(is_taken=False, reason=" ".join(map(reason_in, failed)))
        post = root.find(f"{{{RECEIPT}}}registreringKvittering")
        if post is None:
            raise UnreadableAnswer("the receipt names no journal post")
        folder = root.find(f"{{{RECEIPT}}}mappeKvittering")
        return Answer(
            is_taken=True,
            archive_case=folder_number(folder) if folder is not None else "",
            journal_number=journal_number(post),
        )


def add(
    parent: etree._Element, tag: str, text: str | None = None, space: str = MESSAGE
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{space}}}{tag}")
    element.text = text
    return element


def key(parent: etree._Element, system: str, value: str, space: str = MESSAGE) -> None:
    element = add(parent, "referanseEksternNoekkel", space=space)
    add(element, "fagsystem", system, CATALOGUE)
    add(element, "noekkel", value, CATALOGUE)


def named(parent: etree._Element, tag: str, name: str) -> None:
    add(add(parent, tag), "navn", name, CATALOGUE)


def parse(data: bytes) -> etree._Element:
    """The root of what came from outside: no entities, nothing fetched, nothing huge."""
    if len(data) > LONGEST:
        raise UnreadableAnswer("the answer is too long")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableAnswer("the answer is not XML") from error
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise UnreadableAnswer("the answer has a document type of its own")
    return root


def elements(parent: etree._Element) -> list[etree._Element]:
    """What stands right under it, without comments and instructions."""
    return list(parent.iterchildren(etree.Element))


def reason_in(element: etree._Element) -> str:
    """The words of an error message, with the id to name when one asks the archive about it."""
    said = {etree.QName(each).localname: (each.text or "").strip() for each in elements(element)}
    words, number = said.get("feilmelding", ""), said.get("feilId", "")
    return f"{words} ({number})" if words and number else words or number


def said_in(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{{RECEIPT}}}{name}") or "").strip()


def folder_number(folder: etree._Element) -> str:
    """The number people know the folder by: mappeID, or year and number."""
    year, number = said_in(folder, "saksaar"), said_in(folder, "sakssekvensnummer")
    return said_in(folder, "mappeID") or (f"{year}/{number}" if year and number else "")


def journal_number(post: etree._Element) -> str:
    """The number of the journal post: its id, or number in the folder, or number and year."""
    year, number = said_in(post, "journalaar"), said_in(post, "journalsekvensnummer")
    return (
        said_in(post, "registreringsID")
        or said_in(post, "journalpostnummer")
        or (f"{number}/{year}" if year and number else "")
    )
