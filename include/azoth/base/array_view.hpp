// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace azoth {

/// A view of values that stand one after another, for what a template hands over to compiled code: a std::span without
/// the concepts that its constructors check, which costs a source file 5 to 35 ms for each type that it is made of.
template <class T>
class ArrayView {
public:
    constexpr ArrayView() = default;
    constexpr ArrayView(const T* first, std::size_t size) : first_(first), size_(size) {}
    template <std::size_t N>
    constexpr ArrayView(const T (&values)[N]) : first_(values), size_(N) {}

    const T* begin() const { return first_; }
    const T* end() const { return first_ + size_; }
    const T* data() const { return first_; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const T& operator[](std::size_t position) const { return first_[position]; }

private:
    const T* first_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace azoth
