"""What papers of the portfolio hold: report, innovation account, ready pieces, workbook.

A *part* reads a board and writes blocks of plain data (`part.py`); PDF, Word, text and page are
made of the same blocks. Each part is a module of its own in `report/`, `account/`, `pieces/`; the
sheets of the workbook in `sheets/`. `catalogue.py` says which parts a kind of paper has, and
`compose.py` puts a paper together.
"""
