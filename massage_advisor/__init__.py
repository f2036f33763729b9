"""massage-advisor: which massage suits you, and which could harm."""
