#pragma once

#include <memory>
#include <string>

#include "study.hpp"

namespace candor::studio {

/// Requests of a page, which go to one study after the other: `open` makes a new one. As texts in JSON:
/// `{"method": …, "parameters": {…}}` and `{"result": …}` or `{"error": "…"}`, the latter with `"out_of_memory": true` where
/// that is why. Never throws.
class Session {
public:
    [[nodiscard]] std::string call(std::string const& request);

    /// The study that was opened last. Throws Error where there is none.
    [[nodiscard]] Study& study();
    /// The same, for whoever goes on with it when another one is open.
    [[nodiscard]] std::shared_ptr<Study> shared_study();

private:
    [[nodiscard]] std::string answer(std::string const& method, Json const& parameters);
    [[nodiscard]] Json open(Json const& parameters);

    std::shared_ptr<Study> study_;
};

}  // namespace candor::studio
