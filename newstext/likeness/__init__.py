"""Which texts are copies of each other, and which tell one story: signatures, exact comparison, choice of the first."""
