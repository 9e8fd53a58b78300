// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dialects/postgresql/driver_format.hpp"
#include "dialects/postgresql/driver_layout.hpp"

namespace azoth::postgresql {

/// A statement that the server keeps under a name, or will keep once it has accepted it.
///
/// Lifetime: ends before the list of names to deallocate, to which its destructor adds the name. The server is told
/// when the next statement is prepared, so that this costs no round trip.
class Prepared {
public:
    Prepared(std::string name, std::vector<std::string>& to_deallocate)
        : name_(std::move(name)), to_deallocate_(to_deallocate) {}
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    ~Prepared() {
        if (is_on_server_) to_deallocate_.push_back(std::move(name_));
    }

    const char* name() const { return name_.c_str(); }
    bool is_on_server() const { return is_on_server_; }
    void set_on_server(bool is_on_server) { is_on_server_ = is_on_server; }

    /// Null until the first successful execution has shown the columns.
    const std::shared_ptr<const Layout>& layout() const { return layout_; }
    void set_layout(std::shared_ptr<const Layout> layout) { layout_ = std::move(layout); }
    int result_format() const { return layout_ == nullptr ? kTextFormat : layout_->best_format; }

private:
    std::string name_;
    std::vector<std::string>& to_deallocate_;
    bool is_on_server_ = false;
    std::shared_ptr<const Layout> layout_;
};

}  // namespace azoth::postgresql
