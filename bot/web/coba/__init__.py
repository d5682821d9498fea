"""The try-out: the actual bot in front of a world with a few invented people, and a page to act them.

``pemeran`` names the people, ``panggung`` runs world, Bot API server and bot in one event loop,
``bot.web.coba_api`` is what the page in ``statis`` talks to.
"""
