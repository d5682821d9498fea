"""The chat: what comes from Telegram becomes a call of a service, what a service says goes out.

The way of an update: ``intake`` keeps it (inbox), ``dispatch`` hands it to one handler at a time per
person, the handler does its work in one :meth:`~bot.telegram.turn.Turn.unit`, ``sender`` delivers the
outbox.  Handlers are in modules by topic, each with a ``pasang(router)`` that names its commands,
buttons and texts.  Nothing about an interview, a queue or a role is kept in memory.
"""
