"""What the worker does for the portfolio, noun by noun."""

from portfolio.tasks import action, benefit, money, status

__all__ = ["action", "benefit", "money", "status"]
