"""The search box's answers, and the views of lists people save."""
