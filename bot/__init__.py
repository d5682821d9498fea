"""Asisten LKjIP: answers about performance reporting, and drafts of the report itself.

Rooms, and the direction in which they may import each other::

    cli, telegram, web -> jobs -> drafting, answering -> tables, kinerja, knowledge

``kinerja`` imports nothing of the project.  ``app`` alone knows which
implementation stands behind an interface.
"""

__version__ = "0.1.0"
