"""Telling the article apart from what a page puts around it: every line gets a kind and the rule that decided."""
