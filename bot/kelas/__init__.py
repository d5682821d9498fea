"""Bimtek classes, without Telegram: opening and closing, links, and the recap as a Word file."""
