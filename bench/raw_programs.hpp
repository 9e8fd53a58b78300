// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>

namespace azoth::bench {

/// Connects to a database; `url` is one of azoth's.
template <class Interface>
using ConnectRaw = std::unique_ptr<Interface> (*)(const std::string& url);

/// The programs behind an interface that azoth is measured against, by the name of azoth's dialect.
template <class Interface>
std::map<std::string, ConnectRaw<Interface>>& raw_programs() {
    static std::map<std::string, ConnectRaw<Interface>> programs;
    return programs;
}

/// Makes a program known: `const RegisteredRaw<RawClient, SqliteClient> kRegistered("sqlite");`
template <class Interface, class Program>
struct RegisteredRaw {
    explicit RegisteredRaw(const char* dialect) {
        raw_programs<Interface>()[dialect] = [](const std::string& url) -> std::unique_ptr<Interface> {
            return std::make_unique<Program>(url);
        };
    }
};

/// Connects and creates the tables. Null when the client is not built in.
template <class Interface>
std::unique_ptr<Interface> connect_raw(const std::string& dialect, const std::string& url) {
    const auto found = raw_programs<Interface>().find(dialect);
    return found == raw_programs<Interface>().end() ? nullptr : found->second(url);
}

}  // namespace azoth::bench
