"""Tests of the local Bot API server: the real python-telegram-bot against it, and raw requests."""
