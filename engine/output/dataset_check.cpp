#include "dataset_check.hpp"

#include "candor/core/error.hpp"
#include "candor/output/netcdf_file.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>
#include <stdexcept>

namespace candor::output {

namespace {

constexpr std::size_t longest_name = 255;  // netCDF's NC_MAX_NAME, less its NUL

/// Bytes of the UTF-8 character that begins here, or 0 when it is none (RFC 3629: no surrogates, no overlong forms).
std::size_t utf8_length(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned const lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    std::size_t const length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || text.size() < length) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) {
            return 0;
        }
    }
    bool const overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    bool const outside = (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF4 && byte(1) > 0x8F);
    return overlong || outside ? 0 : length;
}

/// What keeps this text out of an HDF5 string, or an empty string.
std::string_view text_problem(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
        return "holds a NUL character";
    }
    while (!text.empty()) {
        std::size_t const length = utf8_length(text);
        if (length == 0) {
            return "is not valid UTF-8";
        }
        text.remove_prefix(length);
    }
    return "";
}

/// One walk over a dataset, stopping at the first problem.
class Checker {
public:
    Checker(Dataset const& dataset, std::filesystem::path const& path) : dataset_(dataset), path_(path) {}

    void run() const {
        names();
        dimensions();
        for (Variable const& coordinate : dataset_.coordinates) {
            variable(coordinate);
        }
        for (Variable const& data : dataset_.variables) {
            variable(data);
        }
        attributes(dataset_.attributes, "the file");
        for (Group const& group : dataset_.groups) {
            this->group(group);
        }
    }

private:
    [[noreturn]] static void contradict(std::string const& problem) {
        throw std::invalid_argument("candor::output::write_netcdf: " + problem);
    }

    void text(std::string_view value, std::string const& owner) const {
        std::string_view const problem = text_problem(value);
        if (!problem.empty()) {
            throw OutputError(fmt::format("cannot write '{}' ({} {})", path_.string(), owner, problem));
        }
    }

    static void name(std::string const& name, std::set<std::string>& taken) {
        auto const is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
        bool const control = std::any_of(name.begin(), name.end(), is_control);
        if (name.empty() || name == "." || name.size() > longest_name || control ||
            name.find('/') != std::string::npos || name.front() == ' ' || name.back() == ' ' ||
            !text_problem(name).empty()) {
            contradict(fmt::format("'{}' cannot be a name", name));
        }
        if (!taken.insert(name).second) {
            contradict(fmt::format("there are two '{}'", name));
        }
    }

    void names() const {
        std::set<std::string> taken;
        for (Variable const& coordinate : dataset_.coordinates) {
            name(coordinate.name, taken);
        }
        for (Variable const& data : dataset_.variables) {
            name(data.name, taken);
        }
        for (Group const& group : dataset_.groups) {
            name(group.name, taken);
        }
        if (dataset_.dimensions.size() != dataset_.coordinates.size()) {
            contradict("there must be one coordinate per dimension");
        }
    }

    void dimensions() const {
        std::set<std::string> taken;
        for (Dimension const& dimension : dataset_.dimensions) {
            name(dimension.name, taken);
            auto const is_its_coordinate = [&](Variable const& candidate) {
                return candidate.dimensions == std::vector{dimension.name} && candidate.name == dimension.name;
            };
            if (std::none_of(dataset_.coordinates.begin(), dataset_.coordinates.end(), is_its_coordinate)) {
                contradict(fmt::format("dimension '{}' has no coordinate", dimension.name));
            }
            if (dimension.size == 0) {
                throw OutputError(
                    fmt::format("cannot write '{}' (dimension '{}' is empty)", path_.string(), dimension.name));
            }
        }
    }

    void variable(Variable const& variable) const {
        for (std::string const& dimension : variable.dimensions) {
            if (std::none_of(dataset_.dimensions.begin(), dataset_.dimensions.end(),
                             [&](Dimension const& known) { return known.name == dimension; })) {
                contradict(fmt::format("variable '{}' has an unknown dimension '{}'", variable.name, dimension));
            }
        }
        std::size_t const expected = value_count(variable, dataset_);
        std::size_t const actual = std::visit([](auto const& values) { return values.size(); }, variable.values);
        if (actual != expected) {
            contradict(fmt::format("variable '{}' has {} values where its dimensions ask for {}", variable.name, actual,
                                   expected));
        }
        if (auto const* strings = std::get_if<std::vector<std::string>>(&variable.values)) {
            for (std::string const& value : *strings) {
                text(value, fmt::format("a value of '{}'", variable.name));
            }
        }
        attributes(variable.attributes, variable.name);
    }

    void attributes(std::vector<Attribute> const& attributes, std::string const& owner) const {
        std::set<std::string> taken;
        for (Attribute const& attribute : attributes) {
            name(attribute.name, taken);
            if (is_format_attribute(attribute.name)) {
                contradict(fmt::format("attribute '{}' of {} belongs to the format", attribute.name, owner));
            }
            if (auto const* value = std::get_if<std::string>(&attribute.value)) {
                if (value->size() > longest_attribute) {
                    contradict(fmt::format("attribute '{}' of {} is longer than 60 KiB: put it in a group",
                                           attribute.name, owner));
                }
                text(*value, fmt::format("attribute '{}' of {}", attribute.name, owner));
            }
        }
    }

    void group(Group const& group) const {
        std::set<std::string> taken;
        for (auto const& [title, value] : group.texts) {
            name(title, taken);
            text(value, fmt::format("text '{}/{}'", group.name, title));
        }
        attributes(group.attributes, group.name);
    }

    Dataset const& dataset_;
    std::filesystem::path const& path_;
};

}  // namespace

bool is_format_attribute(std::string_view name) {
    return std::find(format_attributes.begin(), format_attributes.end(), name) != format_attributes.end();
}

std::size_t value_count(Variable const& variable, Dataset const& dataset) {
    std::size_t count = 1;
    for (std::string const& dimension : variable.dimensions) {
        count *= dataset.size_of(dimension);
    }
    return count;
}

std::string storable(std::string const& text) {
    std::string result;
    for (std::string_view rest = text; !rest.empty();) {
        std::size_t const length = rest.front() == '\0' ? 0 : utf8_length(rest);
        result += length == 0 ? std::string_view("?") : rest.substr(0, length);
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

void require_writable(Dataset const& dataset, std::filesystem::path const& path) { Checker(dataset, path).run(); }

}  // namespace candor::output
