#include "candor/output/content_hash.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace candor::output;

namespace {

Dataset small() {
    Dataset dataset;
    dataset.dimensions = {{"policy", 2}, {"week", 3}};
    dataset.coordinates = {{"policy", {"policy"}, std::vector<std::string>{"base", "Führung"}, {}},
                           {"week", {"week"}, std::vector<std::int32_t>{0, 1, 2}, {}}};
    dataset.variables = {
        {"trust", {"policy", "week"}, std::vector<float>{0.0F, 0.25F, 0.5F, 1.0F, std::nanf(""), -1.0F}, {}},
        {"issues", {"policy"}, std::vector<std::int32_t>{3, 4}, {}},
        {"share", {}, std::vector<double>{0.5}, {}}};
    return dataset;
}

std::string hash(Dataset const& dataset) { return content_hash("1.0", "{}", dataset); }

std::string hash_of(Values values, std::vector<std::string> dimensions = {"n"}) {
    std::size_t const size = std::visit([](auto const& list) { return list.size(); }, values);
    Dataset dataset;
    dataset.dimensions = {{"n", size}, {"one", 1}};
    return variable_hash({"x", std::move(dimensions), std::move(values), {}}, dataset);
}

}  // namespace

TEST_CASE("the hash of a small dataset is pinned") {
    REQUIRE(hash(small()) == "4a60aaebb5a19c5fe44672934966860a");
    REQUIRE(variable_hash(small().variables[0], small()) == "c99d501a330cec9692811e7b81facb21");
}

TEST_CASE("the order of variables, attributes and groups are outside the hash") {
    Dataset changed = small();
    std::reverse(changed.variables.begin(), changed.variables.end());
    std::reverse(changed.coordinates.begin(), changed.coordinates.end());
    std::reverse(changed.dimensions.begin(), changed.dimensions.end());
    changed.attributes.push_back({"history", "today"});
    changed.variables[0].attributes.push_back({"units", "1"});
    changed.groups.push_back({"timing", {{"wall", "1 s"}}, {}});
    REQUIRE(hash(changed) == hash(small()));
}

TEST_CASE("each change of content changes the hash") {
    Dataset changed = small();
    auto& trust = std::get<std::vector<float>>(changed.variables[0].values);
    SECTION("one bit of one value") { trust[1] = std::bit_cast<float>(std::bit_cast<std::uint32_t>(trust[1]) ^ 1U); }
    SECTION("the sign of zero") { trust[0] = -0.0F; }
    SECTION("one bit of a coordinate") { std::get<std::vector<std::int32_t>>(changed.coordinates[1].values)[0] = 1; }
    SECTION("one letter") { std::get<std::vector<std::string>>(changed.coordinates[0].values)[0] = "bass"; }
    SECTION("the shape") { changed.variables[0].dimensions = {"week", "policy"}; }
    SECTION("the name") { changed.variables[0].name = "trusts"; }
    SECTION("the type") { changed.variables[1].values = std::vector<std::int64_t>{3, 4}; }
    SECTION("one variable less") { changed.variables.pop_back(); }
    REQUIRE(hash(changed) != hash(small()));
}

TEST_CASE("nothing can be shifted between pieces") {
    REQUIRE(content_hash("1.0", "{}", small()) != content_hash("1.0{", "}", small()));
    REQUIRE(content_hash("1.0", "{}", small()) != content_hash("1.1", "{}", small()));
    REQUIRE(hash_of(std::vector<std::string>{"ab", "c"}) != hash_of(std::vector<std::string>{"a", "bc"}));
    REQUIRE(hash_of(std::vector<std::string>{"", "a"}) != hash_of(std::vector<std::string>{"a", ""}));
    REQUIRE(hash_of(std::vector<float>{0.0F}, {}) != hash_of(std::vector<float>{0.0F}, {"one"}));
    REQUIRE(hash_of(std::vector<float>{0.0F}, {"one"}) != hash_of(std::vector<float>{0.0F}, {"one", "one"}));
    REQUIRE(hash_of(std::vector<std::int32_t>{1, 0}) != hash_of(std::vector<float>{std::bit_cast<float>(1), 0.0F}));
}

TEST_CASE("a variable's hash is of its values, not of its name") {
    Dataset dataset = small();
    std::string const before = variable_hash(dataset.variables[0], dataset);
    dataset.variables[0].name = "other";
    dataset.variables[0].attributes.push_back({"units", "1"});
    REQUIRE(variable_hash(dataset.variables[0], dataset) == before);
    REQUIRE(before.size() == 32);
    REQUIRE(before.find_first_not_of("0123456789abcdef") == std::string::npos);
}

TEST_CASE("every NaN counts as the same NaN, in floats and doubles, in every block") {
    std::vector<float> floats(10'000, 1.0F);
    std::vector<double> doubles(10'000, 1.0);
    floats[9'999] = std::numeric_limits<float>::quiet_NaN();
    doubles[9'999] = std::numeric_limits<double>::quiet_NaN();
    std::vector<float> other_floats = floats;
    std::vector<double> other_doubles = doubles;
    other_floats[9'999] = std::bit_cast<float>(0xFFC12345U);
    other_doubles[9'999] = std::bit_cast<double>(0xFFF8000000012345ULL);
    REQUIRE(hash_of(other_floats) == hash_of(floats));
    REQUIRE(hash_of(other_doubles) == hash_of(doubles));
    floats[4'096] = 2.0F;
    REQUIRE(hash_of(other_floats) != hash_of(floats));
}

TEST_CASE("values that do not fill their shape have no hash") {
    Dataset dataset = small();
    dataset.variables[0].values = std::vector<float>{1.0F};
    REQUIRE_THROWS_AS(hash(dataset), std::invalid_argument);
    dataset.variables[0].dimensions = {"level"};
    REQUIRE_THROWS_AS(hash(dataset), std::out_of_range);
}
