"""What the worker does for the portfolio, noun by noun."""
