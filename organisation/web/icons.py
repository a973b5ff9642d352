"""Every icon of the product: 20 by 20, drawn with one stroke in the colour of the text.

Drawn by us. The tag `{% icon "name" %}` sets each one inline, so fragments need no sprite.
"""

ICONS: dict[str, str] = {
    "archive": '<path d="M3 4h14v4H3zM4.5 8v8.5h11V8M8 11.5h4"/>',
    "bell": '<path d="M5 8.5a5 5 0 0 1 10 0c0 4 1.5 5 1.5 5h-13S5 12.5 5 8.5M8.5 16.5h3"/>',
    "bold": '<path d="M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z"/>',
    "calendar": '<path d="M3 5h14v12H3zM3 9h14M7 3v3M13 3v3"/>',
    "chart": '<path d="M3 17h14M6 14V9M10 14V5M14 14v-3"/>',
    "chat": '<path d="M3 4h14v9.5H9L5.5 17v-3.5H3z"/>',
    "check": '<path d="m4 10.5 4 4 8-9"/>',
    "clock": '<circle cx="10" cy="10" r="7"/><path d="M10 6v4l2.5 2"/>',
    "copy": '<path d="M7 7h10v10H7zM4 13H3V3h10v1"/>',
    "cross": '<path d="m5 5 10 10M15 5 5 15"/>',
    "doc": '<path d="M5 2.5h6.5L15 6v11.5H5zM7.5 9h5M7.5 12h5"/>',
    "down": '<path d="M10 4v11m-4.5-4.5L10 15l4.5-4.5"/>',
    "download": '<path d="M10 3v10m-4-4 4 4 4-4M4 17h12"/>',
    "edit": '<path d="m4 13.5-.5 3 3-.5L16 6.5 13.5 4zM11.5 6l2.5 2.5"/>',
    "filter": '<path d="M3 4.5h14L11.5 11v5.5l-3-1.5v-4z"/>',
    "flag": '<path d="M5 17.5v-14h10l-2 3.5 2 3.5H5"/>',
    "folder": '<path d="M3 5h5l1.5 2H17v9H3z"/>',
    "foot": '<path d="M4 16 8 5l4 11M5.5 12h5M14.5 4.5 16 4v4"/>',
    "gate": '<path d="M10 2.5 17.5 10 10 17.5 2.5 10z"/>',
    "gear": (
        '<circle cx="10" cy="10" r="2.5"/><path d="M10 3v2.5M10 14.5V17M3 10h2.5M14.5 10H17'
        'M5 5l1.8 1.8M13.2 13.2 15 15M15 5l-1.8 1.8M6.8 13.2 5 15"/>'
    ),
    "help": '<circle cx="10" cy="10" r="7"/><path d="M7.8 8a2.2 2.2 0 1 1 2.2 2.5v1M10 14v.1"/>',
    "hide": (
        '<path d="m3 3 14 14M8 8.2a2.6 2.6 0 0 0 3.7 3.7M5 6.5C3.5 7.7 2.5 10 2.5 10s2.5 5 '
        '7.5 5c1.2 0 2.3-.3 3.2-.8M9 5.1l1-.1c5 0 7.5 5 7.5 5s-.5 1.1-1.5 2.3"/>'
    ),
    "home": '<path d="M3 9.5 10 3.5l7 6M5 8v8.5h3.5V12h3v4.5H15V8"/>',
    "idea": (
        '<path d="M7.5 14c0-1.5-2.5-2.8-2.5-5.8a5 5 0 0 1 10 0c0 3-2.5 4.3-2.5 5.8zM8 17h4"/>'
    ),
    "info": '<circle cx="10" cy="10" r="7"/><path d="M10 9v5M10 6.5v.1"/>',
    "italic": '<path d="M8 4h6M6 16h6M11.5 4l-3 12"/>',
    "left": '<path d="m12 5-5 5 5 5"/>',
    "link": (
        '<path d="m8.5 11.5 3-3M9 6l1.8-1.8a3.3 3.3 0 0 1 5 5L14 11M11 14l-1.8 1.8a3.3 3.3 0 0 '
        '1-5-5L6 9"/>'
    ),
    "list": '<path d="M8 5h9M8 10h9M8 15h9M3.5 5h.1M3.5 10h.1M3.5 15h.1"/>',
    "live": '<path d="M3 10h3l2-5 4 10 2-5h3"/>',
    "lock": '<path d="M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9"/>',
    "mail": '<path d="M3 5h14v10.5H3zM3 6l7 5 7-5"/>',
    "menu": '<path d="M3 6h14M3 10h14M3 14h14"/>',
    "money": (
        '<rect x="2.5" y="5" width="15" height="10" rx="1"/><circle cx="10" cy="10" r="2.25"/>'
    ),
    "numbers": (
        '<path d="M8 5h9M8 10h9M8 15h9M3 4l1-.7V8M3 12.5c1.5-1.5 2.5.3 1.5 1.5L3 16h2.2"/>'
    ),
    "out": '<path d="M11 4H4v12h7M8.5 10H17m-3-3 3 3-3 3"/>',
    "over": '<path d="M10 3 18 16.5H2zM10 8v4M10 14.2v.1"/>',
    "pause": '<path d="M7.5 5v10M12.5 5v10"/>',
    "people": (
        '<circle cx="7.5" cy="7.5" r="2.5"/><path d="M2.5 16c.5-3 2.5-4.5 5-4.5s4.5 1.5 5 4.5'
        'M12.5 5.2a2.5 2.5 0 0 1 0 4.6M14.5 12c1.7.7 2.7 2 3 4"/>'
    ),
    "person": '<circle cx="10" cy="7" r="3"/><path d="M4 17c.6-3.3 3-5 6-5s5.4 1.7 6 5"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "print": '<path d="M6 7V3h8v4M6 14H3V7h14v7h-3M6 11.5h8V17H6z"/>',
    "right": '<path d="m8 5 5 5-5 5"/>',
    "search": '<circle cx="9" cy="9" r="5.5"/><path d="m13 13 4 4"/>',
    "send": '<path d="M17 3 8.5 11.5M17 3l-5 14-3.5-5.5L3 8z"/>',
    "shield": '<path d="M10 2.5 16 5v4.5c0 4-2.5 6.5-6 8-3.5-1.5-6-4-6-8V5z"/>',
    "star": ('<path d="m10 3 2.1 4.6 5 .6-3.7 3.4 1 4.9-4.4-2.5-4.4 2.5 1-4.9L2.9 8.2l5-.6z"/>'),
    "table": '<path d="M3 4h14v12H3zM3 8h14M8 8v8"/>',
    "target": '<circle cx="10" cy="10" r="7"/><circle cx="10" cy="10" r="3"/>',
    "trash": '<path d="M4 6h12M8 6V3.5h4V6M5.5 6l.7 11h7.6l.7-11M8.5 9v5M11.5 9v5"/>',
    "trend": '<path d="m3 13 5-5 3 3 6-6M13 5h4v4"/>',
    "undo": '<path d="M7 4 3.5 7.5 7 11M3.5 7.5H12a4.5 4.5 0 0 1 0 9H8"/>',
    "unit": '<path d="M7.5 3h5v4h-5zM2.5 13h5v4h-5zM12.5 13h5v4h-5zM10 7v3M5 13v-3h10v3"/>',
    "up": '<path d="M10 16V5m-4.5 4.5L10 5l4.5 4.5"/>',
}
ICONS["x"] = ICONS["cross"]

# Marks inside state tags, 14 by 14: the fill follows the way from new to put to use.
MARKS: dict[str, str] = {
    "new": '<circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" stroke-width="1.75"/>',
    "work": (
        '<circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" stroke-width="1.75"/>'
        '<path d="M7 2a5 5 0 0 1 0 10z" fill="currentColor"/>'
    ),
    "done": '<circle cx="7" cy="7" r="6" fill="currentColor"/>',
    "wait": '<path d="M5 3v8M9 3v8" fill="none" stroke="currentColor" stroke-width="2"/>',
    "yes": (
        '<path d="m2.5 7.5 3 3 6-7" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round"/>'
    ),
    "no": (
        '<path d="m3 3 8 8M11 3l-8 8" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round"/>'
    ),
    "stopped": '<rect x="2.5" y="2.5" width="9" height="9" rx="1" fill="currentColor"/>',
    "none": (
        '<path d="M3 7h8" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round"/>'
    ),
}

# Lights, 24 by 24: shape and letter carry the meaning, colour supports them.
LIGHTS: dict[str, str] = {
    "plan": '<circle cx="12" cy="12" r="10"/><text x="12" y="16">P</text>',
    "watch": '<path d="M12 2 22.5 21h-21z"/><text x="12" y="18.5">F</text>',
    "act": ('<rect x="3" y="3" width="18" height="18" rx="2"/><text x="12" y="16">T</text>'),
    "stale": '<circle cx="12" cy="12" r="10"/><text x="12" y="16">–</text>',
}
