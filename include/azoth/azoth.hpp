// SPDX-License-Identifier: MIT
#pragma once

// What a program with mapped classes needs, except azoth/types/json.hpp and azoth/types/uuid.hpp, which bring in the
// libraries of their types. The headers in which wrong queries are refused come first and by name: a compiler's message
// begins with the chain of includes, and so it is a short one.

#include "azoth/sql/operand.hpp"

#include "azoth/sql/expr.hpp"

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/bind_parameter.hpp"
#include "azoth/sql/bitwise.hpp"
#include "azoth/sql/case.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/constants.hpp"
#include "azoth/sql/custom_function.hpp"
#include "azoth/sql/custom_operator.hpp"
#include "azoth/sql/extract.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/grouping.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/quantified.hpp"
#include "azoth/sql/regexp.hpp"
#include "azoth/sql/table_functions.hpp"
#include "azoth/sql/tuple.hpp"

#include "azoth/orm/auto_columns.hpp"
#include "azoth/orm/column_property.hpp"
#include "azoth/orm/composite.hpp"
#include "azoth/orm/formula.hpp"
#include "azoth/orm/hooks.hpp"
#include "azoth/orm/inspect.hpp"
#include "azoth/orm/mapper.hpp"
#include "azoth/orm/orm_execute_state.hpp"

#include "azoth/orm/registry.hpp"
#include "azoth/orm/relationship_conditions.hpp"
#include "azoth/orm/scoped_session.hpp"
#include "azoth/orm/session_factory.hpp"
#include "azoth/orm/session_listener.hpp"
#include "azoth/orm/write_only.hpp"

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "azoth/compile/display.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/values.hpp"
#include "azoth/types/array_types.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/enum_types.hpp"
