"""Composes the answer out of statements; ``engine.compose`` is the way in."""
