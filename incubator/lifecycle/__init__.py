"""The moves of what the incubator has, noun by noun."""

from incubator.lifecycle.course import STEPS, CourseState

__all__ = ["STEPS", "CourseState"]
