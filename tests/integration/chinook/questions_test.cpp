// SPDX-License-Identifier: MIT
// Questions about the music store, answered with mapped classes and with SQL written by hand.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

#include <fmt/core.h>

#include "azoth/orm/association_proxy.hpp"
#include "integration/chinook/store.hpp"
#include "integration/chinook/store_script.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {
namespace {

using namespace chinook;

using Lines = std::vector<std::string>;

struct Question {
    std::string_view text;
    std::function<void(Session&, Lines&)> answer;
    std::string_view sql;
};

// Cells as text, in the same way for both answers: databases write sums of decimals in different ways.
std::string cell(const std::string& text) {
    const bool is_number =
        text.find('.') != std::string::npos && text.find_first_not_of("-0123456789.e+") == std::string::npos;
    return is_number ? fmt::format("{:.2f}", std::strtod(text.c_str(), nullptr)) : text;
}
std::string cell(const Decimal& number) {
    return cell(to_string(number));
}
std::string cell(double number) {
    return fmt::format("{:.2f}", number);
}
template <std::integral Number>
std::string cell(Number number) {
    return std::to_string(number);
}
template <class T>
std::string cell(const std::optional<T>& value) {
    return value ? cell(*value) : "NULL";
}

template <class... Cells>
std::string line(const Cells&... cells) {
    std::string text;
    ((text += cell(cells) + "|"), ...);
    return text;
}

template <class Statement>
void tell(Session& session, const Statement& statement, Lines& lines) {
    for (const auto& row : session.execute(statement))
        lines.push_back(std::apply([](const auto&... cells) { return line(cells...); }, row));
}

void collect_reports(const Employee& employee, int depth, Lines& lines) {
    lines.push_back(line(depth, employee.last_name));
    for (const Employee& report : employee.reports) collect_reports(report, depth + 1, lines);
}

const std::vector<Question>& questions_about_music() {
    static const std::vector<Question> questions = {
        {"How many tracks are there?",
         [](Session& s, Lines& lines) { lines.push_back(line(s.query<Track>().count())); },
         "SELECT count(*) FROM track"},
        {"Which albums has AC/DC made?",
         [](Session& s, Lines& lines) {
             const Ref<const Artist> artist = s.query<Artist>().where(c(&Artist::name) == "AC/DC").one();
             for (const Album& album : artist->albums) lines.push_back(line(album.title));
         },
         "SELECT title FROM album JOIN artist ON artist.artist_id = album.artist_id WHERE artist.name = 'AC/DC'"},
        {"Which artists have the most albums?",
         [](Session& s, Lines& lines) {
             const auto count = func::count(&Album::album_id);
             tell(s,
                  select(&Artist::artist_id, count)
                      .join(&Artist::albums)
                      .group_by(&Artist::artist_id)
                      .order_by(desc(count), &Artist::artist_id)
                      .limit(5),
                  lines);
         },
         "SELECT artist.artist_id, count(*) FROM artist JOIN album ON album.artist_id = artist.artist_id "
         "GROUP BY artist.artist_id ORDER BY 2 DESC, 1 LIMIT 5"},
        {"Which artists have no album?",
         [](Session& s, Lines& lines) {
             for (const Ref<Artist>& artist : s.scalars(select<Artist>().where(
                      !exists(select(&Album::album_id).where(c(&Album::artist_id) == c(&Artist::artist_id))))))
                 lines.push_back(line(artist->artist_id));
         },
         "SELECT artist_id FROM artist WHERE artist_id NOT IN (SELECT artist_id FROM album)"},
        {"How many tracks are there of each genre?",
         [](Session& s, Lines& lines) {
             tell(s,
                  select(&Genre::name, func::count(&Track::track_id))
                      .join(&Genre::tracks)
                      .group_by(&Genre::genre_id, &Genre::name),
                  lines);
         },
         "SELECT g.name, count(*) FROM genre g JOIN track t ON t.genre_id = g.genre_id GROUP BY g.genre_id, g.name"},
        {"How long is the longest track of each media type?",
         [](Session& s, Lines& lines) {
             tell(s,
                  select(&MediaType::name, func::max(&Track::milliseconds))
                      .join(&MediaType::tracks)
                      .group_by(&MediaType::media_type_id, &MediaType::name),
                  lines);
         },
         "SELECT m.name, max(t.milliseconds) FROM media_type m JOIN track t ON t.media_type_id = m.media_type_id "
         "GROUP BY m.media_type_id, m.name"},
        {"Which tracks are longer than 80 minutes?",
         [](Session& s, Lines& lines) {
             for (const Ref<const Track>& track :
                  s.scalars(select<const Track>().where(c(&Track::milliseconds) > 80 * 60'000)))
                 lines.push_back(line(track->track_id, track->name));
         },
         "SELECT track_id, name FROM track WHERE milliseconds > 4800000"},
        {"Which tracks have no composer and are of the genre Opera?",
         [](Session& s, Lines& lines) {
             tell(s,
                  select(&Track::track_id)
                      .join(&Track::genre)
                      .where(c(&Track::composer).is_null() && c(&Genre::name) == "Opera"),
                  lines);
         },
         "SELECT t.track_id FROM track t, genre g WHERE t.genre_id = g.genre_id AND g.name = 'Opera' "
         "AND t.composer IS NULL"},
        {"What is on the album 'Let There Be Rock', in order?",
         [](Session& s, Lines& lines) {
             const Ref<const Album> album = s.query<Album>().where(c(&Album::title) == "Let There Be Rock").one();
             for (const Track& track : album->tracks) lines.push_back(line(track.name));
         },
         "SELECT t.name FROM track t JOIN album a ON a.album_id = t.album_id WHERE a.title = 'Let There Be Rock' "
         "ORDER BY t.track_id"},
        {"Which artists are heard in the genre Reggae?",
         [](Session& s, Lines& lines) {
             std::set<std::string> names;
             for (const Ref<Track>& track :
                  s.scalars(select<Track>()
                                .join(&Track::genre)
                                .where(c(&Genre::name) == "Reggae")
                                .options(joinedload(&Track::album).then(joinedload(&Album::artist)))))
                 names.insert(*track->album->artist->name);
             for (const std::string& name : names) lines.push_back(line(name));
         },
         "SELECT DISTINCT ar.name FROM artist ar JOIN album al ON al.artist_id = ar.artist_id "
         "JOIN track t ON t.album_id = al.album_id JOIN genre g ON g.genre_id = t.genre_id WHERE g.name = 'Reggae'"},
        {"Which tracks have 'love' in their name?",
         [](Session& s, Lines& lines) {
             for (const Ref<Track>& track : s.scalars(select<Track>().where(icontains(&Track::name, "love"))))
                 lines.push_back(line(track->track_id));
         },
         "SELECT track_id FROM track WHERE lower(name) LIKE '%love%'"},
        {"How many tracks are on each playlist?",
         [](Session& s, Lines& lines) {
             for (const Ref<Playlist>& playlist :
                  s.scalars(select<Playlist>().options(selectinload(&Playlist::tracks))))
                 lines.push_back(line(playlist->playlist_id, std::as_const(*playlist).tracks.size()));
         },
         "SELECT p.playlist_id, count(pt.track_id) FROM playlist p LEFT JOIN playlist_track pt "
         "ON pt.playlist_id = p.playlist_id GROUP BY p.playlist_id"},
        {"Which playlists have the track 3403?",
         [](Session& s, Lines& lines) {
             const Ref<const Track> track = s.get<Track>(3403);
             for (const Playlist& playlist : track->playlists)
                 lines.push_back(line(playlist.playlist_id, playlist.name));
         },
         "SELECT p.playlist_id, p.name FROM playlist p JOIN playlist_track pt ON pt.playlist_id = p.playlist_id "
         "WHERE pt.track_id = 3403"},
        {"Is the track 597 on playlist 1, and 1 on playlist 18?",
         [](Session& s, Lines& lines) {
             lines.push_back(line(static_cast<bool>(s.get<PlaylistTrack>(1, 597)) ? 1 : 0,
                                  static_cast<bool>(s.get<PlaylistTrack>(18, 1)) ? 1 : 0));
         },
         "SELECT (SELECT count(*) FROM playlist_track WHERE playlist_id = 1 AND track_id = 597), "
         "(SELECT count(*) FROM playlist_track WHERE playlist_id = 18 AND track_id = 1)"},
        {"Which tracks are on 'Grunge', by which artist?",
         [](Session& s, Lines& lines) {
             const Ref<const Playlist> playlist = s.query<Playlist>().where(c(&Playlist::name) == "Grunge").one();
             for (const Track& track : playlist->tracks) lines.push_back(line(track.name, track.album->artist->name));
         },
         "SELECT t.name, ar.name FROM playlist p JOIN playlist_track pt ON pt.playlist_id = p.playlist_id "
         "JOIN track t ON t.track_id = pt.track_id JOIN album al ON al.album_id = t.album_id "
         "JOIN artist ar ON ar.artist_id = al.artist_id WHERE p.name = 'Grunge'"},
        {"Which albums have more than 25 tracks?",
         [](Session& s, Lines& lines) {
             tell(s,
                  select(&Album::album_id, func::count(&Track::track_id))
                      .join(&Album::tracks)
                      .group_by(&Album::album_id)
                      .having(func::count(&Track::track_id) > 25),
                  lines);
         },
         "SELECT album_id, count(*) FROM track GROUP BY album_id HAVING count(*) > 25"},
        {"Which tracks are never sold in the genre Jazz?",
         [](Session& s, Lines& lines) {
             for (const Ref<Track>& track : s.scalars(select<Track>()
                                                          .join(&Track::genre)
                                                          .where(c(&Genre::name) == "Jazz")
                                                          .options(selectinload(&Track::invoice_lines))))
                 if (track->invoice_lines.empty()) lines.push_back(line(track->track_id));
         },
         "SELECT t.track_id FROM track t JOIN genre g ON g.genre_id = t.genre_id LEFT JOIN invoice_line l "
         "ON l.track_id = t.track_id WHERE g.name = 'Jazz' AND l.track_id IS NULL"},
        {"What do the tracks of each album by Metallica cost?",
         [](Session& s, Lines& lines) {
             tell(s,
                  select(&Album::title, func::sum(&Track::unit_price))
                      .join(&Album::tracks)
                      .join<Artist>(c(&Artist::artist_id) == c(&Album::artist_id))
                      .where(c(&Artist::name) == "Metallica")
                      .group_by(&Album::album_id, &Album::title),
                  lines);
         },
         "SELECT al.title, sum(t.unit_price) FROM artist ar, album al, track t WHERE ar.name = 'Metallica' "
         "AND al.artist_id = ar.artist_id AND t.album_id = al.album_id GROUP BY al.album_id, al.title"},
        {"How many different composers are there?",
         [](Session& s, Lines& lines) { tell(s, select(func::count_distinct(&Track::composer)), lines); },
         "SELECT count(DISTINCT composer) FROM track"},
        {"Which media types have tracks larger than 100 MB?",
         [](Session& s, Lines& lines) {
             std::set<std::string> names;
             for (const Ref<Track>& track : s.scalars(select<Track>().where(c(&Track::bytes) > 100'000'000)))
                 names.insert(*track->media_type->name);
             for (const std::string& name : names) lines.push_back(line(name));
         },
         "SELECT DISTINCT m.name FROM media_type m JOIN track t ON t.media_type_id = m.media_type_id "
         "WHERE t.bytes > 100000000"},
    };
    return questions;
}

const std::vector<Question>& questions_about_people() {
    static const std::vector<Question> questions = {
        {"Who is the boss?",
         [](Session& s, Lines& lines) {
             lines.push_back(line(s.query<Employee>().where(c(&Employee::reports_to).is_null()).one()->last_name));
         },
         "SELECT last_name FROM employee WHERE reports_to IS NULL"},
        {"Who is below whom, and how far?",
         [](Session& s, Lines& lines) {
             const Ref<const Employee> boss = s.get<Employee>(1);
             collect_reports(*boss, 0, lines);
         },
         "WITH RECURSIVE tree(id, depth, last_name) AS (SELECT employee_id, 0, last_name FROM employee "
         "WHERE reports_to IS NULL UNION ALL SELECT e.employee_id, tree.depth + 1, e.last_name FROM employee e "
         "JOIN tree ON e.reports_to = tree.id) SELECT depth, last_name FROM tree"},
        {"Who reports to whom?",
         [](Session& s, Lines& lines) {
             const auto manager = alias<Employee>("manager");
             tell(s,
                  select(&Employee::last_name, manager[&Employee::last_name])
                      .join(manager, manager[&Employee::employee_id] == c(&Employee::reports_to)),
                  lines);
         },
         "SELECT e.last_name, m.last_name FROM employee e JOIN employee m ON m.employee_id = e.reports_to"},
        {"How many customers does each employee support?",
         [](Session& s, Lines& lines) {
             for (const Ref<Employee>& employee :
                  s.scalars(select<Employee>().options(selectinload(&Employee::customers))))
                 lines.push_back(line(employee->last_name, employee->customers.size()));
         },
         "SELECT e.last_name, count(c.customer_id) FROM employee e LEFT JOIN customer c "
         "ON c.support_rep_id = e.employee_id GROUP BY e.employee_id, e.last_name"},
        {"How many customers come from each country?",
         [](Session& s, Lines& lines) {
             tell(s, select(&Customer::country, func::count()).group_by(&Customer::country), lines);
         },
         "SELECT country, count(*) FROM customer GROUP BY country"},
        {"Who spent more than 45?",
         [](Session& s, Lines& lines) {
             for (const Ref<Customer>& customer :
                  s.scalars(select<Customer>().options(selectinload(&Customer::invoices)))) {
                 double total = 0;
                 for (const Invoice& invoice : customer->invoices)
                     total += std::strtod(to_string(invoice.total).c_str(), nullptr);
                 if (total > 45) lines.push_back(line(customer->first_name, customer->last_name, total));
             }
         },
         "SELECT c.first_name, c.last_name, sum(i.total) FROM customer c JOIN invoice i "
         "ON i.customer_id = c.customer_id GROUP BY c.customer_id, c.first_name, c.last_name "
         "HAVING sum(i.total) > 45"},
        {"What was sold in each country?",
         [](Session& s, Lines& lines) {
             tell(s, select(&Invoice::billing_country, func::sum(&Invoice::total)).group_by(&Invoice::billing_country),
                  lines);
         },
         "SELECT billing_country, sum(total) FROM invoice GROUP BY billing_country"},
        {"What has each sales agent sold?",
         [](Session& s, Lines& lines) {
             tell(s,
                  select(&Employee::last_name, func::sum(&Invoice::total))
                      .join(&Employee::customers)
                      .join<Invoice>(c(&Invoice::customer_id) == c(&Customer::customer_id))
                      .group_by(&Employee::employee_id, &Employee::last_name),
                  lines);
         },
         "SELECT e.last_name, sum(i.total) FROM employee e JOIN customer c ON c.support_rep_id = e.employee_id "
         "JOIN invoice i ON i.customer_id = c.customer_id GROUP BY e.employee_id, e.last_name"},
        {"Which are the ten largest invoices?",
         [](Session& s, Lines& lines) {
             for (const Ref<Invoice>& invoice :
                  s.scalars(select<Invoice>().order_by(desc(&Invoice::total), &Invoice::invoice_id).limit(10)))
                 lines.push_back(line(invoice->invoice_id, invoice->total, invoice->customer->first_name,
                                      invoice->customer->last_name));
         },
         "SELECT i.invoice_id, i.total, c.first_name, c.last_name FROM invoice i "
         "JOIN customer c ON c.customer_id = i.customer_id ORDER BY i.total DESC, i.invoice_id LIMIT 10"},
        {"Does each invoice agree with its lines?",
         [](Session& s, Lines& lines) {
             for (const Ref<Invoice>& invoice : s.scalars(select<Invoice>().options(selectinload(&Invoice::lines)))) {
                 double sum = 0;
                 for (const InvoiceLine& sold : invoice->lines)
                     sum += std::strtod(to_string(sold.unit_price).c_str(), nullptr) * sold.quantity;
                 lines.push_back(line(invoice->invoice_id, sum));
             }
         },
         "SELECT invoice_id, total FROM invoice"},
        {"Which tracks did the customer 5 buy?",
         [](Session& s, Lines& lines) {
             const Ref<const Customer> customer = s.get<Customer>(5);
             for (const Invoice& invoice : customer->invoices)
                 for (const InvoiceLine& sold : invoice.lines) lines.push_back(line(sold.track->name));
         },
         "SELECT t.name FROM invoice i JOIN invoice_line l ON l.invoice_id = i.invoice_id "
         "JOIN track t ON t.track_id = l.track_id WHERE i.customer_id = 5"},
        {"Which customers bought Classical?",
         [](Session& s, Lines& lines) {
             const auto buyers = select(&Invoice::customer_id)
                                     .join(&Invoice::lines)
                                     .join<Track>(c(&Track::track_id) == c(&InvoiceLine::track_id))
                                     .join<Genre>(c(&Genre::genre_id) == c(&Track::genre_id))
                                     .where(c(&Genre::name) == "Classical");
             for (const Ref<Customer>& customer :
                  s.scalars(select<Customer>().where(c(&Customer::customer_id).in(buyers))))
                 lines.push_back(line(customer->first_name, customer->last_name));
         },
         "SELECT DISTINCT c.first_name, c.last_name FROM customer c "
         "JOIN invoice i ON i.customer_id = c.customer_id JOIN invoice_line l ON l.invoice_id = i.invoice_id "
         "JOIN track t ON t.track_id = l.track_id JOIN genre g ON g.genre_id = t.genre_id "
         "WHERE g.name = 'Classical'"},
        {"Which genre sells best?",
         [](Session& s, Lines& lines) {
             const auto sold = func::sum(&InvoiceLine::quantity);
             tell(s,
                  select(&Genre::name, sold)
                      .join(&Genre::tracks)
                      .join(&Track::invoice_lines)
                      .group_by(&Genre::genre_id, &Genre::name)
                      .order_by(desc(sold), &Genre::name)
                      .limit(3),
                  lines);
         },
         "SELECT g.name, sum(l.quantity) FROM genre g JOIN track t ON t.genre_id = g.genre_id "
         "JOIN invoice_line l ON l.track_id = t.track_id GROUP BY g.genre_id, g.name ORDER BY 2 DESC, 1 LIMIT 3"},
        {"Who bought nothing?",
         [](Session& s, Lines& lines) {
             for (const Ref<Customer>& customer :
                  s.scalars(select<Customer>().outerjoin(&Customer::invoices).where(c(&Invoice::invoice_id).is_null())))
                 lines.push_back(line(customer->customer_id));
         },
         "SELECT customer_id FROM customer WHERE customer_id NOT IN (SELECT customer_id FROM invoice)"},
        {"How many invoices are there of 2023?",
         [](Session& s, Lines& lines) {
             using namespace std::chrono;
             const local_seconds start = local_days(2023y / January / 1);
             const local_seconds end = local_days(2024y / January / 1);
             tell(s,
                  select(func::count())
                      .select_from(table_of<Invoice>())
                      .where(c(&Invoice::invoice_date) >= start && c(&Invoice::invoice_date) < end),
                  lines);
         },
         "SELECT count(*) FROM invoice WHERE invoice_date >= '2023-01-01 00:00:00' "
         "AND invoice_date < '2024-01-01 00:00:00'"},
        {"What is the average invoice?",
         [](Session& s, Lines& lines) { tell(s, select(func::avg(&Invoice::total)), lines); },
         "SELECT avg(total) FROM invoice"},
        {"Which cities have an employee and a customer?",
         [](Session& s, Lines& lines) {
             tell(s, select(&Customer::city).distinct().where(c(&Customer::city).in(select(&Employee::city))), lines);
         },
         "SELECT DISTINCT c.city FROM customer c JOIN employee e ON e.city = c.city"},
        {"Who works for a company in the USA?",
         [](Session& s, Lines& lines) {
             for (const Ref<const Customer>& customer : s.scalars(select<const Customer>().where(
                      c(&Customer::country) == "USA" && c(&Customer::company).is_not_null())))
                 lines.push_back(line(customer->first_name, customer->last_name, customer->company));
         },
         "SELECT first_name, last_name, company FROM customer WHERE country = 'USA' "
         "AND company IS NOT NULL"},
        {"Who supports the customers of Brazil?",
         [](Session& s, Lines& lines) {
             for (const Ref<Customer>& customer : s.scalars(select<Customer>()
                                                                .where(c(&Customer::country) == "Brazil")
                                                                .options(joinedload(&Customer::support_rep))))
                 lines.push_back(line(customer->last_name, customer->support_rep->last_name));
         },
         "SELECT c.last_name, e.last_name FROM customer c JOIN employee e ON e.employee_id = c.support_rep_id "
         "WHERE c.country = 'Brazil'"},
        {"Who was hired before their manager?",
         [](Session& s, Lines& lines) {
             for (const Ref<Employee>& employee : s.scalars(select<Employee>()))
                 if (employee->manager && employee->hire_date < employee->manager->hire_date)
                     lines.push_back(line(employee->last_name));
         },
         "SELECT e.last_name FROM employee e JOIN employee m ON m.employee_id = e.reports_to "
         "WHERE e.hire_date < m.hire_date"},
    };
    return questions;
}

class Chinook : public BackendTest {
protected:
    void SetUp() override {
        const std::optional<std::string> folder = script_folder();
        if (!folder) GTEST_SKIP() << "there is no Chinook here: set AZOTH_CHINOOK to the folder of its scripts";
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Artist, Album, Genre, MediaType, Track, Playlist, PlaylistTrack, Employee, Customer, Invoice,
                     InvoiceLine>();
        Connection connection = engine().connect();
        run_script(connection, *folder);
    }

    Lines answer_by_hand(std::string_view sql) {
        Lines lines;
        Connection connection = engine().connect();
        for (const Row& row : connection.execute(text(spelled_sql(sql)))) {
            std::string text;
            for (const Value& value : row) {
                const ValueView view = value.view();
                text += cell(view.kind() == ValueKind::Text ? std::string(view.as_text()) : to_display_string(view));
                text += '|';
            }
            lines.push_back(std::move(text));
        }
        return lines;
    }

    void ask(const std::vector<Question>& questions) {
        for (const Question& question : questions) {
            SCOPED_TRACE(question.text);
            Session session(engine());
            Lines lines;
            ASSERT_NO_THROW(question.answer(session, lines));
            Lines expected = answer_by_hand(question.sql);
            std::sort(lines.begin(), lines.end());
            std::sort(expected.begin(), expected.end());
            EXPECT_EQ(lines, expected);
        }
    }
};

TEST_F(Chinook, AnswersTwentyQuestionsAboutMusic) {
    ASSERT_EQ(questions_about_music().size(), 20U);
    ask(questions_about_music());
}

TEST_F(Chinook, AnswersTwentyQuestionsAboutPeople) {
    ASSERT_EQ(questions_about_people().size(), 20U);
    ask(questions_about_people());
}

TEST_F(Chinook, PlaylistsAreChangedThroughTheirLinkTable) {
    const auto entries = [](Session& session) { return session.query<PlaylistTrack>().count(); };
    Session session(engine());
    const std::int64_t before = entries(session);
    Ref<Playlist> grunge = session.query<Playlist>().where(c(&Playlist::name) == "Grunge").one();
    const std::size_t size = grunge->tracks.size();
    const Ref<Track> first = session.get<Track>(1);
    ASSERT_FALSE(set_of(grunge->tracks).contains(first));
    EXPECT_TRUE(set_of(grunge->tracks).insert(first));
    EXPECT_FALSE(set_of(grunge->tracks).insert(first));
    session.flush();
    EXPECT_EQ(entries(session), before + 1);
    EXPECT_TRUE(session.get<PlaylistTrack>(grunge->playlist_id, 1));
    EXPECT_TRUE(set_of(session.get<Track>(1)->playlists, &Playlist::name).contains("Grunge"));
    session.expunge_all();
    Ref<Playlist> again = session.query<Playlist>().where(c(&Playlist::name) == "Grunge").one();
    EXPECT_EQ(again->tracks.size(), size + 1);
    again->tracks.erase(0);  // the first by its number
    session.flush();
    EXPECT_EQ(entries(session), before);
    EXPECT_EQ(session.scalar(select(func::count(&Playlist::playlist_id))
                                 .where(any(&Playlist::tracks, c(&Track::track_id) == 1))
                                 .where(c(&Playlist::name) == "Grunge")),
              0);
    session.rollback();
    EXPECT_EQ(entries(session), before);
}

TEST_F(Chinook, LoadsTheWholeStoreAndWritesNothingBack) {
    Session session(engine());
    std::size_t tracks = 0;
    for (Ref<Artist> artist : session.scalars(select<Artist>()))
        for (Album& album : artist->albums)
            for (Track& track : album.tracks) tracks += track.name.empty() ? 0 : 1;
    EXPECT_EQ(tracks, 3503U);
    EXPECT_FALSE(session.is_modified());
}

}  // namespace
}  // namespace azoth::test
