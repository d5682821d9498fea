"""How well the reader reads: gold values of real files and of generated layouts, scored the same way.

``gold`` holds what a file is known to say, ``rows`` what was read from it,
``scoring`` matches the two row by row and compares values exactly, ``grammar``
generates layouts whose gold is known by construction, ``suites`` runs the sets
and holds them against ``gates``.
"""
