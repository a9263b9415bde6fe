"""The exercises in a browser: a static folder, and the bridge that runs inside the page."""
