// SPDX-License-Identifier: MIT
#include "azoth/schema/domain.hpp"

namespace azoth {
namespace {

class DomainType final : public UserType {
public:
    explicit DomainType(Domain definition) : domain(std::move(definition)) {}
    const std::string& name() const override { return domain.name(); }
    const std::string& schema() const override { return domain.schema(); }

    const Domain domain;
};

}  // namespace

SqlType Domain::type() const {
    SqlType type = base_;
    TypeSpelling spelling = base_.spelling ? *base_.spelling : TypeSpelling{};
    spelling.user_type = make_node<const DomainType>(*this);
    type.spelling = share(std::move(spelling));
    return type;
}

const Domain* domain_of(const SqlType& type) {
    if (!type.spelling) return nullptr;
    const auto* const domain = dynamic_cast<const DomainType*>(type.spelling->user_type.get());
    return domain == nullptr ? nullptr : &domain->domain;
}

}  // namespace azoth
