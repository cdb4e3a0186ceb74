"""Who is who across articles: namesakes told apart, a user's decisions obeyed, doubtful pairs found."""

from newstext.identity.decisions import Decision, DecisionError, Decisions
from newstext.identity.resolving import Sighting, resolve

__all__ = ["Decision", "DecisionError", "Decisions", "Sighting", "resolve"]
