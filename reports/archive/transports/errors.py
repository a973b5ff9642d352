"""What can go wrong on the way to an archive."""


class NotDelivered(Exception):
    """Nobody took the package this time; it may be tried again."""


class NotTaken(Exception):
    """The receiver said no; `reason` is in its own words. Trying again would not help."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
