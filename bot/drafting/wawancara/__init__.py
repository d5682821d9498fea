"""The interview before a draft: which questions matter, in which order, and what the answers change.

Pure: everything follows from what was read (:class:`~bot.drafting.wawancara.bahan.Bahan`), the answers so
far and what is remembered of the person, so that the interview can be taken up again after a restart from
the rows of its answers alone.
"""
