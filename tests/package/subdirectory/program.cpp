// SPDX-License-Identifier: MIT
#include "azoth/base/error.hpp"

int main() {}
