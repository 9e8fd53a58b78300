// SPDX-License-Identifier: MIT
#include "support/backend_test.hpp"

#include "support/test_database.hpp"

namespace azoth::test {

void BackendTest::SetUp() {
    url_ = make_empty_database(tested_dialect());
    if (!url_) GTEST_SKIP() << why_no_database(tested_dialect());
}

void BackendTest::TearDown() {
    engine_.reset();
}

const Engine& BackendTest::engine() {
    if (!engine_) engine_ = make_engine({});
    return *engine_;
}

Engine BackendTest::make_engine(const EngineOptions& options) const {
    return create_engine(url(), options);
}

}  // namespace azoth::test
