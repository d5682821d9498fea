"""What the bot says and keeps in a conversation, without Telegram's protocol.

Handlers (``bot.telegram``) and jobs (``bot.jobs``) both speak through here: a
:class:`~bot.chat.message.Pesan` is what is said, a :class:`~bot.chat.unit.Unit`
is one transaction in which everything that an update or a step changes, and
everything that it says, is committed together.  Whoever commits a message has
delivered it: the sender takes it from the outbox, whatever happens to the
process that made it.
"""
