"""The dashboard: key figures and charts of the projects that somebody has chosen to look at.

`selection` reads the address, `facts` what every figure begins with, `figures` and `charts/` make
what is shown, and `behind` the lists that the figures lead to. Each takes its day as an argument,
and reads ordinary querysets only, so that inside `as_of` the same code shows an earlier day.
"""
