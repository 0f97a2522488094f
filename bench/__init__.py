"""Measurements: builds of the book, and grading beside stock nbgrader. Run by `make bench`."""
