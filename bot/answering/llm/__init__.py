"""Answers in the words of a language model, and the code that checks every word of them that matters.

The model sees keyed passages and the composed answer; what it writes is shown only if every check passes,
and the composed answer stays otherwise.  Nothing here is imported unless ``LKJIP_LLM`` is set.
"""
