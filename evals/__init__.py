"""Measures how good the assistant's answers are, and how far the measure can be trusted."""
