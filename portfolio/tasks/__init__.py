"""What the worker does for the portfolio, noun by noun."""

from portfolio.tasks import action, benefit, gate, money, paper, priority, status

__all__ = ["action", "benefit", "gate", "money", "paper", "priority", "status"]
