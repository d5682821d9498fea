"""One reader per file format: bytes that passed the intake become a document of grids and paragraphs.

A reader keeps what stood in the file (exact number, format, merge, what is hidden) and its place; what it
means is the business of :mod:`bot.tables.understanding`.  All run in the child process only.
"""
