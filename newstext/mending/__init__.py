"""Findings of what makes raw text hard to read, as edits that `newstext.view` lays over it."""
