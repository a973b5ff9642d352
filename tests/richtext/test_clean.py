"""What rich text may hold, and that cleaning it once is enough."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.web.richtext import (
    clean,
    from_plain,
    is_plain,
    keep_ids,
    read,
    to_plain,
    to_print,
)

KEY = "k" * 32


def bare(html: str) -> str:
    return re.sub(r' data-id="[^"]*"', "", html)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<script>alert(1)</script><p>Hei</p>", "<p>Hei</p>"),
        ("<p onclick='x()' style='color:red' class=a>Hei</p>", "<p>Hei</p>"),
        ('<p><a href="javascript:alert(1)">her</a></p>', "<p>her</p>"),
        ('<p><a href="file:///etc/passwd">her</a></p>', "<p>her</p>"),
        ('<p><a href="//evil.example/">her</a></p>', "<p>her</p>"),
        (
            '<p><a href="https://a.example/x?y=1&amp;z=2">her</a></p>',
            '<p><a href="https://a.example/x?y=1&amp;z=2" rel="noopener noreferrer">her</a></p>',
        ),
        ('<p>Se <img src="https://evil.example/a.png" alt="x"></p>', "<p>Se</p>"),
        ('<p><img src="data:image/png;base64,AAAA" alt="x">b</p>', "<p>b</p>"),
        (
            f'<img src="/filer/{KEY}/" onerror="x()" alt="Kart">',
            f'<p><img src="/filer/{KEY}/" alt="Kart"></p>',
        ),
        (f'<img src="/filer/{KEY}/">', f'<p><img src="/filer/{KEY}/" alt=""></p>'),
        ("løs tekst<div>i to</div>deler", "<p>løs tekst</p><p>i to</p><p>deler</p>"),
        ("<p>en<br><br>to</p>", "<p>en</p><p>to</p>"),
        ("<p>&nbsp;</p><p> a  b </p>", "<p>a b</p>"),
        ("<b>a</b> og <i>b</i>", "<p><strong>a</strong> og <em>b</em></p>"),
        ("<ul><li><p>en</p></li><li><p>to</p></li></ul>", "<ul><li>en</li><li>to</li></ul>"),
        (
            "<ul><li>en<ul><li>to</li></ul></li></ul>",
            "<ul><li>en<ul><li>to</li></ul></li></ul>",
        ),
        (
            "<p class=MsoListParagraph>·&nbsp;&nbsp; en</p><p>·  to</p><p>tre</p>",
            "<ul><li>en</li><li>to</li></ul><p>tre</p>",
        ),
        ("<svg><script>x</script><text>y</text></svg><p>z</p>", "<p>z</p>"),
        ("a\x00\x01\u202eb\ud800", "<p>ab</p>"),
        ("<p>a &lt;script&gt; b</p>", "<p>a &lt;script&gt; b</p>"),
    ],
)
def test_only_what_is_allowed_stays(sent: str, kept: str) -> None:
    assert bare(clean(sent)) == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("h1 h3 h2", "h2 h3 h2"),
        ("h4 h4 h2 h4", "h2 h2 h2 h3"),
        ("h2 h4 h3", "h2 h3 h3"),
        ("h3 h6 h5", "h2 h3 h3"),
    ],
)
def test_no_level_of_heading_is_skipped(sent: str, kept: str) -> None:
    html = "".join(f"<{tag}>x</{tag}>" for tag in sent.split())
    assert re.findall(r"<(h\d)", clean(html)) == kept.split()


def test_each_block_has_an_id_and_keeps_it() -> None:
    first = clean("<h2>a</h2><p>b</p><ul><li>c</li></ul><table><tr><td>d</td></tr></table>")
    ids = re.findall(r'data-id="([a-z0-9]{8})"', first)
    assert len(set(ids)) == len(ids) == 6
    assert clean(first) == first


def test_an_id_that_is_used_twice_or_strange_is_given_anew() -> None:
    twice = '<p data-id="aaaaaaaa">a</p><p data-id="aaaaaaaa">b</p><p data-id="x y">c</p>'
    ids = re.findall(r'data-id="([^"]*)"', clean(twice))
    assert ids[0] == "aaaaaaaa"
    assert len(set(ids)) == 3
    assert all(re.fullmatch("[a-z0-9]{8}", each) for each in ids)


def test_a_table_gets_its_head_scopes_and_full_rows() -> None:
    sent = (
        "<table><caption>Tall</caption><tr><td>År</td><td>Kr</td></tr>"
        "<tr><td rowspan=9>2014</td><td>1</td></tr><tr><td>2</td><td>3</td><td>4</td></tr></table>"
    )
    assert bare(clean(sent)) == (
        "<table><caption>Tall</caption>"
        '<thead><tr><th scope="col">År</th><th scope="col">Kr</th><th scope="col"></th>'
        '<th scope="col"></th></tr></thead>'
        '<tbody><tr><td rowspan="2">2014</td><td>1</td><td></td><td></td></tr>'
        "<tr><td>2</td><td>3</td><td>4</td></tr></tbody></table>"
    )


def test_the_editor_sends_the_caption_as_an_attribute() -> None:
    sent = '<table data-caption="Tall &lt;1&gt;"><tr><th>a</th></tr><tr><td>b</td></tr></table>'
    assert "<caption>Tall &lt;1&gt;</caption>" in clean(sent)


def test_plain_text_goes_both_ways() -> None:
    text = "Et avsnitt\nmed to linjer.\n\n- en\n- to\n\nSlutt < 5 & mer."
    html = from_plain(text)
    assert bare(html) == (
        "<p>Et avsnitt<br>med to linjer.</p><ul><li>en</li><li>to</li></ul>"
        "<p>Slutt &lt; 5 &amp; mer.</p>"
    )
    assert is_plain(html)
    assert to_plain(html) == text
    assert bare(read(text)) == bare(html)


def test_a_bare_textarea_keeps_the_ids_of_what_was_not_touched() -> None:
    before = from_plain("en\n\nto\n\ntre")
    after = keep_ids(from_plain("en\n\nny\n\ntre"), before)
    old, new = (re.findall(r'data-id="(\w+)"', each) for each in (before, after))
    assert (new[0], new[2]) == (old[0], old[2])
    assert new[1] not in old


def test_text_that_is_more_than_words_is_not_shown_as_plain() -> None:
    assert not is_plain(clean("<p><strong>a</strong></p>"))
    assert not is_plain(clean("<p>skriv &lt;p&gt; her</p>"))


def test_print_numbers_headings_and_wraps_tables() -> None:
    html = clean(
        f'<h2>A</h2><h3>B</h3><h2>C</h2><p><img src="/filer/{KEY}/" alt="Kart"></p>'
        "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>"
    )
    assert to_print(html, top=3, number="2") == (
        '<h3><span class="no">2.1 </span>A</h3><h4>B</h4><h3><span class="no">2.2 </span>C</h3>'
        f'<figure><img src="/filer/{KEY}/" alt="Kart"></figure>'
        '<div class="table short"><table><thead><tr><th scope="col">a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table></div>"
    )


def test_very_deep_markup_is_flattened() -> None:
    assert "dypt" in clean("<div>" * 3000 + "dypt" + "</div>" * 3000)
    assert clean("<ul><li>" * 300 + "dypt").count("<ul") < 60


TAGS = "p h1 h2 h3 h5 ul ol li blockquote table caption thead tbody tr td th strong b em i a br sup"
TAGS += " sub div span img script style svg math iframe form input title textarea pre hr dl"
NASTY = [
    'href="javascript:alert(1)"', 'href=" JaVaScRiPt:x"', 'href="https://a.example/"',
    'href="file:///etc/passwd"', 'src="https://evil.example/x.png"', 'src="//evil.example"',
    f'src="/filer/{KEY}/"', 'src="data:text/html,x"', 'onclick="x()"', "onerror=x", 'style="a:b"',
    'data-id="aaaaaaaa"', 'data-id="\'><script>"', 'colspan="3"', 'rowspan="70"', 'alt="&quot;<"',
    'rowspan="2"', 'data-caption="<b>x"', "scope=col", 'href="mailto:a@b.no"',
]  # fmt: skip
pieces = st.one_of(
    st.tuples(st.sampled_from(TAGS.split()), st.lists(st.sampled_from(NASTY), max_size=3)).map(
        lambda p: f"<{p[0]} {' '.join(p[1])}>"
    ),
    st.sampled_from(TAGS.split()).map(lambda tag: f"</{tag}>"),
    st.text(max_size=8),
    st.sampled_from(
        ["&lt;", "&#1;", "&nbsp;", "&amp;lt;", "\n", "  ", "• a", "<!-- x -->", "<", "<br><br>"]
    ),
)
soup = st.lists(pieces, max_size=30).map("".join)


@settings(max_examples=400, deadline=None)
@given(soup)
def test_cleaning_twice_is_cleaning_once_and_nothing_dangerous_passes(html: str) -> None:
    once = clean(html)
    assert clean(once) == once
    tags = re.findall(r"<[a-z][^>]*>", once)
    for tag in tags:
        outside_values = re.sub(r'"[^"]*"', '""', tag)
        assert not re.search(
            r"\son|style|<(script|style|iframe|svg|math|form|input)", outside_values
        )
        for value in re.findall(r'(?:href|src)="([^"]*)"', tag):
            assert re.match(r"https://a\.example/|mailto:|/filer/", value), value
        for value in re.findall(r'src="([^"]*)"', tag):
            assert re.fullmatch(rf"/filer/{KEY}/", value)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_plain_words_survive_as_words(text: str) -> None:
    html = from_plain(text)
    assert "<script" not in html
    assert bare(from_plain(to_plain(html))) == bare(html) or not is_plain(html)
