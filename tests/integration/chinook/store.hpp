// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "azoth/azoth.hpp"

namespace azoth::test::chinook {

// The music store: its eleven tables.

struct Album;
struct Customer;
struct Invoice;
struct InvoiceLine;
struct Playlist;
struct PlaylistTrack;
struct Track;

struct Artist {
    int artist_id = 0;
    std::optional<std::string> name;
    Many<Album> albums;
};

struct Album {
    int album_id = 0;
    std::string title;
    int artist_id = 0;
    One<Artist> artist;
    Many<Track> tracks;
};

struct Genre {
    int genre_id = 0;
    std::optional<std::string> name;
    Many<Track> tracks;
};

struct MediaType {
    int media_type_id = 0;
    std::optional<std::string> name;
    Many<Track> tracks;
};

struct Track {
    int track_id = 0;
    std::string name;
    std::optional<int> album_id;
    int media_type_id = 0;
    std::optional<int> genre_id;
    std::optional<std::string> composer;
    int milliseconds = 0;
    std::optional<int> bytes;
    Decimal unit_price;
    One<Album> album;
    One<MediaType> media_type;
    One<Genre> genre;
    Many<InvoiceLine> invoice_lines;
    Many<PlaylistTrack> playlist_tracks;
    Many<Playlist> playlists;
};

struct Playlist {
    int playlist_id = 0;
    std::optional<std::string> name;
    Many<PlaylistTrack> playlist_tracks;
    Many<Track> tracks;
};

struct PlaylistTrack {
    int playlist_id = 0;
    int track_id = 0;
    One<Playlist> playlist;
    One<Track> track;
};

struct Employee {
    int employee_id = 0;
    std::string last_name;
    std::string first_name;
    std::optional<std::string> title;
    std::optional<int> reports_to;
    std::optional<std::chrono::local_seconds> birth_date;
    std::optional<std::chrono::local_seconds> hire_date;
    std::optional<std::string> city;
    std::optional<std::string> country;
    std::optional<std::string> email;
    One<Employee> manager;
    Many<Employee> reports;
    Many<Customer> customers;
};

struct Customer {
    int customer_id = 0;
    std::string first_name;
    std::string last_name;
    std::optional<std::string> company;
    std::optional<std::string> city;
    std::optional<std::string> state;
    std::optional<std::string> country;
    std::string email;
    std::optional<int> support_rep_id;
    One<Employee> support_rep;
    Many<Invoice> invoices;
};

struct Invoice {
    int invoice_id = 0;
    int customer_id = 0;
    std::chrono::local_seconds invoice_date;
    std::optional<std::string> billing_city;
    std::optional<std::string> billing_country;
    Decimal total;
    One<Customer> customer;
    Many<InvoiceLine> lines;
};

struct InvoiceLine {
    int invoice_line_id = 0;
    int invoice_id = 0;
    int track_id = 0;
    Decimal unit_price;
    int quantity = 0;
    One<Invoice> invoice;
    One<Track> track;
};

void mapping(Mapper<Artist>& m);
void mapping(Mapper<Album>& m);
void mapping(Mapper<Genre>& m);
void mapping(Mapper<MediaType>& m);
void mapping(Mapper<Track>& m);
void mapping(Mapper<Playlist>& m);
void mapping(Mapper<PlaylistTrack>& m);
void mapping(Mapper<Employee>& m);
void mapping(Mapper<Customer>& m);
void mapping(Mapper<Invoice>& m);
void mapping(Mapper<InvoiceLine>& m);

/// A name as the scripts for the database of this run write it: `invoice_line` or `InvoiceLine`.
std::string spelled(std::string_view name);
/// SQL in which the store's tables and columns are written as `invoice_line`, as this database knows them.
std::string spelled_sql(std::string_view sql);

}  // namespace azoth::test::chinook
