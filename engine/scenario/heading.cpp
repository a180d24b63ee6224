#include "candor/scenario/heading.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>
#include <utility>

#include "yaml_tree.hpp"

namespace candor::scenario {

namespace {

/// Nothing further is needed.
struct Found {};

/// Receives yaml-cpp's events until both are known.
class HeadingReader : public YAML::EventHandler {
public:
    [[nodiscard]] Heading take() { return std::move(heading_); }

    void OnDocumentStart(YAML::Mark const&) override {}
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const&, YAML::anchor_t) override { value({}); }
    void OnAlias(YAML::Mark const&, YAML::anchor_t) override { value({}); }
    void OnScalar(YAML::Mark const&, std::string const&, YAML::anchor_t, std::string const& text) override {
        value(text);
    }
    void OnSequenceStart(YAML::Mark const&, std::string const&, YAML::anchor_t, YAML::EmitterStyle::value) override {
        if (depth_ == 0) throw Found();  // a list has no keys
        ++depth_;
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const&, std::string const&, YAML::anchor_t, YAML::EmitterStyle::value) override {
        ++depth_;
    }
    void OnMapEnd() override { close(); }

private:
    void close() {
        --depth_;
        value({});
    }

    /// A key of the file, or the value of one.
    void value(std::string const& text) {
        if (depth_ != 1) return;
        if (std::exchange(is_key_, !is_key_)) {
            key_ = text;
            return;
        }
        if (key_ == "title") heading_.title = text;
        if (key_ == "question") heading_.question = text;
        if (!heading_.title.empty() && !heading_.question.empty()) throw Found();
    }

    Heading heading_;
    std::string key_;
    int depth_ = 0;
    bool is_key_ = true;  ///< whether what comes next is a key
};

}  // namespace

Heading heading_of(std::string const& text) {
    HeadingReader reader;
    try {
        std::istringstream stream(normalize(text));
        YAML::Parser parser(stream);
        parser.HandleNextDocument(reader);
    } catch (Found const&) {
    } catch (YAML::Exception const&) {  // what came before it stands
    }
    return reader.take();
}

}  // namespace candor::scenario
