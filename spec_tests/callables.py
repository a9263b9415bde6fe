"""The functions that cases hand to a submission by name: `{call = "quadratic"}`."""
