"""A file becomes grids of located cells, columns with roles, and at last an indicator table.

Use :func:`bot.tables.read.read` for a file, :func:`bot.tables.read.understand` for a document
that is already read, and :func:`bot.tables.combine.merge` for the one table of a draft.
"""
