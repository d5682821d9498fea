"""A question in, a cited answer or an honest refusal out.

``answer`` understands the question, searches, weighs the evidence, and composes; a language model may
reword, and code checks what it wrote.
"""
