"""The parts of the innovation account of a year."""
