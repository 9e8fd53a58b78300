// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace azoth::mysql {

/// The statement is an INSERT, REPLACE, UPDATE or DELETE; comments before it do not matter.
bool changes_rows(std::string_view sql);

}  // namespace azoth::mysql
