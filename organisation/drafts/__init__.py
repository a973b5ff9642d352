"""What is typed and not yet sent, for every form, also after log-out. See docs/jobs.md."""
