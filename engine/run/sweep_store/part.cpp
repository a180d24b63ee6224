#include "part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "candor/core/error.hpp"

namespace candor::run::sweep_store {

namespace {

/// Takes a number of at least so many digits from the front of the text.
std::optional<std::int64_t> take_number(std::string_view& text, std::ptrdiff_t digits) {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::ptrdiff_t const taken = end - text.data();
    if (error != std::errc() || text.front() == '-' || taken < digits) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(taken));
    return number;
}

}  // namespace

std::optional<PartName> PartName::read(std::string_view file_name) {
    auto const shard = take_number(file_name, 4);
    if (!shard || !file_name.starts_with('-')) return std::nullopt;
    file_name.remove_prefix(1);
    auto const counter = take_number(file_name, 6);
    if (!counter || !file_name.starts_with(".h5")) return std::nullopt;
    return PartName{*shard, *counter, std::string(file_name)};
}

std::string PartName::text() const { return fmt::format("{:04}-{:06}{}", shard, counter, ending); }

std::vector<PartFile> part_files(std::filesystem::path const& folder) {
    std::filesystem::path const parts = folder / parts_folder;
    std::vector<PartFile> files;
    try {
        for (auto const& entry : std::filesystem::directory_iterator(parts)) {
            if (auto name = PartName::read(entry.path().filename().string()))
                files.push_back({entry.path(), std::move(*name)});
        }
    } catch (std::filesystem::filesystem_error const& error) {
        if (error.code() == std::errc::no_such_file_or_directory) return {};  // killed when it had written the design
        throw OutputError(fmt::format("cannot read '{}' ({})", parts.string(), error.code().message()));
    }
    std::sort(files.begin(), files.end(), [](PartFile const& a, PartFile const& b) { return a.path < b.path; });
    return files;
}

std::vector<BadPart> for_each_part(std::filesystem::path const& folder, SweepFacts const& facts,
                                   std::function<void(PartReader const&)> const& take) {
    std::vector<BadPart> bad;
    for (PartFile const& file : part_files(folder)) {
        if (file.name.ending != ".h5") continue;
        try {
            take(PartReader(file.path, facts));
        } catch (output::DamagedFile const& damage) {
            bad.push_back({file.path, damage.reason()});
        } catch (OutputError const&) {
            std::error_code ignored;
            if (std::filesystem::exists(file.path, ignored)) throw;
        }
    }
    return bad;
}

}  // namespace candor::run::sweep_store
