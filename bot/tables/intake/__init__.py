"""The gate that every stranger's file passes before anything in it is believed.

What kind of file it is by its bytes (`detect`), how much and how long may be read (`limits`, `evidence`),
what happens in the child process that reads it (`child`), how its answer crosses back (`transfer`), and
every refusal with its remedy (`failures`).  :mod:`bot.tables.sandbox` is the door; nothing here knows
what an indicator is.
"""
