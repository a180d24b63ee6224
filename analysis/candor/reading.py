"""Opening result files."""

import os
import pathlib

import numpy as np
import xarray as xr

MISSING = np.iinfo(np.int32).min


class OutputError(Exception):
    """A file cannot be read, written or trusted."""


def open(path: str | os.PathLike[str]) -> xr.Dataset:
    """Opens a result file, or the folder of a merged sweep."""
    path = pathlib.Path(path)
    if path.is_dir():
        path = path / "results.h5"
    try:
        data = xr.load_dataset(path, engine="h5netcdf", mask_and_scale=False)
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot read '{path}' ({error})") from error
    for name, variable in data.variables.items():
        if variable.dtype == np.int32 and (variable.values == MISSING).any():
            data[name] = variable.dims, np.where(variable.values == MISSING, np.nan, variable.values), variable.attrs
        data[name].attrs.pop("_FillValue", None)
    factors = [name for name, variable in data.variables.items() if "factor" in variable.attrs]
    return data.set_coords(factors)
