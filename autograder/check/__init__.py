"""`autograder check`: can an exercise be trusted? Contracts, mutants and lint of every assignment."""
