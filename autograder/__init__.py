"""Grade notebooks in two processes: student code and hidden tests never meet."""

__version__ = "1.0.0"
