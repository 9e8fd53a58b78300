// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "azoth/base/error.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/orm/mapper.hpp"
#include "azoth/orm/registry.hpp"
#include "azoth/orm/session.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {

/// A class with a value that may be NULL.
template <class T>
struct Stored {
    std::int64_t id = 0;
    std::optional<T> value;
};

template <class T>
void mapping(Mapper<Stored<T>>& m) {
    m.table("stored_objects");
    m.template columns<&Stored<T>::id, &Stored<T>::value>();
    m.primary_key(&Stored<T>::id);
}

/// Writes values to the database and reads them again.
struct TypeRoundTrip : BackendTest {
    template <class T>
    static bool same(const T& left, const T& right) {
        return cpp_type<T>().equal(&left, &right);
    }

    /// Whether the database has the type, or something in its place.
    bool has_type(const SqlType& type) {
        MetaData metadata;
        const Table table("asked", metadata, Column("v", type));
        try {
            dialect().type_name(type, table.definition(), table.definition().definitions()[0]);
            return true;
        } catch (const CompileError& error) {
            if (error.code() != "unsupported") throw;
            return false;
        }
    }

    /// The values and NULL in a column of `type`. Each is read twice, since the first execution of a statement may get
    /// its cells in another form than later ones.
    template <class T>
    void expect_same(const SqlType& type, const std::vector<T>& values) {
        MetaData metadata;
        const Table table("stored_values_" + std::to_string(++table_count_), metadata,
                          Column("id", BigInteger{}).primary_key(), Column("v", type));
        const auto column = table.template c<std::optional<T>>("v");
        create_all(metadata, engine());
        Connection connection = engine().connect();
        connection.execute(insert(table).values(column = std::nullopt));
        for (const T& value : values) connection.execute(insert(table).values(column = value));
        connection.commit();

        const auto query = select(column).order_by(table.template c<std::int64_t>("id"));
        expect_read(connection.scalars(query).all(), values);
        expect_read(connection.scalars(query).all(), values);
    }
    /// The same in a column of the type's own, and in a mapped class.
    template <class T>
    void expect_same(const std::vector<T>& values) {
        expect_same(cpp_type<T>().sql_type(), values);
        expect_same_in_objects(values);
    }
    template <class T>
    void expect_extremes() {
        using Limits = std::numeric_limits<T>;
        expect_same<T>({T{0}, T{1}, Limits::lowest(), Limits::max()});
    }

private:
    // Each has a table of its own: a statement may stay prepared for the types of another table of this name.
    inline static int table_count_ = 0;

    template <class T>
    void expect_same_in_objects(const std::vector<T>& values) {
        const Registry registry = Registry::of<Stored<T>>();
        registry.drop_all(engine());
        registry.create_all(engine());
        {
            Session session(engine());
            session.add(Stored<T>{});
            session.flush();
            for (const T& value : values) {
                session.add(Stored<T>{.value = value});
                session.flush();
            }
            session.commit();
        }
        std::vector<std::optional<T>> read;
        Session session(engine());
        for (const auto& object : session.scalars(select<Stored<T>>().order_by(&Stored<T>::id)))
            read.push_back(object->value);
        expect_read(read, values);
    }

    template <class T>
    static void expect_read(const std::vector<std::optional<T>>& read, const std::vector<T>& values) {
        ASSERT_EQ(read.size(), values.size() + 1);
        EXPECT_EQ(read[0].has_value(), false);
        for (std::size_t i = 0; i < values.size(); ++i)
            EXPECT_TRUE(read[i + 1] && same(*read[i + 1], values[i]))
                << "value " << i << " of " << cpp_type<T>().name << " is not as it was written";
    }
};

}  // namespace azoth::test
