#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace candor::cli {

/// What stands below the options of each command: examples, files, exit codes.
namespace footer {
[[nodiscard]] std::string program();
[[nodiscard]] std::string run();
[[nodiscard]] std::string compare();
[[nodiscard]] std::string ablate();
[[nodiscard]] std::string check();
[[nodiscard]] std::string init();
[[nodiscard]] std::string describe();
[[nodiscard]] std::string hash();
[[nodiscard]] std::string verify();
[[nodiscard]] std::string explain();
[[nodiscard]] std::string trace();
[[nodiscard]] std::string survey();
[[nodiscard]] std::string report();
[[nodiscard]] std::string sweep();
[[nodiscard]] std::string sweep_status();
[[nodiscard]] std::string merge();
[[nodiscard]] std::string sensitivity();
[[nodiscard]] std::string regimes();
[[nodiscard]] std::string studio();
[[nodiscard]] std::string serve();
}  // namespace footer

/// Lays out `--help`: usage, purpose, options, then the footer; nothing wider than `width`.
[[nodiscard]] std::shared_ptr<CLI::FormatterBase> help_formatter(std::size_t width);

}  // namespace candor::cli
