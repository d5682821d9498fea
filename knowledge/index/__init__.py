"""One hybrid search over every passage, lexical and dense, inside a scope."""
