"""The sections of the report, one a module: each asks its questions, cites its receipts and says what it found."""
