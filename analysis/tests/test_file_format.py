"""A result file is netCDF-4 in HDF5: the readers people have must see all of it, and see it right.

CANDOR_RESULT_FILE names the file to look at; what is asserted holds for any result of candor.
"""

import os
import warnings

import h5py
import netCDF4
import numpy as np
import pytest
import xarray as xr

ENGINES = ["h5netcdf", "netcdf4"]
STORED_TYPES = {np.dtype(t) for t in ("float32", "float64", "int32", "int64", "uint8")}
SMALLEST_CHUNK, LARGEST_CHUNK = 64 * 1024, 1024 * 1024


@pytest.fixture(scope="module")
def path():
    name = os.environ.get("CANDOR_RESULT_FILE")
    if not name:
        pytest.skip("CANDOR_RESULT_FILE names no result file")
    return name


@pytest.fixture(scope="module")
def hdf5(path):
    """The file without any layer between: what is really in it."""
    with h5py.File(path, "r") as file:
        yield file


def arrays(hdf5):
    return {name: item for name, item in hdf5.items() if isinstance(item, h5py.Dataset)}


def groups(hdf5):
    return {name: item for name, item in hdf5.items() if isinstance(item, h5py.Group)}


def is_text(dataset):
    return h5py.check_string_dtype(dataset.dtype) is not None


def raw(dataset):
    return dataset.asstr()[()] if is_text(dataset) else dataset[()]


def dimension_names(dataset):
    if dataset.is_scale:
        return (dataset.name.lstrip("/"),)
    return tuple(axis[0].name.lstrip("/") for axis in dataset.dims)


@pytest.fixture(scope="module", params=ENGINES)
def opened(request, path):
    """As a user opens it: no options."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dataset = xr.open_dataset(path, engine=request.param)
    with dataset:
        yield dataset


@pytest.fixture(scope="module", params=ENGINES)
def undecoded(request, path):
    with xr.open_dataset(path, engine=request.param, mask_and_scale=False) as dataset:
        yield dataset


def test_creation_order_is_tracked_on_the_file_its_groups_and_datasets(hdf5):
    wanted = h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED
    for group in [hdf5["/"], *groups(hdf5).values()]:
        properties = group.id.get_create_plist()
        assert properties.get_link_creation_order() == wanted, group.name
        assert properties.get_attr_creation_order() == wanted, group.name
    for dataset in arrays(hdf5).values():
        assert dataset.id.get_create_plist().get_attr_creation_order() == wanted, dataset.name


def test_every_type_is_one_that_all_readers_keep(hdf5):
    for name, dataset in arrays(hdf5).items():
        text = h5py.check_string_dtype(dataset.dtype)
        assert dataset.dtype in STORED_TYPES or (text.encoding == "utf-8" and text.length is None), name
        assert h5py.check_enum_dtype(dataset.dtype) is None, name


def test_every_axis_has_one_named_scale(hdf5):
    for name, dataset in arrays(hdf5).items():
        if dataset.is_scale:
            assert dataset.ndim == 1, name
            continue
        for axis in dataset.dims:
            assert len(axis) == 1, name
            assert axis[0].is_scale and axis[0].name.lstrip("/") in hdf5, name


def test_missing_values_are_declared_in_the_variable_s_own_type(hdf5):
    for name, dataset in arrays(hdf5).items():
        if is_text(dataset) or dataset.is_scale:
            assert "_FillValue" not in dataset.attrs, name
            continue
        missing = dataset.attrs["_FillValue"]
        assert missing.dtype == dataset.dtype, name
        assert np.array_equal(missing.ravel()[0], dataset.fillvalue, equal_nan=dataset.dtype.kind == "f"), name
        if dataset.dtype.kind == "f":
            assert np.isnan(missing).all(), name


def test_large_arrays_are_chunked_shuffled_and_compressed(hdf5):
    for name, dataset in arrays(hdf5).items():
        if is_text(dataset) or dataset.nbytes <= SMALLEST_CHUNK:
            continue
        size = int(np.prod(dataset.chunks)) * dataset.dtype.itemsize
        assert SMALLEST_CHUNK <= size <= LARGEST_CHUNK, name
        assert dataset.shuffle and dataset.compression == "gzip" and dataset.compression_opts == 1, name


def test_nothing_is_dropped(opened, hdf5):
    assert set(opened.variables) == set(arrays(hdf5))
    scales = {name for name, dataset in arrays(hdf5).items() if dataset.is_scale}
    beside = {name.decode() for item in arrays(hdf5).values() for name in item.attrs.get("coordinates", b"").split()}
    assert set(opened.coords) == scales | beside


def test_netcdf4_sees_every_variable_dimension_and_group(path, hdf5):
    with netCDF4.Dataset(path) as file:
        assert set(file.variables) == set(arrays(hdf5))
        assert set(file.groups) == set(groups(hdf5))
        assert {name: len(size) for name, size in file.dimensions.items()} == {
            name: dataset.size for name, dataset in arrays(hdf5).items() if dataset.is_scale
        }
        for name, variable in file.variables.items():
            assert variable.dimensions == dimension_names(hdf5[name]), name


def test_dimensions_are_named_and_have_coordinates(opened, hdf5):
    assert opened.sizes, "a result has dimensions"
    for name, variable in opened.variables.items():
        assert variable.dims == dimension_names(hdf5[name]), name
        assert not any(dimension.startswith("phony") for dimension in variable.dims), name
    for dimension, size in opened.sizes.items():
        assert opened.coords[dimension].shape == (size,), dimension


def test_types_are_those_of_the_file(undecoded, hdf5):
    for name, dataset in arrays(hdf5).items():
        if is_text(dataset):
            assert all(isinstance(value, str) for value in undecoded[name].values.ravel().tolist()), name
        else:
            assert undecoded[name].dtype == dataset.dtype, name


def test_decoded_values_are_the_file_s_values(opened, hdf5):
    """Missing values become NaN and nothing else changes; an int64 beyond 2**53 would."""
    for name, dataset in arrays(hdf5).items():
        stored, seen = raw(dataset), opened[name].values
        if is_text(dataset):
            assert np.array_equal(np.asarray(stored, dtype=object), np.asarray(seen, dtype=object)), name
            continue
        missing = np.isnan(stored) if stored.dtype.kind == "f" else np.zeros(stored.shape, bool)
        if stored.dtype.kind != "f" and "_FillValue" in dataset.attrs:
            missing = stored == dataset.attrs["_FillValue"]
        assert np.array_equal(np.isnan(seen), missing), name
        assert np.array_equal(seen[~missing].astype(stored.dtype), stored[~missing]), name


def test_time_is_a_number_of_weeks(opened):
    for name, variable in opened.variables.items():
        assert variable.dtype.kind not in "mM", f"{name} has become a date or a duration"
    if "week" in opened.coords:
        assert opened["week"].attrs["units"] == "1"
        assert "week" in opened["week"].attrs["long_name"]
        assert opened["week"].dtype.kind in "if"
        assert (np.diff(opened["week"].values) > 0).all()


def test_units_and_long_name_are_everywhere(opened):
    for name, variable in opened.variables.items():
        for attribute in ("units", "long_name"):
            text = variable.attrs.get(attribute)
            assert isinstance(text, str) and text, f"{name} has no {attribute}"
        assert isinstance(variable.attrs.get("cell_methods", ""), str), name


def test_global_attributes(opened, hdf5):
    assert opened.attrs["Conventions"] == "CF-1.10"
    for attribute in ("title", "history"):
        assert isinstance(opened.attrs[attribute], str) and opened.attrs[attribute], attribute
    assert set(opened.attrs) == set(hdf5.attrs)


def test_attributes_are_texts_or_numbers(opened):
    for attributes in [opened.attrs, *(variable.attrs for variable in opened.variables.values())]:
        for name, value in attributes.items():
            assert isinstance(value, (str, np.integer, np.floating, int, float)), name
            assert not isinstance(value, str) or "\0" not in value, name


@pytest.mark.parametrize("engine", ENGINES)
def test_groups_hold_texts_and_facts(path, hdf5, engine):
    assert "provenance" in hdf5
    for name, group in groups(hdf5).items():
        with xr.open_dataset(path, group=name, engine=engine) as opened:
            assert set(opened.variables) == set(group)
            assert set(opened.attrs) == set(group.attrs)
            for title, text in opened.variables.items():
                assert text.dims == () and isinstance(text.item(), str), f"{name}/{title}"
                assert text.item() == group[title].asstr()[()], f"{name}/{title}"


@pytest.mark.parametrize("engine", ENGINES)
def test_provenance_is_readable(path, engine):
    with xr.open_dataset(path, group="provenance", engine=engine) as provenance:
        assert len(provenance.variables) > 0, "at least the scenario is there as a text"
        assert any(text.item() for text in provenance.variables.values())


def test_the_file_ends_where_hdf5_says(path, hdf5):
    assert hdf5.id.get_filesize() == os.path.getsize(path)
