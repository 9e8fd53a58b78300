// SPDX-License-Identifier: MIT
#include "azoth/engine/backend.hpp"

#include <gtest/gtest.h>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

class FakeBackend final : public Backend {
public:
    std::vector<std::string> names() const override { return {"fake", "imitation"}; }
    const Dialect& dialect(const driver::ServerInfo*) const override { return generic_dialect(); }
    std::unique_ptr<driver::Connection> connect(const Url&, const driver::ConnectSettings&) const override {
        return nullptr;
    }
};

TEST(Backends, AreFoundByEachOfTheirNames) {
    register_backend(std::make_unique<FakeBackend>());

    EXPECT_EQ(&find_backend("fake"), &find_backend("imitation"));
    EXPECT_FALSE(find_backend("fake").is_private_to_connection(Url{}));
}

TEST(Backends, AreReplacedByTheOneThatIsRegisteredLast) {
    register_backend(std::make_unique<FakeBackend>());
    const Backend* first = &find_backend("fake");
    register_backend(std::make_unique<FakeBackend>());

    EXPECT_NE(&find_backend("fake"), first);
}

TEST(Backends, ThatAreNotLinkedAreNamedWithTheirComponent) {
    register_backend(std::make_unique<FakeBackend>());

    expect_error<ArgumentError>("unknown_dialect",
                                "no database is known as 'oracle'; known: ", [] { find_backend("oracle"); });
    expect_error<ArgumentError>("unknown_dialect", "fake", [] { find_backend("oracle"); });
    expect_error<ArgumentError>("unknown_dialect",
                                "link its CMake component: target_link_libraries(your_program "
                                "azoth::oracle)",
                                [] { find_backend("oracle"); });
}

}  // namespace
}  // namespace azoth::test
