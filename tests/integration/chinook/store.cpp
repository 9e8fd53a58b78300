// SPDX-License-Identifier: MIT
#include "integration/chinook/store.hpp"

#include <cctype>
#include <set>

#include "support/test_database.hpp"

namespace azoth::test::chinook {
namespace {

/// The names that are written in two ways.
std::set<std::string, std::less<>>& known_names() {
    static std::set<std::string, std::less<>> names;
    return names;
}

bool is_letter(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

template <auto... Members, class T>
void map_table(Mapper<T>& m, std::string_view table) {
    m.table(spelled(table));
    m.template columns<Members...>();
    (m.column(Members).name(spelled(detail::member_name<Members>())), ...);
}

}  // namespace

std::string spelled(std::string_view name) {
    known_names().emplace(name);
    if (tested_dialect() == "postgresql") return std::string(name);
    std::string result;
    bool is_start = true;
    for (const char letter : name) {
        if (letter == '_') {
            is_start = true;
            continue;
        }
        result += is_start ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
        is_start = false;
    }
    return result;
}

std::string spelled_sql(std::string_view sql) {
    std::string result;
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t end = at;
        while (end < sql.size() && is_letter(sql[end])) ++end;
        const std::string_view word = sql.substr(at, end - at);
        if (word.empty()) {
            result += sql[at++];
            continue;
        }
        result += known_names().contains(word) ? spelled(word) : std::string(word);
        at = end;
    }
    return result;
}

void mapping(Mapper<Artist>& m) {
    map_table<&Artist::artist_id, &Artist::name>(m, "artist");
    m.primary_key(&Artist::artist_id);
    m.relationship<&Artist::albums>().order_by(&Album::album_id);
}

void mapping(Mapper<Album>& m) {
    map_table<&Album::album_id, &Album::title, &Album::artist_id>(m, "album");
    m.primary_key(&Album::album_id);
    m.column(&Album::artist_id).references(&Artist::artist_id);
    m.relationship<&Album::artist>();
    m.relationship<&Album::tracks>().order_by(&Track::track_id);
}

void mapping(Mapper<Genre>& m) {
    map_table<&Genre::genre_id, &Genre::name>(m, "genre");
    m.primary_key(&Genre::genre_id);
    m.relationship<&Genre::tracks>();
}

void mapping(Mapper<MediaType>& m) {
    map_table<&MediaType::media_type_id, &MediaType::name>(m, "media_type");
    m.primary_key(&MediaType::media_type_id);
    m.relationship<&MediaType::tracks>();
}

void mapping(Mapper<Track>& m) {
    map_table<&Track::track_id, &Track::name, &Track::album_id, &Track::media_type_id, &Track::genre_id,
              &Track::composer, &Track::milliseconds, &Track::bytes, &Track::unit_price>(m, "track");
    m.primary_key(&Track::track_id);
    m.column(&Track::album_id).references(&Album::album_id);
    m.column(&Track::media_type_id).references(&MediaType::media_type_id);
    m.column(&Track::genre_id).references(&Genre::genre_id);
    m.column(&Track::unit_price).type(Numeric{10, 2});
    m.relationship<&Track::album>();
    m.relationship<&Track::media_type>();
    m.relationship<&Track::genre>();
    m.relationship<&Track::invoice_lines>();
    m.relationship<&Track::playlist_tracks>();
    m.relationship<&Track::playlists>().secondary<PlaylistTrack>();
}

void mapping(Mapper<Playlist>& m) {
    map_table<&Playlist::playlist_id, &Playlist::name>(m, "playlist");
    m.primary_key(&Playlist::playlist_id);
    m.relationship<&Playlist::playlist_tracks>();
    m.relationship<&Playlist::tracks>().secondary<PlaylistTrack>().order_by(&Track::track_id);
}

void mapping(Mapper<PlaylistTrack>& m) {
    map_table<&PlaylistTrack::playlist_id, &PlaylistTrack::track_id>(m, "playlist_track");
    m.primary_key(&PlaylistTrack::playlist_id, &PlaylistTrack::track_id);
    m.column(&PlaylistTrack::playlist_id).references(&Playlist::playlist_id);
    m.column(&PlaylistTrack::track_id).references(&Track::track_id);
    m.relationship<&PlaylistTrack::playlist>();
    m.relationship<&PlaylistTrack::track>();
}

void mapping(Mapper<Employee>& m) {
    map_table<&Employee::employee_id, &Employee::last_name, &Employee::first_name, &Employee::title,
              &Employee::reports_to, &Employee::birth_date, &Employee::hire_date, &Employee::city, &Employee::country,
              &Employee::email>(m, "employee");
    m.primary_key(&Employee::employee_id);
    m.column(&Employee::reports_to).references(&Employee::employee_id);
    m.relationship<&Employee::manager>();
    m.relationship<&Employee::reports>().order_by(&Employee::employee_id);
    m.relationship<&Employee::customers>();
}

void mapping(Mapper<Customer>& m) {
    map_table<&Customer::customer_id, &Customer::first_name, &Customer::last_name, &Customer::company, &Customer::city,
              &Customer::state, &Customer::country, &Customer::email, &Customer::support_rep_id>(m, "customer");
    m.primary_key(&Customer::customer_id);
    m.column(&Customer::support_rep_id).references(&Employee::employee_id);
    m.relationship<&Customer::support_rep>();
    m.relationship<&Customer::invoices>().order_by(&Invoice::invoice_id);
}

void mapping(Mapper<Invoice>& m) {
    map_table<&Invoice::invoice_id, &Invoice::customer_id, &Invoice::invoice_date, &Invoice::billing_city,
              &Invoice::billing_country, &Invoice::total>(m, "invoice");
    m.primary_key(&Invoice::invoice_id);
    m.column(&Invoice::customer_id).references(&Customer::customer_id);
    m.column(&Invoice::total).type(Numeric{10, 2});
    m.relationship<&Invoice::customer>();
    m.relationship<&Invoice::lines>();
}

void mapping(Mapper<InvoiceLine>& m) {
    map_table<&InvoiceLine::invoice_line_id, &InvoiceLine::invoice_id, &InvoiceLine::track_id, &InvoiceLine::unit_price,
              &InvoiceLine::quantity>(m, "invoice_line");
    m.primary_key(&InvoiceLine::invoice_line_id);
    m.column(&InvoiceLine::invoice_id).references(&Invoice::invoice_id);
    m.column(&InvoiceLine::track_id).references(&Track::track_id);
    m.column(&InvoiceLine::unit_price).type(Numeric{10, 2});
    m.relationship<&InvoiceLine::invoice>();
    m.relationship<&InvoiceLine::track>();
}

}  // namespace azoth::test::chinook
