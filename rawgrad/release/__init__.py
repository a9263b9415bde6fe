"""An assignment is handed out: without its solutions, as an autograder, or with a workflow."""
