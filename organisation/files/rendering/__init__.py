"""From a frozen context to a PDF that can be archived and read aloud. See docs/documents.md."""
