#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "candor/run/factor_ends.hpp"
#include "candor/run/regimes.hpp"
#include "parts.hpp"

namespace nb = nanobind;

namespace candor::python {

namespace {

/// Name, levels joined by line ends (empty of numbers), values by point.
using Factor = std::tuple<std::string, std::string, std::variant<std::vector<double>, std::vector<std::string>>>;
/// Name, and values by policy, point and replicate.
using Outcome = std::pair<std::string, nb::ndarray<double const, nb::ndim<3>, nb::c_contig, nb::device::cpu>>;

/// A merged sweep whose values come from Python, as people may have chosen some of them only.
class Swept {
public:
    Swept(std::string const& design, bool paired, bool adaptive, std::vector<std::string> const& policies,
          std::vector<Factor> const& factors, std::vector<Outcome> const& outcomes)
        : dataset_(dataset_of(design, paired, adaptive, policies, factors, outcomes)), sweep_(*dataset_) {}

    [[nodiscard]] std::vector<run::EndsOfOutcome> ends(std::string const& outcome) const {
        return run::factor_ends(sweep_, {outcome});
    }
    /// Borders are without intervals.
    [[nodiscard]] run::Regimes regimes(std::string const& x, std::string const& y, std::string const& outcome,
                                       int bins) const {
        return run::regimes(sweep_, x, y, outcome, bins, {.samples = 0});
    }

private:
    static std::unique_ptr<output::Dataset const> dataset_of(std::string const& design, bool paired, bool adaptive,
                                                             std::vector<std::string> const& policies,
                                                             std::vector<Factor> const& factors,
                                                             std::vector<Outcome> const& outcomes);

    std::unique_ptr<output::Dataset const> dataset_;
    run::MergedSweep sweep_;
};

std::unique_ptr<output::Dataset const> Swept::dataset_of(std::string const& design, bool paired, bool adaptive,
                                                         std::vector<std::string> const& policies,
                                                         std::vector<Factor> const& factors,
                                                         std::vector<Outcome> const& outcomes) {
    auto dataset = std::make_unique<output::Dataset>();
    dataset->attributes = {{"design", design},
                           {"partial", std::string("no")},
                           {"paired", std::int64_t{paired}},
                           {"adaptive", std::int64_t{adaptive}}};
    dataset->coordinates.push_back({"policy", {"policy"}, policies, {}});
    std::int64_t place = 0;
    for (auto const& [name, levels, values] : factors) {
        output::Variable& variable = dataset->variables.emplace_back();
        variable = {name, {"point"}, {}, {{"factor", ++place}, {"levels", levels}}};
        std::visit([&](auto const& v) { variable.values = v; }, values);
    }
    std::vector<std::string> const dimensions{"policy", "point", "replicate"};
    for (auto const& [name, values] : outcomes) {
        dataset->dimensions.clear();
        for (std::size_t axis = 0; axis < dimensions.size(); ++axis)
            dataset->dimensions.push_back({dimensions[axis], values.shape(axis)});
        dataset->variables.push_back(
            {name, dimensions, std::vector<double>(values.data(), values.data() + values.size()), {}});
    }
    return dataset;
}

}  // namespace

void add_swept(nb::module_& module) {
    nb::class_<run::FactorEnd>(module, "FactorEnd")
        .def_ro("least", &run::FactorEnd::least)
        .def_ro("most", &run::FactorEnd::most)
        .def_ro("mean", &run::FactorEnd::mean);
    nb::class_<run::FactorEnds>(module, "FactorEnds")
        .def_ro("factor", &run::FactorEnds::factor)
        .def_ro("low", &run::FactorEnds::low)
        .def_ro("high", &run::FactorEnds::high)
        .def_ro("high_minus_low", &run::FactorEnds::high_minus_low);
    nb::class_<run::EndsOfOutcome>(module, "EndsOfOutcome")
        .def_ro("policy", &run::EndsOfOutcome::policy)
        .def_ro("factors", &run::EndsOfOutcome::factors);
    nb::class_<run::RegimeField>(module, "RegimeField")
        .def_ro("points", &run::RegimeField::points)
        .def_ro("means", &run::RegimeField::means)
        .def_ro("differences", &run::RegimeField::differences)
        .def_ro("winner", &run::RegimeField::winner);
    nb::class_<run::Regimes>(module, "Regimes")
        .def_ro("policies", &run::Regimes::policies)
        .def_prop_ro("better", [](run::Regimes const& map) { return better_text(map.better); })
        .def_ro("x_name", &run::Regimes::x_name)
        .def_ro("y_name", &run::Regimes::y_name)
        .def_ro("x", &run::Regimes::x)
        .def_ro("y", &run::Regimes::y)
        .def_ro("x_labels", &run::Regimes::x_labels)
        .def_ro("y_labels", &run::Regimes::y_labels)
        .def_ro("fields", &run::Regimes::fields);
    nb::class_<Swept>(module, "Swept")
        .def(nb::init<std::string const&, bool, bool, std::vector<std::string> const&, std::vector<Factor> const&,
                      std::vector<Outcome> const&>(),
             nb::arg("design"), nb::arg("paired"), nb::arg("adaptive"), nb::arg("policies"), nb::arg("factors"),
             nb::arg("outcomes"))
        .def("ends", &Swept::ends, nb::arg("outcome"), nb::call_guard<nb::gil_scoped_release>())
        .def("regimes", &Swept::regimes, nb::arg("x"), nb::arg("y"), nb::arg("outcome"), nb::arg("bins"),
             nb::call_guard<nb::gil_scoped_release>());
}

}  // namespace candor::python
