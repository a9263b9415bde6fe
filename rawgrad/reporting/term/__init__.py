"""The term report shows all assignments of a course on one page, from their gradebooks alone."""
