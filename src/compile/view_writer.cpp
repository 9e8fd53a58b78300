// SPDX-License-Identifier: MIT
#include "compile/view_writer.hpp"

#include "compile/context.hpp"
#include "compile/ddl_words.hpp"
#include "compile/literal_sql.hpp"

namespace azoth::compile {
namespace {

void require_materialized(const SqlWriter& writer) {
    require_ddl(writer, writer.dialect().ddl().materialized_views, "materialized views",
                "use a view, or create_table_as() and refill the table");
}

void write_query(SqlWriter& writer, const ViewDefinition& view) {
    writer.text(" AS ").text(literal_sql(*view.select, writer.dialect(), view.table->columns()));
}

std::string_view view_word(const ViewDefinition& view) { return view.is_materialized ? "MATERIALIZED VIEW " : "VIEW "; }

}  // namespace

void write_create_view(SqlWriter& writer, const DdlNode& ddl) {
    const ViewDefinition& view = *ddl.view;
    const DdlCapabilities& can = writer.dialect().ddl();
    writer.text("CREATE ");
    if (ddl.replaces) {
        require_ddl(writer, can.replaceable_views && !view.is_materialized, "CREATE OR REPLACE of this view",
                    "drop the old one first: DropView(view).if_exists()");
        writer.text("OR REPLACE ");
    }
    if (view.is_temporary) {
        require_ddl(writer, can.temporary_views, "temporary views", "make it a lasting one, and drop it");
        writer.text("TEMPORARY ");
    }
    if (view.is_materialized) require_materialized(writer);
    writer.text(view_word(view));
    if (ddl.is_conditional) {
        require_ddl(writer, can.conditional_views || view.is_materialized, "CREATE VIEW IF NOT EXISTS",
                    "use or_replace()");
        writer.text("IF NOT EXISTS ");
    }
    writer.table_name(*view.table);
    write_query(writer, view);
}

void write_drop_view(SqlWriter& writer, const DdlNode& ddl) {
    if (ddl.view->is_materialized) require_materialized(writer);
    writer.text("DROP ").text(view_word(*ddl.view)).text(if_exists(ddl)).table_name(*ddl.view->table);
    write_cascade(writer, ddl);
}

void write_refresh_view(SqlWriter& writer, const DdlNode& ddl) {
    require_materialized(writer);
    writer.text("REFRESH MATERIALIZED VIEW ").text(ddl.is_concurrent ? "CONCURRENTLY " : "");
    writer.table_name(*ddl.view->table);
}

void write_create_table_as(SqlWriter& writer, const DdlNode& ddl) {
    writer.text(ddl.view->is_temporary ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ");
    writer.text(if_not_exists(ddl)).table_name(*ddl.view->table);
    write_query(writer, *ddl.view);
    if (!ddl.has_no_data) return;
    require_ddl(writer, writer.dialect().ddl().tables_without_data, "CREATE TABLE AS ... WITH NO DATA",
                "add .where(or_()) to the query, which no row meets");
    writer.text(" WITH NO DATA");
}

}  // namespace azoth::compile
