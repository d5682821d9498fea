"""``make bench``: where time goes, as ratios against baselines of the same run.

Absolute times depend on the machine and on what else it does; a ratio against
plain loading of the same file by the underlying library does not.
"""
