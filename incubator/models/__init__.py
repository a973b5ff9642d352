"""The models of the incubator, split by noun."""

from incubator.models.course import Course, CourseProof, Participation

__all__ = ["Course", "CourseProof", "Participation"]
