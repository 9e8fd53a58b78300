// SPDX-License-Identifier: MIT
#include "faults/failing_new.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

thread_local int countdown = 0;
thread_local bool has_failed = false;

bool is_to_fail() {
    if (countdown == 0 || --countdown != 0) return false;
    has_failed = true;
    return true;
}

void* allocate(std::size_t size) {
    void* const place = is_to_fail() ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (place == nullptr) throw std::bad_alloc();
    return place;
}

void* allocate(std::size_t size, std::align_val_t alignment) {
    const auto step = static_cast<std::size_t>(alignment);
    void* const place = is_to_fail() ? nullptr : std::aligned_alloc(step, (size + step - 1) / step * step);
    if (place == nullptr) throw std::bad_alloc();
    return place;
}

}  // namespace

// NOLINTBEGIN: their names and forms are the language's.
void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return allocate(size, alignment);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* place, const std::nothrow_t&) noexcept {
    std::free(place);
}
void operator delete[](void* place, const std::nothrow_t&) noexcept {
    std::free(place);
}
void operator delete(void* place) noexcept {
    std::free(place);
}
void operator delete[](void* place) noexcept {
    std::free(place);
}
void operator delete(void* place, std::size_t) noexcept {
    std::free(place);
}
void operator delete[](void* place, std::size_t) noexcept {
    std::free(place);
}
void operator delete(void* place, std::align_val_t) noexcept {
    std::free(place);
}
void operator delete[](void* place, std::align_val_t) noexcept {
    std::free(place);
}
void operator delete(void* place, std::size_t, std::align_val_t) noexcept {
    std::free(place);
}
void operator delete[](void* place, std::size_t, std::align_val_t) noexcept {
    std::free(place);
}
// NOLINTEND

namespace azoth::test {

FailingNew::FailingNew(int number) {
    ::has_failed = false;
    countdown = number;
}

FailingNew::~FailingNew() {
    countdown = 0;
}

bool FailingNew::has_failed() {
    return ::has_failed;
}

}  // namespace azoth::test
