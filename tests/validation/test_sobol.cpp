#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "../../engine/run/design/sobol.hpp"

/// The Sobol sequence against SciPy's (make_sobol.py).

using namespace candor;

TEST_CASE("the Sobol sequence is SciPy's, in every dimension", "[run][design]") {
    auto const reference = nlohmann::json::parse(std::ifstream(CANDOR_SOURCE_DIR "/tests/validation/sobol.json"));
    REQUIRE(reference.at("points").size() > 10);
    for (auto const& point : reference.at("points")) {
        auto const words = point.at("words").get<std::vector<std::uint32_t>>();
        REQUIRE(words.size() == run::sobol_dimensions);
        std::vector<std::uint32_t> ours;
        for (std::size_t dimension = 0; dimension < run::sobol_dimensions; ++dimension) {
            ours.push_back(run::SobolDimension(dimension).at(point.at("index").get<std::uint32_t>()));
        }
        INFO("point " << point.at("index"));
        CHECK(ours == words);
    }
}

TEST_CASE("scrambling changes a bit only by the bits above it", "[run][design]") {
    for (std::uint32_t const seed : {0u, 1u, 0x9E3779B9u, 0xFFFFFFFFu}) {
        for (std::uint32_t word = 1; word < 0xF0000000u; word += 0x01234567u) {
            for (int bit = 0; bit < 32; ++bit) {
                std::uint32_t const changed = run::scrambled(word, seed) ^ run::scrambled(word ^ (1u << bit), seed);
                CHECK(changed >> bit == 1u);
            }
        }
    }
}
