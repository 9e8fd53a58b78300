// SPDX-License-Identifier: MIT
#include "azoth/engine/dialect_library.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include <dlfcn.h>
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "engine/dialect_search.hpp"

namespace azoth {
namespace {

[[noreturn]] void fail(const std::string& name, const std::string& path, std::string_view why) {
    throw ArgumentError("bad_dialect_library",
                        fmt::format("cannot load the dialect '{}' from {}: {}", name, path, why));
}

/// Of letters that a file's name and a symbol may have, so that no name leads to another folder.
bool is_plain(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string last_problem() {
    const char* const text = dlerror();
    return text != nullptr ? text : "it is no shared library";
}

/// Unloads it again unless it is kept.
class OpenLibrary {
public:
    OpenLibrary(const std::string& name, const std::string& path) : handle_(dlopen(path.c_str(), RTLD_NOW)) {
        if (handle_ == nullptr) fail(name, path, last_problem());
    }
    OpenLibrary(const OpenLibrary&) = delete;
    OpenLibrary& operator=(const OpenLibrary&) = delete;
    ~OpenLibrary() {
        if (handle_ != nullptr) dlclose(handle_);
    }

    const void* find(const std::string& symbol) const { return dlsym(handle_, symbol.c_str()); }
    void keep() { handle_ = nullptr; }

private:
    void* handle_;
};

void require_fitting(const DialectLibrary& library, const std::string& name, const std::string& path) {
    if (library.abi != kDialectAbi)
        fail(name, path,
             fmt::format("it was built for an azoth whose dialects have number {}, and this one's have {}; build it "
                         "with the headers of this one",
                         library.abi, kDialectAbi));
    if (std::string_view(library.compiler) != __VERSION__)
        fail(name, path,
             fmt::format("it was built by the compiler {}, and the program's azoth by {}; build both by the same one",
                         library.compiler, __VERSION__));
}

}  // namespace

void load_dialect_library(const std::string& name, const std::string& path) {
    if (engine::find_linked_backend(name) != nullptr) return;
    if (!is_plain(name)) fail(name, path, "a dialect's name has small letters, digits and '_' only");
    OpenLibrary opened(name, path);
    // One of azoth's own registers itself while it is loaded.
    const bool is_there = engine::find_linked_backend(name) != nullptr;
    if (is_there) opened.keep();
    const std::string symbol = "azoth_dialect_" + name;
    const auto* const library = static_cast<const DialectLibrary*>(opened.find(symbol));
    if (library == nullptr) fail(name, path, fmt::format("it has no '{}', as the libraries of dialects have", symbol));
    require_fitting(*library, name, path);
    if (is_there) return;
    opened.keep();
    register_backend(library->make_backend());
}

namespace engine {

const Backend& find_or_load_backend(std::string_view url_dialect, const DialectPlaces& places) {
    if (const Backend* linked = find_linked_backend(url_dialect)) return *linked;
    const std::string name(url_dialect.substr(0, url_dialect.find('+')));
    if (!places.library.empty()) load_dialect_library(name, places.library);
    for (const std::string& folder : places.folders) {
        if (!is_plain(name) || find_linked_backend(url_dialect) != nullptr) break;
        const std::string path = folder + "/libazoth_" + name + ".so";
        if (std::filesystem::exists(path)) load_dialect_library(name, path);
    }
    return find_backend(url_dialect);
}

}  // namespace engine
}  // namespace azoth
