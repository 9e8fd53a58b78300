// SPDX-License-Identifier: MIT
#include "engine/default_evaluation.hpp"

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::engine {

class DefaultEvaluation::Row final : public DefaultContext {
public:
    Row(const DefaultEvaluation& evaluation, const DefaultPlan::Use& use) : evaluation_(evaluation), use_(use) {}

    std::optional<Value> current_parameter(std::string_view column) const override {
        for (const auto& [name, slot] : evaluation_.plan_.rows[use_.row])
            if (name == column) return value_of(slot);
        return std::nullopt;
    }
    bool is_update() const override { return use_.is_update; }

private:
    std::optional<Value> value_of(const BindSlot& slot) const {
        switch (slot.source) {
            case BindSlot::Source::Bind:
                return static_cast<const sql::BindNode*>(evaluation_.binds_[slot.index])->value;
            case BindSlot::Source::Parameter: return Value(evaluation_.parameters_[slot.index]);
            case BindSlot::Source::Named:
                return evaluation_.names_
                    .values_of(static_cast<const sql::NamedBindNode&>(*evaluation_.binds_[slot.index]))
                    .front();
            case BindSlot::Source::Default:
                if (slot.index < evaluation_.made_.size()) return *evaluation_.made_[slot.index];
                return std::nullopt;
            default: return std::nullopt;
        }
    }

    const DefaultEvaluation& evaluation_;
    const DefaultPlan::Use& use_;
};

DefaultEvaluation::DefaultEvaluation(const DefaultPlan& plan, std::span<const sql::Node* const> binds,
                                     std::span<const ValueView> parameters, const NamedValues& names,
                                     std::forward_list<Value>& values)
    : plan_(plan), binds_(binds), parameters_(parameters), names_(names), values_(values) {}

ValueView DefaultEvaluation::evaluate(std::uint32_t use) {
    const DefaultPlan::Use& wanted = plan_.uses[use];
    values_.push_front(wanted.source.evaluate(Row(*this, wanted)));
    made_.push_back(&values_.front());
    return values_.front().view();
}

}  // namespace azoth::engine
