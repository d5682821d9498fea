"""How a command ends; 2, bad input or usage, comes with its :class:`~bot.errors.LkjipError`."""

EXIT_DONE = 0
EXIT_FAULT = 1
"""A fault of ours, with an incident id in the log."""
EXIT_SETTING = 3
"""A needed setting or service is missing."""
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141
"""128 + SIGPIPE: what a shell reports when the reader of a pipe has gone."""
