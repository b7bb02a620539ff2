"""Chebyshev fits behind UnaryKernels.Erf: coefficients and largest errors. Needs numpy.

Below 1: erf(x) = x p(x²). From 1 to 4: erf(x) = 1 - exp(-q(x)).
"""
from math import erf, erfc, log, sqrt

import numpy as np
from numpy.polynomial import Polynomial, chebyshev

nodes = np.cos(np.pi * (np.arange(200) + 0.5) / 200)


def fit(degree, low, high, function):
    x = low + (nodes + 1) / 2 * (high - low)
    y = np.array([function(v) for v in x])
    series = Polynomial(chebyshev.cheb2poly(chebyshev.chebfit(nodes, y, degree)))
    scaled = series(Polynomial([-(high + low) / (high - low), 2 / (high - low)]))
    return scaled, x, y


near, u, y = fit(6, 0, 1, lambda v: erf(sqrt(v)) / sqrt(v))
print("p", near.coef.tolist(), "error", np.abs(near(u) - y).max())
far, x, y = fit(7, 1, 4, lambda v: -log(erfc(v)))
print("q", far.coef.tolist(), "error", np.abs((far(x) - y) * np.exp(-y)).max())
