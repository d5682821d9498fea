"""Tests of what a browser or HTTP reaches."""
