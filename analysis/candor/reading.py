"""Results as xarray datasets: from a file, or as the engine has just computed them."""

import os
import weakref
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from candor import _engine

# What stands for "no value" in whole numbers; floats are NaN themselves.
_MISSING: dict[np.dtype[Any], int] = {
    np.dtype(np.int32): np.iinfo(np.int32).min,
    np.dtype(np.int64): np.iinfo(np.int64).min,
    np.dtype(np.uint8): 255,
}

# The engine's own result behind each dataset that came from it. A dataset made of another one has none: what the engine
# would write is not what is in it.
_results: dict[int, _engine.Result] = {}


def open(path: str | os.PathLike[str]) -> xr.Dataset:
    """Open a result file, or what a sweep came to.

    Parameters
    ----------
    path : path
        A file written by ``candor run``, ``compare``, ``sweep`` or ``merge``, or the folder of a sweep, of which
        ``results.h5`` is read.

    Returns
    -------
    xarray.Dataset
        Outcomes ``NAME(policy, replicate, week)``; of a sweep ``NAME(policy, point, replicate)`` with its factors as
        coordinates of ``point``. ``policy`` only where there are several. Every variable has ``units``, ``long_name`` and
        ``origin`` among its attributes. Whole numbers are integers where none is missing; what is missing is NaN. All is
        read at once; arrays cannot be written to (take a ``copy()``).

    Raises
    ------
    OutputError
        The file is missing, damaged, or no result of candor.

    See Also
    --------
    provenance : where a result comes from.
    xarray.open_dataset : reads the same files variable by variable, when asked for; for those larger than memory.
    """
    return dataset_of(_engine.read(os.fspath(path)))


def save(data: xr.Dataset, path: str | os.PathLike[str]) -> None:
    """Write a result as the program would, for ``candor verify``, ``explain``, ``trace`` and ``report``.

    Parameters
    ----------
    data : xarray.Dataset
        As ``candor.run``, ``compare``, ``sweep`` or ``open`` gave it. What was added to it since, and other attributes, are
        not written.
    path : path
        The file; it is written whole or not at all, and replaces what was there.

    Raises
    ------
    OutputError
        The file cannot be written; `data` was made of a result (by ``sel``, say) and is none itself; or a variable of it is
        no longer what the engine computed.
    """
    result = _result_of(data)
    for name, computed in dataset_of(result).variables.items():
        if name not in data.variables or not data.variables[name].equals(computed):  # type: ignore[no-untyped-call]
            raise _engine.OutputError(f"`{name}` is not what was computed (a dataset of your own has `to_netcdf`)")
    result.write(os.fspath(path))


def provenance(data: xr.Dataset | str | os.PathLike[str]) -> dict[str, Any]:
    """Where a result comes from: versions, commit, compiler, seed plan, the scenario as written and as resolved.

    Parameters
    ----------
    data : xarray.Dataset or path
        As ``candor.run``, ``compare``, ``sweep`` or ``open`` gave it, or a file.

    Returns
    -------
    dict
        Texts by their names, as in the group ``provenance`` of the file.

    Raises
    ------
    OutputError
        As ``open`` and ``save``.
    """
    return _result_of(data).group("provenance")


def timing(data: xr.Dataset | str | os.PathLike[str]) -> dict[str, Any]:
    """How long a result took: ``seconds``, ``threads``, ``instruction_set``; as ``provenance``."""
    return _result_of(data).group("timing")


def dataset_of(result: _engine.Result) -> xr.Dataset:
    """The engine's result as a dataset that looks into the engine's memory."""
    variables = {name: _variable(*rest) for name, *rest in result.variables}
    coordinates = {name: _variable(*rest) for name, *rest in result.coordinates}
    for variable in variables.values():  # as CF has it: coordinates that are no dimensions
        beside = variable.attrs.pop("coordinates", "").split()
        coordinates |= {name: variables[name] for name in beside if name in variables}
    outcomes = {name: variable for name, variable in variables.items() if name not in coordinates}
    data = xr.Dataset(outcomes, coordinates, result.attributes)
    _results[id(data)] = result
    weakref.finalize(data, _results.pop, id(data), None)
    return data


def _variable(dimensions: list[str], shape: list[int], values: Any, attributes: dict[str, Any]) -> xr.Variable:
    return xr.Variable(dimensions, _array(values, shape), attributes)


def _array(values: Any, shape: list[int]) -> npt.NDArray[Any]:
    if isinstance(values, list):
        return np.array(values, dtype=np.str_).reshape(shape)
    array: npt.NDArray[Any] = values
    missing = array == _MISSING[array.dtype] if array.dtype in _MISSING else np.False_
    return np.where(missing, np.nan, array) if missing.any() else array


def _result_of(data: xr.Dataset | str | os.PathLike[str]) -> _engine.Result:
    if not isinstance(data, xr.Dataset):
        return _engine.read(os.fspath(data))
    if id(data) not in _results:
        raise _engine.OutputError("the dataset is no result itself (it was made of one, or otherwise)")
    return _results[id(data)]
