"""The sample reports that the repository ships: each with how it is printed and on which carrier."""

from __future__ import annotations

from samples.shipped import fuzhou, guangzhou, hongze, huaian, shanghai, yunxi
from samples.shipped.sample import Sample

SAMPLES: tuple[Sample, ...] = (
    *guangzhou.SAMPLES,
    *fuzhou.SAMPLES,
    *huaian.SAMPLES,
    *hongze.SAMPLES,
    *shanghai.SAMPLES,
    *yunxi.SAMPLES,
)
