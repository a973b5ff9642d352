"""Rich text: HTML of a short allow-list, cleaned on the server before anything stores it.

`clean` for what an editor or a paste sends, `from_plain` and `to_plain` for a textarea, `to_print`
for documents, `RichTextField` for forms. See docs/documents.md.
"""

from organisation.web.richtext.cleaning import clean
from organisation.web.richtext.fields import RichTextField, RichTextWidget
from organisation.web.richtext.printing import to_print
from organisation.web.richtext.text import from_plain, is_plain, keep_ids, read, to_plain

__all__ = [
    "RichTextField",
    "RichTextWidget",
    "clean",
    "from_plain",
    "is_plain",
    "keep_ids",
    "read",
    "to_plain",
    "to_print",
]
