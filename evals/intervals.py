"""How sure a share is: the interval of independent questions, and that of questions that come in clusters."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Z_95 = 1.959963984540054
"""The standard normal quantile of a two-sided interval of 95 %."""
_UPPER = 0.975


def wilson(count: float, n: float) -> tuple[float, float]:
    """The 95 % score interval of a share (E. B. Wilson, 1927), which holds for few and for all of them too.

    >>> [round(bound, 4) for bound in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    middle = (count + Z_95**2 / 2) / (n + Z_95**2)
    reach = Z_95 / (n + Z_95**2) * sqrt(count * (n - count) / n + Z_95**2 / 4)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def clustered(clusters: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    """The 95 % interval of a share from how many of how many hold in each cluster; None for fewer than two clusters.

    The share is a ratio estimator over clusters of unequal size (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, on proportions
    in cluster samples); its variance by that of simple random sampling is the design effect (L. Kish, Survey Sampling, 1965), here
    never below 1. The interval is Wilson's for the questions divided by the design effect, with Student's t for the number of
    clusters: N. Dean and M. Pagano, Evaluating confidence interval methods for binomial proportions in clustered surveys, Journal of
    Survey Statistics and Methodology 3 (2015), 484. Where all hold or none, nothing varies between clusters, and it is Wilson's.

    >>> [round(bound, 4) for bound in clustered([(8, 10), (10, 10), (2, 10)]) or ()]
    [0.0781, 0.9793]
    """
    count, n, many = sum(held for held, _ in clusters), sum(size for _, size in clusters), len(clusters)
    if many < 2:
        return None
    if count in (0, n):
        return wilson(count, n)
    from scipy.special import stdtrit  # type: ignore[import-untyped]  # scipy ships no types

    share = count / n
    variance = many / (many - 1) * sum((held - share * size) ** 2 for held, size in clusters) / n**2
    effect = max(1.0, variance / (share * (1 - share) / n))
    effective = n / effect * (Z_95 / float(stdtrit(many - 1, _UPPER))) ** 2
    return wilson(share * effective, effective)
