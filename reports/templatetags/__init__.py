"""Tags and filters for pages of cases."""
