"""The domain, pure: values, arah, capaian, skala, tren, anggaran, temuan.

Imports nothing of the project and nothing outside the standard library.
"""
