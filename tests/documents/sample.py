"""Contexts of board cases: a tidy one, and one with everything a paste can bring."""

from typing import Any

TABLE = (
    "<table><caption>Faseplan</caption>"
    "<tr><th>Fase</th><th>Periode</th><th>Status</th><th>Kroner</th></tr>"
    "<tr><th>Forstudie</th><td>Til 09.10.2014</td><td>Avsluttet</td><td>400 000</td></tr>"
    "<tr><th>Forprosjekt</th><td>Til 01.06.2015</td><td>Pågår</td><td>2 100 000</td></tr></table>"
)

NOTE = '<small class="footnote">Kommuneplanen, https://www.oslo.kommune.no/plan/.</small>'


def tidy() -> dict[str, Any]:
    return {
        "language": "nb",
        "letterhead": {
            "municipality": "Oslo kommune",
            "district": "Bydel Alna",
            "office": "Bydelsadministrasjonen",
            "kind": "Saksframlegg",
        },
        "head": [["Arkivsak", "201500143"], ["Arkivkode", "110"], ["Saksbehandler", "Kari Nes"]],
        "saksgang": {
            "caption": "Saksgang",
            "columns": ["Utvalg", "Møtedato", "Saknr"],
            "rows": [
                {"body": "Arbeidsutvalget (AU)", "date": "12.02.2015", "number": "AU 4/15"},
                {
                    "body": "Bydelsutvalget (BU)",
                    "date": "26.02.2015",
                    "number": "",
                    "decides": True,
                },
            ],
        },
        "title": "Innovasjonsarbeid i Bydel Alna – prosjekt Alna innovasjon",
        "short_title": "Innovasjonsarbeid i Bydel Alna",
        "archive_line": "Arkivsak 201500143",
        "blocks": tidy_blocks(),
        "meta": {
            "author": "Oslo kommune, Bydel Alna",
            "description": "Saksframlegg til bydelsutvalget 26.02.2015",
            "keywords": ["saksframlegg", "innovasjon"],
            "created": "2015-02-05",
            "modified": "2015-02-06",
        },
    }


def tidy_blocks() -> list[dict[str, Any]]:
    return [
        {"kind": "summary", "heading": "Sammendrag", "html": "<p>Saken legges fram.</p>"},
        {
            "kind": "section",
            "heading": "Innledning",
            "number": "1",
            "level": 2,
            "html": f"<p>Tekst om «strategien»{NOTE}.</p><h2>Forstudien</h2><p>Mer.</p>{TABLE}",
        },
        {
            "kind": "proposal",
            "heading": "Bydelsdirektørens forslag til vedtak",
            "html": "<ol><li>Saken tas til orientering.</li><li>Midlene frigis.</li></ol>",
        },
        {
            "kind": "signature",
            "name": "Ola Nordmann",
            "title": "Bydelsdirektør",
            "electronic": True,
            "note": "Bydel Alna",
        },
        {
            "kind": "attachments",
            "heading": "Vedlegg",
            "items": [{"number": 1, "title": "Forstudierapport", "note": "Egen fil."}],
        },
    ]


def nasty(*addresses: str) -> dict[str, Any]:
    """With `addresses` as pictures the renderer must not fetch, in rich text and outside it."""
    context = tidy()
    rows = "".join(
        f"<tr><td>Tiltak {n}, med en tekst som går over flere linjer</td>"
        f"<td>{n}</td><td>{n * 1000}</td><td>2015</td></tr>"
        for n in range(80)
    )
    pictures = "".join(f'<img src="{address}" alt="x">' for address in addresses)
    context["title"] = 'Sak med 漢 🎉 <b>& "hermetegn"'
    context["language"] = "nn"
    context["blocks"][1:1] = [
        {
            "kind": "section",
            "heading": "Stygg 漢 🎉",
            "number": "9",
            "html": f"""
                <h4>Hopp</h4><p>漢字 🎉👩‍👩‍👧 Łódź Đặng Αθήνα Борис ≤ → ✓ ☐ a‑b \u2009 \u00ad
                <script>alert(1)</script>
                {pictures}</p><style>body {{ background: url(file:///etc/passwd) }}</style>
                <blockquote><p>Sitat <em>skrå</em> <strong>fet <em>begge → </em></strong></p>
                </blockquote>
                <ul><li>en<ul><li>to<ol><li>tre</li></ol></li><li>fire</li></ul></li>
                <li><a href="https://example.org/a">vev</a>, <a href="mailto:a@b.no">post</a></li>
                </ul>
                <table><caption>Lang <em>tabell</em></caption>
                <tr><th>Tiltak</th><th>Nr</th><th>Kr</th><th>År</th></tr>{rows}</table>
                <table><tr><td>uten hode</td></tr></table>
                <table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td></tr>
                <tr><td>d</td><td>e</td><td>f</td></tr></table>
                <p>x<sup>2</sup> H<sub>2</sub>O {"lang" * 60}</p>""",
        },
        {
            "kind": "section",
            "heading": "Under",
            "number": "9.1",
            "level": 3,
            "html": "<h2>a</h2><h3>b</h3><h4>c</h4><p>d</p>",
        },
        {
            "kind": "decision",
            "heading": "Vedtak i arbeidsutvalget",
            "note": "12.02.2015, enstemmig",
            "html": "<p>Som innstilt.</p>",
        },
    ]
    return context
