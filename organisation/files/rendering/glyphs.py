"""Characters that our fonts cannot draw: an archive accepts no document with such a hole in it."""

import io
import re
from functools import cache

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

SUBSETS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic")
FACES = ("inter-{}-wght-normal", "source-serif-4-{}-wght-normal")
SYMBOLS = "symbols"
PLACEHOLDER = "\N{WHITE SQUARE}"
# What our fonts lack and something they have says as well.
INSTEAD = {
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{FIGURE DASH}": "\N{EN DASH}",
    "\N{HORIZONTAL BAR}": "\N{EM DASH}",
    "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
    **dict.fromkeys("\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u3000", " "),
    **dict.fromkeys("\N{HEAVY CHECK MARK}\N{BALLOT BOX WITH CHECK}", "\N{CHECK MARK}"),
    **dict.fromkeys(
        "\N{BALLOT X}\N{HEAVY BALLOT X}\N{MULTIPLICATION X}", "\N{MULTIPLICATION SIGN}"
    ),
    "\N{BALLOT BOX}": "\N{WHITE SQUARE}",
    "\N{HEAVY WIDE-HEADED RIGHTWARDS ARROW}": "\N{RIGHTWARDS ARROW}",
}
# Drawn by nobody, and needed by none of our texts.
_SILENT = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_LAYOUT = {"\n", "\t", "\r", " ", "\N{SOFT HYPHEN}"}


@cache
def drawable() -> frozenset[str]:
    """The characters that one of our faces has; each list of faces in the styles names all."""
    names = [face.format(subset) for face in FACES for subset in SUBSETS]
    return frozenset(map(chr, set.union(*map(_characters, [*names, SYMBOLS]))))


def _characters(font: str) -> set[int]:
    path = finders.find(f"print/fonts/{font}.woff2")
    if path is None:
        raise FileNotFoundError(font)
    with open(path, "rb") as content:
        return set(TTFont(io.BytesIO(content.read()), lazy=True).getBestCmap())


def with_glyphs(html: str) -> tuple[str, set[str]]:
    """`html` with a visible square for each character we cannot draw, and which those were."""
    missing: set[str] = set()
    html = _CONTROL.sub("", _SILENT.sub("", html))
    known = drawable()

    def draw(character: str) -> str:
        if character in known or character in _LAYOUT:
            return character
        if character in INSTEAD:
            return INSTEAD[character]
        missing.add(character)
        return PLACEHOLDER

    table = {ord(each): draw(each) for each in set(html)}
    return html.translate(table), missing
