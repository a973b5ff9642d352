"""The parts of the portfolio report, one module each."""
