"""A file becomes grids of located cells, columns with roles, and at last an indicator table."""
