"""An indicator table becomes facts, sections and a Word file, over a ledger that is audited."""
