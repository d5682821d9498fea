"""What the assistant knows, and where it stands.

Sources (a registry and authored passages), ingestion of further documents, one hybrid search over
all of them, the embedding model, and the evaluation of all this.  Nothing here imports ``bot``: the
index answers which passages speak of a question, not what to say about them.
"""
