"""From a grid of located cells to an indicator or budget table, for every file format alike.

Regions and their header rows are found (`regions`, `headers`), each heading's words are weighed
(`vocabulary` and `wording` as data, `meaning`), roles are settled over the whole table against what stands
in its columns (`columns`, `roles`, `settle`), rows are told apart and read (`classify`, `rows`,
`budget_rows`, `cells`), and the result is put together or refused with a reason (`assemble`, `judge`).
:mod:`bot.tables.read` is the door.
"""
