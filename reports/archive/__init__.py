"""Handing cases over to an archive: what is told, how it is written, and how it is carried."""
