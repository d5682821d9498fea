"""What must survive: one database (SQLite in DATA_DIR by default), its tables and its migrations."""
