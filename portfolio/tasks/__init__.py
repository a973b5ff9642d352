"""What the worker does for the portfolio, noun by noun."""

from portfolio.tasks import action, benefit, gate, money, priority, status

__all__ = ["action", "benefit", "gate", "money", "priority", "status"]
