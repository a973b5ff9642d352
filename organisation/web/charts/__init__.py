"""Charts drawn on the server as SVG: the same picture on the page, in the PDF and as a file.

Fills are attributes from one palette that holds 3:1 against light and dark paper; full, striped and
outline come before a second colour, and a light has a letter and a shape. The table with the same
figures is part of the chart. A chart that is wide on a wide screen has a second layout for phones.
"""

from organisation.web.charts.bars import Bars, LyingBars, OfSeries, Series
from organisation.web.charts.bubbles import Bubble, Bubbles
from organisation.web.charts.drawing import AXIS, PALETTE, Drawing, Fill, Text, Value
from organisation.web.charts.funnel import Funnel, FunnelStep
from organisation.web.charts.heat import HeatColumn, HeatMap, HeatRow
from organisation.web.charts.roadmap import Flag, Road, Roadmap, Span, Stop

__all__ = [
    "AXIS",
    "PALETTE",
    "Bars",
    "Bubble",
    "Bubbles",
    "Drawing",
    "Fill",
    "Flag",
    "Funnel",
    "FunnelStep",
    "HeatColumn",
    "HeatMap",
    "HeatRow",
    "LyingBars",
    "OfSeries",
    "Road",
    "Roadmap",
    "Series",
    "Span",
    "Stop",
    "Text",
    "Value",
]
