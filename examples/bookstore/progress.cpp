// SPDX-License-Identifier: MIT
#include "progress.hpp"

#include <unistd.h>

#include <fmt/core.h>

namespace bookstore {

constexpr double kStep = 0.01;

Progress::Progress(std::FILE* out) : out_(out), is_terminal_(isatty(fileno(out)) == 1) {}

Progress::~Progress() {
    if (is_terminal_) std::fputs("\r\033[K", out_);
}

void Progress::show(std::size_t rows, double part) {
    if (!is_terminal_ || part < next_part_) return;
    next_part_ = part + kStep;
    fmt::print(out_, "\r{:3.0f} %  {} rows", part * 100, rows);
    std::fflush(out_);
}

}  // namespace bookstore
