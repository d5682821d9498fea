"""Examination of a report (LKjIP): against a table, or against itself.

:func:`check_report` takes what ``bot.tables.read`` made of the report; :func:`check_file` reads the
files itself.  What comes back is a :class:`~bot.drafting.periksa.model.Pemeriksaan`.
"""

from bot.drafting.periksa.model import Pemeriksaan, Selisih
from bot.drafting.periksa.periksa import check_file, check_report

__all__ = ["Pemeriksaan", "Selisih", "check_file", "check_report"]
