#pragma once
// Private to engine/run/sweep_store.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "candor/output/dataset.hpp"
#include "candor/output/netcdf_reader.hpp"
#include "candor/run/sweep_store.hpp"

namespace candor::run::sweep_store {

inline constexpr char const* design_file = "design.h5";
inline constexpr char const* parts_folder = "parts";
inline constexpr char const* locks_folder = "locks";

/// `parts/SHARD-COUNTER.h5`, with whatever comes behind: `.bad`, `.NUMBER.tmp`.
struct PartName {
    std::int64_t shard, counter;
    std::string ending;  ///< ".h5" for a part that counts

    [[nodiscard]] static std::optional<PartName> read(std::string_view file_name);
    [[nodiscard]] std::string text() const;
};

/// A file of the folder `parts`; empty names are those of files that are not ours.
struct PartFile {
    std::filesystem::path path;
    PartName name;
};
/// In the order of their names, those that do not count included; none before there are parts. Throws OutputError when the folder cannot be read.
[[nodiscard]] std::vector<PartFile> part_files(std::filesystem::path const& folder);

/// Runs as columns, as they stand in a file.
struct Columns {
    std::vector<std::int64_t> runs{};             ///< failed ones included, whose values are missing
    std::vector<std::vector<double>> outcomes{};  ///< [Kept::outcomes][runs]
    std::vector<std::vector<float>> series{};     ///< [Kept::series][runs, weeks]
    std::vector<std::int64_t> failed{};
    std::vector<std::string> messages{};  ///< [failed]
    std::size_t bytes = 0;

    explicit Columns(Kept const& kept) : outcomes(kept.outcomes.size()), series(kept.series.size()) {}
    /// Throws std::invalid_argument when it has neither a failure nor as many values as are kept.
    void add(RunOutcome&& run, Kept const& kept);
};

/// Texts from bytes in which a NUL ends each.
[[nodiscard]] std::vector<std::string> separated(std::vector<std::uint8_t> const& bytes);

/// The columns under their names, in their order, without attributes; and back, so that nothing need be copied.
[[nodiscard]] output::Dataset variables_of(Columns&& columns, Kept const& kept);
[[nodiscard]] Columns columns_of(output::Dataset&& dataset, Kept const& kept);

/// What a part's file holds: in ascending order of runs, so the same whatever order they came in. Each variable carries
/// its own hash, so that what is read alone can be trusted. Throws std::invalid_argument when a run came twice.
[[nodiscard]] output::Dataset dataset_of(Columns&& columns, SweepFacts const& facts, Shard shard);

/// An open part of this sweep, its run numbers read and checked, the rest only when asked for. DamagedFile, if thrown,
/// says what is wrong with it.
class PartReader {
public:
    PartReader(std::filesystem::path const& path, SweepFacts const& facts);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::vector<std::int64_t> const& runs() const { return runs_; }      ///< ascending
    [[nodiscard]] std::vector<std::int64_t> const& failed() const { return failed_; }  ///< ascending, some of `runs`
    [[nodiscard]] std::vector<std::string> messages() const;                           ///< [failed]
    [[nodiscard]] std::vector<double> outcome(std::size_t index) const;
    /// All of it; checks the content hash.
    [[nodiscard]] Columns columns() const;

private:
    template <class Value>
    [[nodiscard]] std::vector<Value> values(std::string const& name, std::vector<std::string> const& dimensions) const;
    void require_this_sweep() const;
    void require_all_variables() const;
    void require_sound_runs() const;

    std::filesystem::path path_;
    SweepFacts const& facts_;
    output::NetcdfReader reader_;
    output::Dataset shape_{};  ///< its attributes and dimensions, no values
    std::vector<std::int64_t> runs_{}, failed_{};
};

/// Opens one part after the other. A part that is damaged, or of which `take` finds that, is listed; one that has gone
/// meanwhile is passed over.
std::vector<BadPart> for_each_part(std::filesystem::path const& folder, SweepFacts const& facts,
                                   std::function<void(PartReader const&)> const& take);

}  // namespace candor::run::sweep_store
