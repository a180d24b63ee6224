#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "keys.hpp"
#include "sweep_base.hpp"

namespace candor::scenario {

namespace {

constexpr std::string_view styles_path = "leadership.styles.";

/// The parameter at a path, or nullptr where there is something else.
float* parameter_at(std::vector<Key> const& keys, std::string_view path) {
    auto const dot = std::min(path.find('.'), path.size());
    for (auto const& key : keys) {
        if (key.name != path.substr(0, dot)) {
            continue;
        }
        auto* const* const value = std::get_if<float*>(&key.target);
        if (dot == path.size()) {
            return value == nullptr ? nullptr : *value;
        }
        return parameter_at(key.children, path.substr(dot + 1));
    }
    return nullptr;
}

/// The element of a style at a path behind `leadership.styles.`.
float* element_at(Scenario& scenario, std::string_view path) {
    auto const dot = std::min(path.find('.'), path.size());
    for (auto& style : scenario.leadership.styles) {
        if (style.name == path.substr(0, dot) && dot < path.size()) {
            return parameter_at(keys_of(style.elements), path.substr(dot + 1));
        }
    }
    return nullptr;
}

/// Whether a style of the scenario is made from another one, and so changes with it.
bool has_derived_styles(Node const& root) {
    auto const* const leadership = root.find("leadership");
    auto const* const styles = leadership == nullptr ? nullptr : leadership->value.find("styles");
    return styles != nullptr && std::any_of(styles->value.entries.begin(), styles->value.entries.end(),
                                            [](Entry const& style) { return style.value.find("like") != nullptr; });
}

/// What can be set in a scenario without reading it again: parameters that nothing else is made from or checked against.
float* settable(Scenario& scenario, Node const& root, std::string_view path) {
    if (!scenario.nulls.empty() || !may_vary(std::string(path.substr(0, path.find('.'))))) {
        return nullptr;
    }
    if (path.starts_with(styles_path)) {
        return has_derived_styles(root) ? nullptr : element_at(scenario, path.substr(styles_path.size()));
    }
    return parameter_at(keys_of(scenario), path);
}

}  // namespace

std::string text_of(Factor const& factor, double value) {
    switch (factor.type) {
        case FactorType::real: return fmt::format("{}", static_cast<float>(value));
        case FactorType::whole: return fmt::format("{:.0f}", std::round(value) + 0.);  // no negative zero
        case FactorType::text: break;
    }
    return std::get<Levels>(factor.spread).texts.at(static_cast<std::size_t>(value));
}

/// Reads the base with some factors set whenever one of them changes; the others are set in what was read.
class PointReader::Implementation {
public:
    explicit Implementation(Sweep const& sweep) : sweep_(sweep) {}

    Scenario const& at(std::span<double const> values) {
        bool const again = values_.empty() || std::any_of(read_.begin(), read_.end(),
                                                          [&](std::size_t f) { return values[f] != values_[f]; });
        if (again) {
            read(values);
        }
        values_.assign(values.begin(), values.end());
        for (auto const& [factor, target] : set_) {
            *target = static_cast<float>(values[factor]) + 0.F;  // as the reader: -0 becomes 0
        }
        return scenario_;
    }

private:
    struct Setting {
        std::size_t factor;
        float* target;
    };

    void read(std::span<double const> values) {
        values_.clear();  // unless all goes well
        auto const& base = *sweep_.base;
        Problems problems;
        auto document = base.document;
        for (std::size_t f = 0; f < values.size(); ++f) {
            auto const& factor = sweep_.factors[f];
            set_everywhere(document, factor.path, base.places[f], node_of(factor, values[f], base.places[f]), problems);
        }
        scenario_ = read_document(document, base.scenario.file, problems);
        problems.throw_if_any();
        bind(document);
    }

    /// Finds the factors that need not be read next time.
    void bind(Document const& document) {
        variants_.clear();
        for (auto& variant : scenario_.variants) {
            variants_.push_back(std::make_shared<Scenario>(*variant.scenario));
            variant.scenario = variants_.back();
        }
        set_.clear();
        read_.clear();
        for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
            auto const& path = sweep_.factors[f].path;
            std::vector<float*> targets{settable(scenario_, document.root, path)};
            for (std::size_t v = 0; v < variants_.size(); ++v) {
                targets.push_back(settable(*variants_[v], document.variants[v].root, path));
            }
            if (std::find(targets.begin(), targets.end(), nullptr) != targets.end()) {
                read_.push_back(f);
                continue;
            }
            for (float* const target : targets) {
                set_.push_back({f, target});
            }
        }
    }

    Sweep const& sweep_;
    Scenario scenario_{};
    std::vector<std::shared_ptr<Scenario>> variants_{};
    std::vector<Setting> set_{};
    std::vector<std::size_t> read_{};  ///< factors that are read
    std::vector<double> values_{};     ///< of the last call; empty before the first
};

PointReader::PointReader(Sweep const& sweep) : implementation_(std::make_unique<Implementation>(sweep)) {}
PointReader::~PointReader() = default;

Scenario const& PointReader::at(std::span<double const> values) { return implementation_->at(values); }

}  // namespace candor::scenario
