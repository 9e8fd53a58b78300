// SPDX-License-Identifier: MIT
#pragma once

namespace azoth::test {

/// Lets one allocation of this thread throw std::bad_alloc: the `number`-th from now on.
///
/// It replaces operator new of the whole program.
class FailingNew {
public:
    explicit FailingNew(int number);
    FailingNew(const FailingNew&) = delete;
    FailingNew& operator=(const FailingNew&) = delete;
    ~FailingNew();

    static bool has_failed();
};

}  // namespace azoth::test
