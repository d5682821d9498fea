"""Fixtures of whole processes."""

from tests.bantu.postgres import basis, postgres, postgres_server

__all__ = ["basis", "postgres", "postgres_server"]
