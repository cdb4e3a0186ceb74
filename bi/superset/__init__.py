"""The dashboard for Apache Superset, and what makes its files."""
