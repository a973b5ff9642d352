"""What the PDF says of itself: both standards it keeps, and which header cell rules which cells."""

import xml.etree.ElementTree as ET
from typing import Any

PDFA_NAMESPACES = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_IN_ITEM = {"/Lbl", "/LBody"}
# PDF/A wants every property outside its own lists described; PDF/UA's mark is one of those.
PDFUA = """
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
 </rdf:Description>
 <rdf:Description rdf:about=""
   xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
   xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
   xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
   <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
   <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
   <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
   <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of PDF/UA standard</pdfaProperty:description>
   </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
 </rdf:Description>
</rdf:RDF>"""


def declare_pdfua(metadata: Any) -> None:
    """Let a WeasyPrint document's XMP name PDF/UA-1 beside the PDF/A it names itself.

    It hangs on a method WeasyPrint does not promise; the version is pinned and tests validate.
    """
    original = metadata.generate_rdf_metadata
    for prefix, address in PDFA_NAMESPACES.items():
        ET.register_namespace(prefix, address)

    def generate(*args: Any) -> bytes:
        rdf = ET.fromstring(original(*args))
        rdf.extend(ET.fromstring("".join(line.strip() + "\n" for line in PDFUA.splitlines())))
        return ET.tostring(rdf, encoding="utf-8")

    metadata.generate_rdf_metadata = generate


def mend_structure(_document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: what its tags lack for PDF/UA.

    Each TH says whether it heads its column or its row, what stands in a list item beside its
    text (a list within the list) goes into the item's body, and a div round the pairs of a dl goes,
    so that items stand right in their list.
    """
    import pydyf  # type: ignore[import-untyped]

    elements = {
        each.number: each
        for each in pdf.objects
        if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem"
    }
    for element in list(elements.values()):
        if element.get("S") == "/TH":
            row = _referred(elements, element["P"])
            section = _referred(elements, row["P"]) if row else None
            scope = "/Column" if section and section.get("S") == "/THead" else "/Row"
            element.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = scope
        elif element.get("S") == "/LI":
            _gather_body(element, elements, pdf)
        elif element.get("S") == "/L":
            _take_out_divs(element, elements)


def _gather_body(item: Any, elements: dict[int, Any], pdf: Any) -> None:
    import pydyf

    children = [(reference, _referred(elements, reference)) for reference in item["K"]]
    stray = [each for each in children if each[1] is None or each[1]["S"] not in _IN_ITEM]
    if not stray:
        return
    body = next((child for _, child in children if child and child["S"] == "/LBody"), None)
    if body is None:
        body = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "P": item.reference}
        )
        if "Pg" in item:
            body["Pg"] = item["Pg"]
        pdf.add_object(body)
        children.append((body.reference, body))
    for reference, child in stray:
        body["K"].append(reference)
        if child is not None:
            child["P"] = body.reference
    moved = {id(reference) for reference, _ in stray}
    item["K"] = pydyf.Array(each for each, _ in children if id(each) not in moved)


def _take_out_divs(the_list: Any, elements: dict[int, Any]) -> None:
    import pydyf

    kept = pydyf.Array()
    for reference in the_list["K"]:
        child = _referred(elements, reference)
        if child is None or child.get("S") != "/Div":
            kept.append(reference)
            continue
        for inner in child["K"]:
            kept.append(inner)
            if (item := _referred(elements, inner)) is not None:
                item["P"] = the_list.reference
        child["K"], child["P"] = pydyf.Array(), the_list.reference
    the_list["K"] = kept


def _referred(elements: dict[int, Any], reference: Any) -> Any:
    text = reference.decode() if isinstance(reference, bytes) else str(reference)
    number = text.split()[0]
    return elements.get(int(number)) if text.endswith(" R") and number.isdigit() else None
