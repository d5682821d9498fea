"""What an administrator does, without Telegram: roles, sources, statistics, broadcasts, health."""
