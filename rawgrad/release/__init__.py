"""What is handed out: an assignment without its solutions, an autograder, a workflow."""
