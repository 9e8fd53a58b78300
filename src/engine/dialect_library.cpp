// SPDX-License-Identifier: MIT
#include "azoth/engine/dialect_library.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <dlfcn.h>
#include <fmt/core.h>
#include <fmt/format.h>

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

using Registered = std::vector<std::unique_ptr<Backend>>;

/// What the library registered while it was loaded, until one of its dialects is asked for. Its initialisers run once
/// only.
struct LoadedLibraries {
    std::recursive_mutex mutex;  // what a library runs may load another
    std::map<void*, Registered> registered;
};

LoadedLibraries& loaded_libraries() {
    // Never destroyed: as the libraries.
    static LoadedLibraries& all = *new LoadedLibraries;
    return all;
}

/// It is never unloaded: its code may be in use already.
void* open_library(const std::string& name, const std::string& path, LoadedLibraries& loaded) {
    std::error_code problem;
    // A name without a folder would be looked for in other places.
    const std::string whole = path.empty() ? path : std::filesystem::absolute(path, problem).string();
    if (whole.empty()) fail(name, path, "a path is needed");
    engine::CollectedBackends collected;
    void* const library = dlopen(whole.c_str(), RTLD_NOW);
    if (library == nullptr) fail(name, whole, last_problem());
    for (auto& backend : collected.take()) loaded.registered[library].push_back(std::move(backend));
    return library;
}

bool has_name(const Backend& backend, const std::string& name) {
    const std::vector<std::string> names = backend.names();
    return std::ranges::find(names, name) != names.end();
}

/// What the library says of itself: under the name that is asked for, or under another one of the same dialect.
const DialectLibrary& find_description(void* library, const Registered& registered, const std::string& name,
                                       const std::string& path) {
    std::vector<std::string> names = {name};
    for (const auto& backend : registered)
        if (has_name(*backend, name)) std::ranges::copy(backend->names(), std::back_inserter(names));
    for (const std::string& one : names)
        if (const void* const found = dlsym(library, ("azoth_dialect_" + one).c_str()))
            return *static_cast<const DialectLibrary*>(found);
    fail(name, path, fmt::format("it has no 'azoth_dialect_{}', as the libraries of dialects have", name));
}

std::unique_ptr<Backend> make_backend(const DialectLibrary& library, const std::string& name, const std::string& path) {
    if (library.make_backend == nullptr) fail(name, path, "its DialectLibrary::make_backend is null");
    auto backend = library.make_backend();
    if (backend == nullptr) fail(name, path, "its DialectLibrary::make_backend() gives a null pointer");
    if (!has_name(*backend, name))
        fail(name, path, fmt::format("its Backend::names() are {}", fmt::join(backend->names(), ", ")));
    return backend;
}

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
    LoadedLibraries& loaded = loaded_libraries();
    const std::lock_guard lock(loaded.mutex);
    if (engine::find_linked_backend(name) != nullptr) return;  // another thread was faster
    void* const library = open_library(name, path, loaded);
    Registered& registered = loaded.registered[library];
    const DialectLibrary& description = find_description(library, registered, name, path);
    require_fitting(description, name, path);
    for (auto& backend : std::exchange(registered, {})) register_backend(std::move(backend));
    if (engine::find_linked_backend(name) == nullptr) register_backend(make_backend(description, name, path));
}

namespace engine {

const Backend& find_or_load_backend(std::string_view url_dialect, const DialectPlaces& places) {
    if (const Backend* linked = find_linked_backend(url_dialect)) return *linked;
    const std::string name(url_dialect.substr(0, url_dialect.find('+')));
    if (!places.library.empty()) load_dialect_library(name, places.library);
    for (const std::string& folder : places.folders) {
        if (!is_plain(name) || find_linked_backend(url_dialect) != nullptr) break;
        if (folder.empty()) fail(name, "a folder of EngineOptions::dialect_folders", "its name is empty");
        const std::string path = folder + "/libazoth_" + name + ".so";
        std::error_code problem;
        if (std::filesystem::exists(path, problem)) load_dialect_library(name, path);
    }
    return find_backend(url_dialect);
}

}  // namespace engine
}  // namespace azoth
