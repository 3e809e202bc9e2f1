"""The process that speaks HTTP: it reads requests, lets workers answer them, and evaluates nothing itself."""
