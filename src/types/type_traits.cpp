// SPDX-License-Identifier: MIT
#include "azoth/types/type_traits.hpp"

namespace azoth {

struct Scratch::Kept {
    std::string text;
    Kept* next;
};

std::string_view Scratch::keep(std::string text) {
    texts_ = new Kept{std::move(text), texts_};
    return texts_->text;
}

void Scratch::destroy_texts() {
    while (texts_ != nullptr) delete std::exchange(texts_, texts_->next);
}

}  // namespace azoth
