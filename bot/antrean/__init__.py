"""The questions that wait for a narasumber: which of them ask the same thing, and why each waits.

Below the chat, which fills the queue, and below ``bot.narasumber``, which empties it; its rows are
``bot.store.queue``.
"""
