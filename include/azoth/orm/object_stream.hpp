// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "azoth/engine/result.hpp"
#include "azoth/orm/mapped_class.hpp"

namespace azoth {

namespace orm {

/// Relationships of a plain value: access says that they are not loaded.
void forget_relations(const ClassMap& map, void* object);

}  // namespace orm

/// The objects of a query one after another, as plain values in flat memory: Session::stream(). The object under the
/// iterator is overwritten by the next one; copy it to keep it. Its relationships are not loaded, and access to them is
/// a DetachedError.
template <class E>
class ObjectStream : public ResultCore {
public:
    struct Sentinel {};

    class Iterator {
    public:
        using value_type = E;
        using difference_type = std::ptrdiff_t;

        explicit Iterator(ObjectStream& stream) : stream_(&stream) {}
        const E& operator*() const { return stream_->object_; }
        const E* operator->() const { return &stream_->object_; }
        Iterator& operator++() {
            stream_->advance();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(Sentinel) const { return !stream_->has_object_; }

    private:
        ObjectStream* stream_;
    };

    ObjectStream(ResultCore core, const orm::ClassMap& map, std::vector<DecodeStep> steps)
        : ResultCore(std::move(core)) {
        read_into(std::move(steps));
        orm::forget_relations(map, &object_);
    }

    /// Reads the first of the objects that are left.
    Iterator begin() {
        advance();
        return Iterator(*this);
    }
    Sentinel end() const { return {}; }

private:
    void advance() { has_object_ = fetch_object(&object_); }

    E object_{};
    bool has_object_ = false;
};

}  // namespace azoth
