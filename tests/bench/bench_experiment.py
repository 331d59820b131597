# SPDX-License-Identifier: GPL-3.0-or-later
# bench_experiment.py FOLDER: the same work as bench_experiment on the amounts that it left there, in numpy and
# scipy: Welch's test, and 10,000 resamples with a BCa interval, numbers of buyers from the binomial as well.
import sys
import time
from pathlib import Path

import numpy as np
from scipy import stats

folder = Path(sys.argv[1])
ours, size = (folder / "ours").read_text().split()
ours, size = float(ours), int(size)
control, variant = (np.fromfile(folder / f"arm{arm}.f64") for arm in (0, 1))
resamples = 10_000
random = np.random.default_rng(1)


def welch(one, two):
    def moments(values):
        mean = values.sum() / size
        squares = (values * values).sum() - size * mean * mean
        return mean, np.sqrt(squares / (size - 1))

    (m1, s1), (m2, s2) = moments(one), moments(two)
    return stats.ttest_ind_from_stats(m2, s2, size, m1, s1, size, equal_var=False)


def means(values):
    counts = random.binomial(size, len(values) / size, resamples)
    return np.array([values[random.integers(len(values), size=count)].sum() for count in counts]) / size


def influence(values):
    pulls = np.concatenate([values - values.sum() / size]) / size
    zero = -values.sum() / size / size
    rest = size - len(values)
    return (pulls**2).sum() + rest * zero**2, (pulls**3).sum() + rest * zero**3


begin = time.perf_counter()
welch(control, variant)
differences = np.sort(means(variant) - means(control))
estimate = (variant.sum() - control.sum()) / size
bias = stats.norm.ppf((differences < estimate).mean())
(s1, c1), (s2, c2) = influence(control), influence(variant)
acceleration = (c2 - c1) / (6 * (s1 + s2) ** 1.5)
z = stats.norm.ppf([0.025, 0.975])
shares = stats.norm.cdf(bias + (bias + z) / (1 - acceleration * (bias + z)))
low, high = np.quantile(differences, shares)
taken = time.perf_counter() - begin
print(f"numpy {np.__version__}, the same work: {taken:.3f} s; BCa {low:.4f} to {high:.4f}; ours took {ours / taken:.2f} of it")

begin = time.perf_counter()
few = 20
padded = [np.concatenate([values, np.zeros(size - len(values))]) for values in (control, variant)]
stats.bootstrap(
    padded[::-1], lambda b, a, axis: b.mean(axis) - a.mean(axis), n_resamples=few, batch=1, method="percentile",
    vectorized=True, random_state=1,
)
taken = (time.perf_counter() - begin) * resamples / few
print(f"scipy.stats.bootstrap on all recipients, from {few} resamples: {taken:.0f} s; ours took {ours / taken:.5f} of it")
