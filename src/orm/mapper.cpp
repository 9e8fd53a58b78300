// SPDX-License-Identifier: MIT
#include "azoth/orm/mapper.hpp"

namespace azoth {

RelationshipMapping& RelationshipMapping::cascade(Cascade cascade) {
    relationship_->cascade = cascade | Cascade::SaveUpdate;
    return *this;
}

RelationshipMapping& RelationshipMapping::loading(Loading loading) {
    relationship_->loading = loading;
    return *this;
}

}  // namespace azoth
