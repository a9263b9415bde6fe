"""The specification decides: cases, laws and scenarios, verdicts, points, diagnoses and stubs."""
