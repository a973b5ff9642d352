"""From a template and a frozen context to a PDF that is archived and read aloud. See docs/documents.md."""
