"""The narasumber's side: the queue of open questions, their reference answers, and the bank of answers.

Services without Telegram; ``bot.telegram.narasumber`` is their face in the chat.
"""
