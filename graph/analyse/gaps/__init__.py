"""What the articles hold evidence for and what not: the matrix, the coverage of policies, sources, disagreements."""
