"""Every sentence that the assistant speaks, as files; read by ``bot.texts``."""
