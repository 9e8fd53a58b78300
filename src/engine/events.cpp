// SPDX-License-Identifier: MIT
#include "azoth/engine/events.hpp"

#include "engine/parameters_text.hpp"

namespace azoth {

std::string ExecuteEvent::parameters_text() const {
    return hides_parameters ? "(hidden)" : engine::parameters_text(parameters, row_count);
}

}  // namespace azoth
