#include "candor/scenario/standalone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "candor/scenario/scenario.hpp"
#include "document.hpp"
#include "keys.hpp"
#include "yaml_tree.hpp"

namespace candor::scenario {

namespace {

using Lines = std::vector<std::string>;

constexpr int most_bases = 64;  // more must go round in a circle

/// One key of a map in block style: the lines above it that tell about it, and its own.
struct Block {
    Entry entry;
    Lines comments;
    Lines body;
};

bool is_comment_or_blank(std::string const& line) {
    auto const first = line.find_first_not_of(' ');
    return first == std::string::npos || line[first] == '#';
}

/// The blocks of a map whose lines are `lines[from..to)`.
std::vector<Block> blocks_of(Node const& map, Lines const& lines, std::size_t from, std::size_t to) {
    std::vector<Block> blocks;
    auto end = from;
    for (std::size_t i = 0; i < map.entries.size(); ++i) {
        auto const begin = static_cast<std::size_t>(map.entries[i].mark.line - 1);
        auto const next = i + 1 < map.entries.size() ? static_cast<std::size_t>(map.entries[i + 1].mark.line - 1) : to;
        Block block{
            map.entries[i],
            Lines(lines.begin() + static_cast<std::ptrdiff_t>(end), lines.begin() + static_cast<std::ptrdiff_t>(begin)),
            {}};
        end = next;
        while (end > begin + 1 && is_comment_or_blank(lines[end - 1])) {
            --end;
        }
        block.body.assign(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                          lines.begin() + static_cast<std::ptrdiff_t>(end));
        blocks.push_back(std::move(block));
    }
    return blocks;
}

/// What stands in a text, as whoever reads it as a scenario sees it.
std::optional<Node> tree_of(std::string const& text, std::string const& name, Problems& problems) {
    auto source = std::make_shared<Source>();
    source->name = name;
    auto const normalized = normalize(text);
    source->lines = split_lines(normalized);
    return parse_yaml(normalized, source, problems);
}

std::string flow_text(Node const& node) {
    std::string out;
    switch (node.kind) {
        case Node::Kind::empty:
        case Node::Kind::null: return "~";
        case Node::Kind::scalar: break;
        case Node::Kind::list:
            for (auto const& item : node.items) {
                out += (out.empty() ? "" : ", ") + flow_text(item);
            }
            return "[" + out + "]";
        case Node::Kind::map:
            for (auto const& entry : node.entries) {
                out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", entry.key, flow_text(entry.value));
            }
            return "{" + out + "}";
    }
    constexpr char const* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.+/@ ";
    if (!node.quoted && !node.text.empty() && node.text.find_first_not_of(plain) == std::string::npos) {
        return node.text;
    }
    if (node.text.find('\n') != std::string::npos) {
        return nlohmann::json(node.text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    std::string quoted;
    for (char const c : node.text) {
        quoted += c == '\'' ? std::string("''") : std::string(1, c);
    }
    return "'" + quoted + "'";
}

/// Whether a key of both holds a map in both, so that neither's lines can stand as they are.
bool share_a_map(Node const& base, Node const& over) {
    return std::any_of(over.entries.begin(), over.entries.end(), [&](Entry const& entry) {
        auto const* below = base.find(entry.key);
        return below != nullptr && below->value.kind == Node::Kind::map && entry.value.kind == Node::Kind::map;
    });
}

std::string line_of(Entry const& entry, std::size_t indent) {
    return fmt::format("{:{}}{}: {}", "", indent, entry.key, flow_text(entry.value));
}

/// Whether each key begins a line, so that lines can be kept as they are.
bool begins_lines(Node const& map, Lines const& lines) {
    return std::all_of(map.entries.begin(), map.entries.end(), [&](Entry const& entry) {
        return lines[static_cast<std::size_t>(entry.mark.line - 1)].starts_with(entry.key + ":");
    });
}

/// A scenario file taken apart.
struct Parsed {
    Node root;
    std::vector<Block> blocks;
};

Parsed parse(std::string const& text, std::string const& name) {
    Problems problems;
    auto root = tree_of(text, name, problems);
    problems.throw_if_any();
    if (!root || root->kind != Node::Kind::map) {
        throw ScenarioError(Diagnostic{fmt::format("'{}' is no map of sections", name)});
    }
    std::vector<Block> blocks;
    auto const& lines = root->mark.source->lines;
    if (begins_lines(*root, lines)) {
        blocks = blocks_of(*root, lines, 0, lines.size());
    } else {
        for (auto const& entry : root->entries) {
            blocks.push_back({entry, {}, {line_of(entry, 0)}});
        }
    }
    return {std::move(*root), std::move(blocks)};
}

/// One block laid over another of the same key: maps key by key, all else replaces. Lines of the upper one are kept as
/// they are where that can be.
Block laid_over(Block base, Block over) {
    using Kind = Node::Kind;
    Node& below = base.entry.value;
    Node const& above = over.entry.value;
    if (below.kind != Kind::map || above.kind != Kind::map || above.entries.empty()) {
        return over;
    }
    if (over.comments.empty()) {
        over.comments = std::move(base.comments);
    }
    if (over.entry.key == "organization") {
        remove_excluded(below, above);
    }
    if (!above.flow && !share_a_map(below, above)) {
        auto const indent = static_cast<std::size_t>(above.entries.front().mark.column - 1);
        for (auto const& entry : below.entries) {
            if (above.find(entry.key) == nullptr) {
                over.body.push_back(line_of(entry, indent));
            }
        }
        return over;
    }
    lay_over(below, above);
    over.body = {over.entry.key + ":"};
    for (auto const& entry : below.entries) {
        over.body.push_back(line_of(entry, 2));
    }
    return over;
}

/// Sections in the order in which they are described.
void put_in_order(std::vector<Block>& blocks) {
    Scenario scenario;
    auto const names = names_of(keys_of(scenario));
    auto const place = [&](Block const& block) { return std::find(names.begin(), names.end(), block.entry.key); };
    std::stable_sort(blocks.begin(), blocks.end(), [&](Block const& a, Block const& b) { return place(a) < place(b); });
}

std::vector<Block> standalone(Parsed file, ReadBase const& read, int bases_left) {
    auto const extends = std::find_if(file.blocks.begin(), file.blocks.end(),
                                      [](Block const& block) { return block.entry.key == "extends"; });
    if (extends == file.blocks.end()) {
        return std::move(file.blocks);
    }
    auto const base_name = extends->entry.value.text;
    if (bases_left == 0) {
        throw ScenarioError(Diagnostic{fmt::format("more than {} scenarios extend one another", most_bases),
                                       fmt::format("the last is '{}'", base_name)});
    }
    auto header = std::move(file.blocks.front().comments);
    file.blocks.front().comments.clear();
    file.blocks.erase(extends);
    auto blocks = standalone(parse(read(base_name), base_name), read, bases_left - 1);
    blocks.front().comments.clear();  // what the other file says about itself
    std::erase_if(blocks, [](Block const& block) { return block.entry.key == "expect"; });
    for (auto& block : file.blocks) {
        auto const known = std::find_if(blocks.begin(), blocks.end(),
                                        [&](Block const& base) { return base.entry.key == block.entry.key; });
        if (known == blocks.end()) {
            blocks.push_back(std::move(block));
        } else {
            *known = laid_over(std::move(*known), std::move(block));
        }
    }
    put_in_order(blocks);
    auto& first = blocks.front().comments;
    first.insert(first.begin(), header.begin(), header.end());
    return blocks;
}

}  // namespace

bool extends_another(std::string const& text) {
    Problems problems;
    auto const root = tree_of(text, "", problems);
    return root && root->find("extends") != nullptr;
}

std::string standalone_text(std::string const& text, std::string const& name, ReadBase const& read) {
    auto file = parse(text, name);
    if (file.root.find("extends") == nullptr) {
        return text;
    }
    std::string out;
    for (auto const& block : standalone(std::move(file), read, most_bases)) {
        for (auto const* lines : {&block.comments, &block.body}) {
            for (auto const& line : *lines) {
                out += line + "\n";
            }
        }
    }
    return out;
}

std::map<std::string, std::string> data_files_of(std::string const& text, std::string const& name) {
    std::map<std::string, std::string> files;
    auto const file = parse(text, name);
    auto const* organization = file.root.find("organization");
    for (char const* const key : {"reports_to", "ties"}) {
        auto const* entry = organization != nullptr ? organization->value.find(key) : nullptr;
        auto const* inner = entry != nullptr ? entry->value.find("file") : nullptr;
        if (entry != nullptr && (inner != nullptr || entry->value.kind == Node::Kind::scalar)) {
            files.emplace(key, inner != nullptr ? inner->value.text : entry->value.text);
        }
    }
    return files;
}

}  // namespace candor::scenario
