"""What the assistant knows: sources, passages, the index, and how well it does.  Never imports ``bot``."""
