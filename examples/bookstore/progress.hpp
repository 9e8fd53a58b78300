// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdio>

namespace bookstore {

/// Shows in one line of a terminal how far a long job is; says nothing where there is no terminal.
class Progress {
public:
    explicit Progress(std::FILE* out);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    /// Clears the line.
    ~Progress();

    /// `part` is from 0 to 1. To be called often: only some calls show.
    void show(std::size_t rows, double part);

private:
    std::FILE* out_;
    bool is_terminal_;
    double next_part_ = 0;
};

}  // namespace bookstore
