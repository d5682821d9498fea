"""How well the index finds places: question sets, the rule of a right place, metrics, disturbances.

Nothing of the product needs this package at run time; the answers are measured in ``bot.evaluation.answers``.
"""
