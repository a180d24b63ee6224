#include "document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "keys.hpp"
#include "overrides.hpp"
#include "text.hpp"

namespace candor::scenario {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 4U << 20U;

/// The text of a file, or why it cannot be read.
struct FileText {
    std::string text;
    std::string failure;
};

FileText read_file(fs::path const& file) {
    std::error_code unknown;
    if (fs::is_directory(file, unknown)) {
        return {"", "it is a folder"};
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return {"", errno != 0 ? std::strerror(errno) : "it cannot be opened"};
    }
    std::string text;
    std::vector<char> buffer(1U << 16U);
    while (stream && text.size() <= largest_file) {
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        text.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (text.size() > largest_file) {
        return {"", fmt::format("it is larger than {} MiB", largest_file >> 20U)};
    }
    return {std::move(text), stream.bad() ? "reading failed" : ""};
}

[[noreturn]] void throw_now(Problem problem, Problems& problems) {
    problems.add(std::move(problem));
    problems.throw_if_any();
    throw Error("unreachable");
}

/// Refuses text that is not UTF-8, at the place where it is not.
void check_utf8(std::string const& text, std::shared_ptr<Source const> const& source, Problems& problems) {
    auto const invalid = first_invalid_byte(text);
    if (!invalid) {
        return;
    }
    auto const before = std::string_view(text).substr(0, *invalid);
    auto const line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    auto const column = count_characters(before.substr(before.rfind('\n') + 1)) + 1;
    throw_now({Mark{source, line, column, 1}, "this is not UTF-8 text", "", "save the file as UTF-8"}, problems);
}

/// Reads a file and the files it extends.
class ExtendsReader {
public:
    explicit ExtendsReader(Problems& problems) : problems_(problems) {}

    Node read(Start const& start) {
        chain_.push_back({start.name, identity(start)});
        auto root = parse_map(start, order_++, scenario_file, problems_);
        if (auto const* const entry = sweep_entry(root)) {
            stop({entry->mark, "this is a sweep, not a scenario", fmt::format("it has `{}`", entry->key),
                  fmt::format("`candor sweep {}` runs it", start.name)});
        }
        auto const extends = std::find_if(root.entries.begin(), root.entries.end(),
                                          [](Entry const& entry) { return entry.key == "extends"; });
        if (extends == root.entries.end()) {
            return root;
        }
        auto const entry = std::move(*extends);
        root.entries.erase(extends);
        auto base = read(base_of(entry));
        std::erase_if(base.entries,
                      [](Entry const& e) { return e.key == "expect"; });  // what one file claims is its own
        lay_over(base, std::move(root));
        return base;
    }

    [[nodiscard]] int sources() const { return order_; }

private:
    struct Link {
        std::string name;
        fs::path identity;
    };

    static fs::path identity(Start const& start) {
        std::error_code unknown;
        auto const file = start.file.empty() ? start.folder / start.name : start.file;
        auto const canonical = fs::weakly_canonical(file, unknown);
        return unknown ? file.lexically_normal() : canonical;
    }

    Start base_of(Entry const& entry) {
        auto const& value = entry.value;
        if (value.kind != Node::Kind::scalar || value.text.empty()) {
            stop({value_mark(entry), "`extends` must be the name of one file"});
        }
        auto const file = (value.mark.source->folder / fs::path(value.text)).lexically_normal();
        auto const name = file.generic_string();
        auto const base = Start{"", name, file.parent_path(), file};
        auto const first = std::find_if(chain_.begin(), chain_.end(),
                                        [&](Link const& link) { return link.identity == identity(base); });
        if (first != chain_.end()) {
            std::string path;
            std::for_each(first, chain_.end(), [&](Link const& link) { path += link.name + " -> "; });
            stop({value.mark, "`extends` goes round in a circle", path + first->name});
        }
        auto content = read_file(file);
        if (!content.failure.empty()) {
            stop({value.mark, fmt::format("cannot read scenario '{}'", name), std::move(content.failure)});
        }
        return {std::move(content.text), name, file.parent_path(), file};
    }

    [[noreturn]] void stop(Problem problem) { throw_now(std::move(problem), problems_); }

    Problems& problems_;
    std::vector<Link> chain_;
    int order_ = 0;
};

/// Whether what stands in one source goes over what stands in the other: `--set` over files, a file over those it extends.
bool goes_over(Source const& one, Source const& other) {
    return one.numbered != other.numbered ? !one.numbered : one.numbered && one.order < other.order;
}

/// Pairs of keys of `organization` that exclude each other.
constexpr std::pair<char const*, char const*> exclusive[] = {{"members", "reports_to"},
                                                             {"members", "ties"},
                                                             {"span", "reports_to"},
                                                             {"span", "ties"},
                                                             {"ties_per_member", "ties"}};

/// The entries of `organization`, or null if it is no map.
Node* organization_of(Node& root) {
    auto* const organization = root.find("organization");
    return organization == nullptr || organization->value.kind != Node::Kind::map ? nullptr : &organization->value;
}

/// Of two keys of `organization` that exclude each other, those for which `covered(by, key)` holds are removed.
template <class Covered>
void remove_covered(Node& organization, Covered const& covered) {
    std::vector<std::string> gone;
    for (auto const& entry : organization.entries) {
        for (auto const& [one, other] : exclusive) {
            if ((entry.key == one && covered(other, entry)) || (entry.key == other && covered(one, entry))) {
                gone.push_back(entry.key);
            }
        }
    }
    std::erase_if(organization.entries,
                  [&](Entry const& entry) { return std::find(gone.begin(), gone.end(), entry.key) != gone.end(); });
}

/// Of two keys that exclude each other, the one written on top stands, so that a generated scenario can be run on a chart
/// and back. Two in one place are left for the reader to refuse.
void settle_organization(Node& root) {
    if (auto* const organization = organization_of(root)) {
        remove_covered(*organization, [&](char const* name, Entry const& below) {
            auto const* top = organization->find(name);
            return top != nullptr && top->value.kind != Node::Kind::null &&
                   goes_over(*top->mark.source, *below.mark.source);
        });
    }
}

/// Applies all of `--set`, numbering them as sources after the files.
void apply_overrides(Node& root, std::vector<std::string> const& overrides, int order, Problems& problems) {
    for (auto const& argument : overrides) {
        apply_override(root, argument, order++, problems);
    }
    settle_organization(root);
}

/// A variant of what `files` say, refused where it changes what variants share.
VariantDocument variant_of(Entry const& entry, Node const& files, Problems& problems) {
    VariantDocument variant{entry.key, entry.mark, files};
    auto changes = entry.value;
    using Kind = Node::Kind;
    if (!is_name(entry.key)) {
        problems.add({entry.mark, fmt::format("`{}` cannot be the name of a variant", entry.key), name_rule});
    } else if (changes.kind != Kind::map && changes.kind != Kind::null && changes.kind != Kind::empty) {
        problems.add({value_mark(entry), fmt::format("variant `{}` must be a map of what differs", entry.key), "",
                      fmt::format("write it like `{}: {{environment: {{volatility: .15}}}}`", entry.key)});
        changes = {};
    }
    for (auto const& change : changes.entries) {
        if (!may_vary(change.key)) {
            problems.add({change.mark, fmt::format("a variant cannot change `{}`", change.key),
                          "all variants are run alike and told by their names"});
        }
    }
    std::erase_if(changes.entries, [](Entry const& change) { return !may_vary(change.key); });
    if (changes.kind == Kind::map) {
        auto* const below = organization_of(variant.root);
        auto const* const above = organization_of(changes);
        if (below != nullptr && above != nullptr) {
            remove_excluded(*below, *above);
        }
        lay_over(variant.root, std::move(changes));
    }
    return variant;
}

}  // namespace

void remove_excluded(Node& below, Node const& above) {
    remove_covered(below, [&](char const* name, Entry const& entry) {
        auto const* top = above.find(name);
        return top != nullptr && top->value.kind != Node::Kind::null && above.find(entry.key) == nullptr;
    });
}

Start read_start(fs::path const& file, FileKind const& kind) {
    auto content = read_file(file);
    if (!content.failure.empty()) {
        throw ScenarioError(
            Diagnostic{fmt::format("cannot read {} '{}'", kind.name, file.generic_string()), content.failure});
    }
    return {std::move(content.text), file.generic_string(), file.parent_path(), file};
}

Node parse_map(Start const& start, int order, FileKind const& kind, Problems& problems) {
    auto const text = normalize(start.text);
    auto const source = std::make_shared<Source>();
    source->name = start.name;
    source->folder = start.folder;
    source->lines = split_lines(text);
    source->order = order;
    check_utf8(text, source, problems);
    auto root = parse_yaml(text, source, problems);
    if (!root) {
        problems.throw_if_any();
    }
    using Kind = Node::Kind;
    if (root->kind == Kind::scalar || root->kind == Kind::list) {
        auto const what = root->kind == Kind::list ? "a list" : "a text";
        throw_now({root->mark, fmt::format("a {} is a map of `key: value`, not {}", kind.name, what), "", kind.begin},
                  problems);
    }
    if (root->kind != Kind::map) {
        Mark const nowhere{source, 1, 0, 1};
        throw_now({nowhere, fmt::format("the {} is empty", kind.name), "it holds no key", kind.begin}, problems);
    }
    return std::move(*root);
}

Entry const* sweep_entry(Node const& root) {
    auto const* const factors = root.find("factors");
    return factors != nullptr ? factors : root.find("design");
}

Document resolve_document(Start const& start, std::vector<std::string> const& overrides, Problems& problems,
                          Node const* over) {
    ExtendsReader reader(problems);
    Document document{reader.read(start), start.text};
    if (over != nullptr) {
        lay_over(document.root, *over);
        settle_organization(document.root);
    }
    auto const files = document.root;
    apply_overrides(document.root, overrides, reader.sources(), problems);
    auto const* const variants = document.root.find("variants");
    if (variants != nullptr && variants->value.kind == Node::Kind::map) {
        for (auto const& entry : variants->value.entries) {
            auto variant = variant_of(entry, files, problems);
            apply_overrides(variant.root, overrides, reader.sources(), problems);
            std::erase_if(variant.root.entries, [](Entry const& section) {
                return section.key == "variants" || section.key == "compare" || section.key == "expect";
            });
            document.variants.push_back(std::move(variant));
        }
    }
    return document;
}

void set_everywhere(Document& document, std::string_view path, Mark const& place, Node const& value,
                    Problems& problems) {
    auto const set = [&](Node& root) {
        set_at_path(root, path, place, value, problems);
        settle_organization(root);
    };
    set(document.root);
    for (auto& variant : document.variants) {
        set(variant.root);
    }
}

}  // namespace candor::scenario
