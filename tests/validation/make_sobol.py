"""Writes what the engine's Sobol sequence is made of, and what it is checked against, from SciPy's copy of the table.

engine/run/design/sobol_table.cpp: polynomials and initial direction numbers of the first 256 dimensions of
new-joe-kuo-6 (Joe & Kuo 2008). sobol.json: points of scipy.stats.qmc.Sobol(scramble=False), as 32-bit words.

    python3 make_sobol.py        # needs SciPy; seconds
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.stats import qmc

DIMENSIONS = 256
BITS = 32
INDICES = [0, 1, 2, 3, 6, 1000, 65535, 777777]

HERE = Path(__file__).resolve().parent
TABLE = HERE.parents[1] / "engine/run/design/sobol_table.cpp"
POINTS = HERE / "sobol.json"

HEAD = """// Made by tests/validation/make_sobol.py.
//
// Primitive polynomials and initial direction numbers of new-joe-kuo-6 by Joe & Kuo (2008, doi:10.1137/070709359), as
// SciPy ships them (scipy/stats/_sobol_direction_numbers.npz; BSD licence, copyright Frances Y. Kuo and Stephen Joe, and
// the SciPy developers).
#include "sobol.hpp"

namespace candor::run {

// clang-format off
std::array<SobolDirections, sobol_dimensions> const sobol_table{{
"""

TAIL = """}};
// clang-format on

}  // namespace candor::run
"""


def table():
    with np.load(Path(qmc.__file__).parent / "_sobol_direction_numbers.npz") as numbers:
        polynomials, initial = numbers["poly"][:DIMENSIONS], numbers["vinit"][:DIMENSIONS]
    rows = []
    for polynomial, numbers in zip(polynomials, initial):
        degree = max(int(polynomial).bit_length() - 1, 1)
        rows.append(f"    {{{polynomial}, {{{', '.join(map(str, numbers[:degree]))}}}}},\n")
    return HEAD + "".join(rows) + TAIL


def point(index):
    sequence = qmc.Sobol(DIMENSIONS, scramble=False, bits=BITS)
    if index > 0:
        sequence.fast_forward(index)
    return [int(word) for word in sequence.random(1)[0] * 2.0**BITS]


def points():
    rows = {index: point(index) for index in INDICES}
    # The point at 2^(k+1) - 1 is the k-th direction number itself, in order of Gray codes: so the last bits are checked
    # without walking there.
    directions = qmc.Sobol(DIMENSIONS, scramble=False, bits=BITS)._sv
    for k in (10, 24, 31):
        rows[2**(k + 1) - 1] = [int(word) for word in directions[:, k]]
    assert rows[2**11 - 1] == point(2**11 - 1)
    return {"scipy": scipy.__version__, "points": [{"index": index, "words": words} for index, words in rows.items()]}


def main():
    TABLE.write_text(table())
    POINTS.write_text(json.dumps(points()).replace('{"index"', '\n{"index"') + "\n")


if __name__ == "__main__":
    main()
