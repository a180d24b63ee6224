#include "engine/call.hpp"
#include "study.hpp"

namespace candor::server {

namespace {

/// The engine of tools/web/engine, on all threads.
class NativeStudy : public Study {
public:
    std::string call(std::string const& request) override { return session_.call(request); }

    Run run() override {
        return [study = session_.shared_study()](auto const& progress, run::StopRequest const& stop) {
            study->carry_out(progress, &stop);
        };
    }

private:
    studio::Session session_;
};

}  // namespace

std::unique_ptr<Study> native_study() { return std::make_unique<NativeStudy>(); }

}  // namespace candor::server
