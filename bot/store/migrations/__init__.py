"""Alembic's scripts; append only."""
