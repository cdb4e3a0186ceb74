"""What BI tools import: a dashboard for Apache Superset, native questions for Metabase."""
