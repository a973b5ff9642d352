"""Footnotes: kept by cleaning, typed in a plain field, pasted from Word, read on page and paper."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.web.richtext import clean, from_plain, is_plain, keep_ids, to_plain, to_print
from organisation.web.richtext.notes import count_notes, on_page
from organisation.web.richtext.text import to_typed
from organisation.web.richtext.tree import parse, write

NOTE = '<small class="footnote">{}</small>'
WORD = """<p class=MsoNormal>Behovet er stort.<a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a></p>
<div style='mso-element:footnote-list'><br clear=all><hr width="33%">
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1"
name="_ftn1"><span>[1]</span></a> SSB, <i>2025</i>.</p><p>Tabell 7.</p></div></div>"""
LIBRE = """<p>Tekst<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1
</sup></a></p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym"
href="#sdfootnote1anc">1</a>Noten</p></div>"""
DOCS = """<p>Tekst<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> mer</p><hr><div><p><a
href="#ftnt_ref1" id="ftnt1">[1]</a> Noten</p></div>"""


def bare(html: str) -> str:
    return re.sub(r' data-id="[^"]*"', "", html)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (f"<p>Ord{NOTE.format('en <b>note</b>')}.</p>", f"<p>Ord{NOTE.format('en note')}.</p>"),
        ("<p><small>liten</small> skrift</p>", "<p>liten skrift</p>"),
        (f"<p>a{NOTE.format(' ')}b</p>", "<p>ab</p>"),
        (f"<h2>Om veien{NOTE.format('note')}</h2>", "<h2>Om veien (note)</h2>"),
        (
            f'<p><a href="https://a.no/">x{NOTE.format("n")}y</a></p>',
            '<p><a href="https://a.no/" rel="noopener noreferrer">x</a>'
            f'{NOTE.format("n")}<a href="https://a.no/" rel="noopener noreferrer">y</a></p>',
        ),
        (WORD, f"<p>Behovet er stort.{NOTE.format('SSB, 2025. Tabell 7.')}</p>"),
        (LIBRE, f"<p>Tekst{NOTE.format('Noten')}</p>"),
        (DOCS, f"<p>Tekst{NOTE.format('Noten')} mer</p>"),
        ('<p>Bare tallet<a href="#_ftn1" name="_ftnref1">[1]</a></p>', "<p>Bare tallet[1]</p>"),
    ],
)
def test_notes_are_kept_and_those_of_a_text_processor_become_ours(sent: str, kept: str) -> None:
    cleaned = clean(sent)
    assert bare(cleaned) == kept
    assert clean(cleaned) == cleaned


PIECES = st.lists(
    st.sampled_from(
        [
            "ord ", "<b>", "</b>", '<a href="https://a.no/">', "</a>", "<sup>", "</sup>", "<li>",
            "<ul>", "</ul>", "<p>", "</p>", '<small class="footnote">', "</small>", "<h2>", "</h2>",
            "<table><tr><td>", "</td></tr></table>", "<br>", '<a href="#n" name="r">1</a>',
            '<p id="n"><a href="#r">1</a> note</p>',
        ]
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=25)
@given(PIECES)
def test_cleaning_notes_once_is_enough(pieces: list[str]) -> None:
    once = clean("".join(pieces))
    assert clean(once) == once
    assert (
        count_notes(once)
        == count_notes(to_print(once))
        == len(re.findall("fotnote", to_plain(once)))
    )


def test_a_plain_field_has_its_own_way_to_write_them() -> None:
    html = from_plain("Et ord [^ Lov & rett] til.\n\n- en [^to]")
    assert bare(html) == (
        f"<p>Et ord{NOTE.format('Lov &amp; rett')} til.</p><ul><li>en{NOTE.format('to')}</li></ul>"
    )
    assert is_plain(html)
    assert to_typed(html) == "Et ord [^ Lov & rett] til.\n\n- en [^ to]"
    assert keep_ids(from_plain(to_typed(html)), html) == html
    assert to_plain(html, first_note=3) == (
        "Et ord (fotnote 3: Lov & rett) til.\n\n- en (fotnote 4: to)"
    )


def test_on_a_page_numbers_lead_to_the_list_and_back() -> None:
    html = clean(f"<p>Ord{NOTE.format('Se https://a.no/x.')}.</p>")
    text, notes = on_page(parse(html), first=2)
    page = write([*text, *notes])
    assert (
        'id="fotnote-2-sted" href="#fotnote-2" role="doc-noteref" aria-label="Fotnote 2">2<' in page
    )
    assert (
        '<ol start="2" aria-label="Fotnoter"><li id="fotnote-2">Se <a href="https://a.no/x"' in page
    )
    assert 'href="#fotnote-2-sted" role="doc-backlink"' in page
