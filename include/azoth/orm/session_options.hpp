// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/loader_criteria.hpp"

namespace azoth {

struct SessionOptions {
    /// Write pending changes before each query, so that the query sees them.
    bool autoflush = true;
    /// After so many lazy loads of one relationship, for what was loaded at one place of the program, a warning says
    /// which option loads it with the query. 0: never.
    int lazy_load_warning = 10;
    /// Conditions on classes that all statements get: see LoaderCriteria.
    LoaderCriteria criteria = {};
};

}  // namespace azoth
