"""What all charts share: the frame with its title, paint, marks, legend and the plain table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal, Self

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

PALETTE = ("#2a7cc5", "#826db7", "#25876f", "#a56d13", "#ce4d4d", "#77797b")
AXIS = "#77797b"
NARROW = 326  # the width charts are drawn in for a phone, in their own units
CHARACTER = 0.54  # of the size of the type, on the average, in our font
ON_PAPER = 0.66  # points for each unit of a drawing: its type becomes 8.6 points
# The faces of static/print/fonts.css, in the order its lists name them.
PRINT_FACES = (
    "Print Sans, Print Sans Ext, Print Sans Viet, Print Sans Greek, Print Sans Cyrillic, "
    "Print Symbols"
)
Text = str | Promise
Fill = Literal["full", "striped", "outline", "tint"]
Mark = Literal["", "plan", "watch", "act", "stale", "none"]
Value = int | Decimal

# fill, edge and ink of a light; letter and shape say the same without colour
LIGHT_PAINT: dict[str, tuple[str, str, str]] = {
    "plan": ("#068718", "#056d13", "#ffffff"),
    "watch": ("#ea9b1b", "#80540f", "#000000"),
    "act": ("#c01b1b", "#9b1616", "#ffffff"),
    "stale": ("#ffffff", "#77797b", "#5b5d5f"),
    "none": ("#ffffff", "#77797b", "#5b5d5f"),  # nobody has told
}
LETTERS: dict[str, str] = {"plan": "P", "watch": "F", "act": "T", "stale": "–", "none": ""}
SHAPES: dict[str, str] = {
    "plan": '<circle cx="11" cy="11" r="9" {}/>',
    "watch": '<path d="M11 2 20.5 19H1.5z" stroke-linejoin="round" {}/>',
    "act": '<rect x="2.5" y="2.5" width="17" height="17" rx="2" {}/>',
    "stale": '<circle cx="11" cy="11" r="9" stroke-dasharray="3 2.5" {}/>',
    "none": '<circle cx="11" cy="11" r="9" {}/>',
}


@dataclass(frozen=True)
class Drawing:
    """A chart. `name` is unique on its page, `summary` what somebody who cannot see it should know.

    `web=False` leaves out links and uses black text, for a PDF or a file.
    """

    name: str
    title: Text
    summary: Text

    caption: Text = ""
    web: bool = True
    linked: bool = True  # leads to the rows behind it

    # What a kind of chart brings: its width on a wide screen, its drawing, and its table.
    width: int = NARROW

    def body(self, width: int) -> tuple[str, float]:
        """The drawing at `width`, and how high it became."""
        raise NotImplementedError

    def table(self) -> SafeString:
        raise NotImplementedError

    has_links = False

    def svg(self) -> SafeString:
        wide = self.web and self.width > NARROW
        return self.frame(self.width, "chart for-wide" if wide else "chart")

    def narrow(self) -> SafeString:
        """The same chart laid out for a phone; empty when one drawing serves both."""
        if not self.web or self.width <= NARROW:
            return mark_safe("")
        # A name of its own, since what a hidden drawing defines cannot be used by a shown one.
        return replace(self, name=f"{self.name}-n").frame(NARROW, "chart for-narrow")

    def frame(self, width: int, css: str) -> SafeString:
        drawn, height = self.body(width)
        return format_html(
            '<svg class="{}" viewBox="0 0 {} {}" role="{}" aria-labelledby="{}-t {}-d"'
            ' font-size="13"{}>'
            '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
            css,
            width,
            n(height),
            "group" if self.is_linked and self.has_links else "img",
            *(self.name, self.name),
            "" if self.web else SafeString(' font-family="Inter, Arial, sans-serif"'),
            *(self.name, self.title, self.name, self.summary),
            SafeString(drawn),
        )

    @property
    def is_linked(self) -> bool:
        return self.web and self.linked

    def for_print(self) -> Self:
        return replace(self, web=False)

    def printed(self, width: int | None = None) -> SafeString:
        """The drawing as a figure for a PDF; its title and summary are the alternative text.

        `width` is in the drawing's own units, 0.66 points each: 750 fills a column of 174 mm.
        """
        paper = self.for_print()
        across = width or paper.width
        drawn, height = paper.body(across)
        return format_html(
            '<figure class="chart"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"'
            ' width="{}pt" height="{}pt" font-size="13" font-family="{}">'
            "<title>{}. {}</title>{}</svg></figure>",
            *(across, n(height), n(across * ON_PAPER), n(height * ON_PAPER), PRINT_FACES),
            *(self.title, self.summary, SafeString(drawn)),
        )

    def as_block(self, width: int | None = None, **more: Any) -> dict[str, Any]:
        """The chart as a block of a document's context (docs/documents.md), with its table."""
        return {
            "kind": "chart",
            "title": str(self.title),
            "caption": str(self.caption),
            "figure": str(self.printed(width)),
            "table": str(self.for_print().table()),
            **more,
        }

    def file(self) -> str:
        """The drawing as an SVG file of its own, on white paper."""
        svg = self.for_print().svg()
        whole = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        before, _title, rest = whole.partition("<title ")
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n{before}'
            f'<rect width="100%" height="100%" fill="#ffffff"/><title {rest}\n'
        )

    # --- Small parts ----------------------------------------------------------------------------

    @property
    def ink(self) -> str:
        return "currentColor" if self.web else "#000000"

    def link(self, url: str, words: Text, drawn: str, css: str = "bar-link") -> str:
        """`drawn` as a link that says `words`; without a link the words are its title."""
        if not (self.is_linked and url):
            return format_html("<g><title>{}</title>{}</g>", words, SafeString(drawn))
        return format_html(
            '<a href="{}" class="{}"><title>{}</title>{}</a>',
            *(url, css, words, SafeString(drawn)),
        )

    def text(self, x: float, y: float, words: Text, **more: Any) -> str:
        """Words at a point. `anchor` start, middle or end; `weight`, `size`, `halo`, `hidden`."""
        extra = ""
        if anchor := more.get("anchor"):
            extra += f' text-anchor="{anchor}"'
        if weight := more.get("weight"):
            extra += f' font-weight="{weight}"'
        if size := more.get("size"):
            extra += f' font-size="{size}"'
        if more.get("halo") and self.web:
            extra += ' class="halo"'
        if more.get("hidden"):
            extra += ' aria-hidden="true"'
        return format_html(
            '<text x="{}" y="{}" fill="{}"{}>{}</text>',
            *(n(x), n(y), more.get("fill") or self.ink, SafeString(extra), words),
        )

    def box(
        self, x: float, y: float, width: float, height: float, fill: Fill, color: int = 0
    ) -> str:
        """A bar; its line is drawn inside, so that an outline is as large as a full bar."""
        paint = PALETTE[color]
        if fill == "full":
            return (
                f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" {_q(paint)}/>'
            )
        x, y, width, height = x + 0.75, y + 0.75, max(width - 1.5, 0), max(height - 1.5, 0)
        inside = {
            "outline": 'fill="none"',
            "striped": f'fill="url(#{self.name}-s{color})"',
            "tint": f'fill="{paint}" fill-opacity=".22"',
        }[fill]
        return (
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" {inside}'
            f' stroke="{paint}" stroke-width="1.5"/>'
        )

    def stripes(self, fills: Iterable[tuple[Fill, int]]) -> SafeString:
        """The patterns that the striped ones among `fills` are painted with."""
        colors = sorted({color for fill, color in fills if fill == "striped"})
        if not colors:
            return mark_safe("")
        return format_html(
            "<defs>{}</defs>",
            format_html_join(
                "",
                '<pattern id="{}-s{}" width="6" height="6" patternUnits="userSpaceOnUse"'
                ' patternTransform="rotate(45)"><path d="M0 0V6" stroke="{}" stroke-width="3"/>'
                "</pattern>",
                ((self.name, color, PALETTE[color]) for color in colors),
            ),
        )

    def light(self, mark: str, x: float, y: float, scale: float = 0.8) -> str:
        """A light with its shape and letter; the words belong to what it stands in."""
        fill, edge, ink = LIGHT_PAINT[mark]
        css = f' class="mark-{mark}"' if self.web else ""
        letter = f' class="ink-{mark}"' if self.web else ""
        shape = SHAPES[mark].format(f'fill="{fill}" stroke="{edge}" stroke-width="1.25"{css}')
        low = 16.5 if mark == "watch" else 15
        return (
            f'<g transform="translate({n(x)} {n(y)}) scale({scale})">{shape}'
            f'<text x="11" y="{low}" font-size="11" font-weight="700" text-anchor="middle"'
            f' fill="{ink}" aria-hidden="true"{letter}>{LETTERS[mark]}</text></g>'
        )

    def key(
        self, items: Sequence[tuple[Text, Fill, int]], top: float, width: int
    ) -> tuple[str, float]:
        """What each paint means, in as many lines as it takes; the drawing and where it ends."""
        drawn, x, y = [], 1.0, top
        for label, fill, color in items:
            size = 34 + length(label)
            if x > 1 and x + size > width:
                x, y = 1.0, y + 22
            drawn.append(self.box(x, y, 26, 12, fill, color))
            drawn.append(self.text(x + 32, y + 10.5, label))
            x += size + 14
        return "".join(drawn), y + 16 if items else top


def table(
    caption: Text, heads: Sequence[Text], rows: Iterable[Sequence[Any]], *, words: int = 1
) -> SafeString:
    """A plain table; the first column names the row, columns from `words` on are figures."""
    head = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        ((END if place >= words else "", label) for place, label in enumerate(heads)),
    )
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (
                row[0],
                format_html_join(
                    "",
                    "<td{}>{}</td>",
                    (
                        (FIGURE if place >= words else "", cell)
                        for place, cell in enumerate(row[1:], start=1)
                    ),
                ),
            )
            for row in rows
        ),
    )
    return format_html(
        '<table class="ds-table"><caption class="ds-sr-only">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        *(caption, head, body),
    )


END = mark_safe(' class="end"')
FIGURE = mark_safe(' class="end num"')


def linked(words: Any, url: str, web: bool) -> Any:
    """`words`, leading to `url` on a page."""
    return format_html('<a href="{}">{}</a>', url, words) if web and url else words


def n(value: float) -> str:
    """A number in an SVG attribute: a full stop, one decimal."""
    return f"{value:.1f}"


def length(words: Text, size: float = 13) -> float:
    """About how long `words` become, a little too much rather than too little."""
    return len(str(words)) * size * CHARACTER


def shortened(words: Text, room: float, size: float = 13) -> str:
    """`words` in the room there is, with a dot-dot-dot where they had to be cut."""
    said = str(words)
    fits = max(int(room / (size * CHARACTER)), 3)
    return said if len(said) <= fits else f"{said[: fits - 1].rstrip(' ,.:–-')}…"


def in_lines(words: Text, room: float, size: float = 13) -> list[str]:
    """`words` on one line, or on two where that is what it takes; the last is cut."""
    said = str(words)
    if length(said, size) <= room:
        return [said]
    fits = max(int(room / (size * CHARACTER)), 3)
    at = said.rfind(" ", 0, fits + 1)
    if at <= 0:
        return [shortened(said, room, size)]
    return [said[:at], shortened(said[at + 1 :], room, size)]


def _q(paint: str) -> str:
    return f'fill="{paint}"'
