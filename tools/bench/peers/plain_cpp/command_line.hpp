// What every program here takes and prints: one line of JSON for each run.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

using Clock = std::chrono::steady_clock;

struct CommandLine {
    int members = 1000, weeks = 52, runs = 1;
    unsigned seed = 1;
    std::string style = "level2";

    CommandLine(int argc, char** argv) {
        for (int i = 1; i + 1 < argc; i += 2) {
            std::string_view const name = argv[i];
            if (name == "--members")
                members = std::atoi(argv[i + 1]);
            else if (name == "--weeks")
                weeks = std::atoi(argv[i + 1]);
            else if (name == "--runs")
                runs = std::atoi(argv[i + 1]);
            else if (name == "--seed")
                seed = static_cast<unsigned>(std::atoi(argv[i + 1]));
            else if (name == "--style")
                style = argv[i + 1];
            else {
                std::fprintf(stderr, "error: no option %s\n", argv[i]);
                std::exit(2);
            }
        }
    }
};

class JsonLine {
public:
    JsonLine(char const* engine, CommandLine const& options, int run, Clock::time_point begin,
             Clock::time_point founded, Clock::time_point end) {
        auto const seconds = [](auto duration) { return std::chrono::duration<double>(duration).count(); };
        std::printf("{\"engine\": \"%s\", \"members\": %d, \"weeks\": %d, \"seed\": %u", engine, options.members,
                    options.weeks, options.seed + run);
        add("founding_seconds", seconds(founded - begin));
        add("seconds", seconds(end - founded));
    }
    ~JsonLine() {
        std::puts("}");
        std::fflush(stdout);
    }
    JsonLine(JsonLine const&) = delete;
    JsonLine& operator=(JsonLine const&) = delete;

    void add(std::string const& name, double value) {
        if (std::isfinite(value))
            std::printf(", \"%s\": %.9g", name.c_str(), value);
        else
            std::printf(", \"%s\": null", name.c_str());
    }

    template <typename Members, typename Get>
    void add_mean_and_sd(std::string const& name, Members const& members, Get get) {
        double sum = 0, squares = 0;
        for (auto const& member : members) sum += get(member);
        double const mean = sum / static_cast<double>(members.size());
        for (auto const& member : members) squares += (get(member) - mean) * (get(member) - mean);
        add(name + "_mean", mean);
        add(name + "_sd", std::sqrt(squares / static_cast<double>(members.size())));
    }
};
