"""The ready pieces for tertialrapport, årsberetning and the budget."""
