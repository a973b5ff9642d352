"""Running the product on one's own machine: `make demo`, and the servers the tests use.

Nothing here is used in production, where PostgreSQL and Redis are services of their own.
"""
