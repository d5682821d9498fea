"""The reader of PDF files with a text layer, where a table is only ink: rules and letters at places.

What is on a page (`content`, `glyphs`, `turn`), letters into words and lines (`words`, `text`), rules into
cells (`ruling`, `columns`, `rows`, and `open` for tables without rules), parts of several pages into one
table (`draft`, `stitch`), and the text around them (`flow`).  `reader` puts them together.
"""
