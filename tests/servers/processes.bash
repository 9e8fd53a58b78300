# SPDX-License-Identifier: MIT
#
# How servers are set going and ended. Sourced by scripts that set `folder`, the servers' folder.
readonly user=azoth password=secret database=azoth_test
readonly seconds_to_start=60 seconds_to_stop=20
PATH=$PATH:/usr/local/sbin:/usr/sbin

fail() {
    echo "tests/servers/$(basename "$0"): $*" >&2
    exit 1
}

# Servers refuse to run as root. Their packages create an account for each; any other unprivileged one will do.
account_for() {
    if id -u "$1" >/dev/null 2>&1; then echo "$1"; else echo nobody; fi
}

# Runs a command as an ordinary user: the given account when we are root, else ourselves.
unprivileged() {
    local account=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid="$account" --regid="$(id -g "$account")" --clear-groups env HOME="$folder" "$@"
    else
        "$@"
    fi
}

postgresql_programs() {
    local candidate
    for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
        "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
        if [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ]; then
            echo "$candidate"
            return
        fi
    done
}

# launch_postgresql <port>, with `programs`, `home` and `account` set.
launch_postgresql() {
    unprivileged "$account" "$programs/pg_ctl" start --silent --wait --timeout=$seconds_to_start \
        --pgdata="$home/data" --log="$home/log" --options="-p $1" </dev/null >>"$folder/postgresql.log" 2>&1
}

mysql_answers() {
    mariadb --no-defaults --protocol=tcp --host=127.0.0.1 --port="$1" --user=$user --password=$password \
        --execute='SELECT 1' $database >/dev/null 2>&1
}

# launch_mysql <port>, with `home` and `account` set.
launch_mysql() {
    local port=$1 pid tls=()
    if [ -s "$home/server.crt" ]; then tls=(--ssl-cert="$home/server.crt" --ssl-key="$home/server.key"); fi
    # The address stands in the options, so that the server's process is recognised by the folder in its command line.
    unprivileged "$account" setsid mariadbd --no-defaults --datadir="$home/data" --bind-address=127.0.0.1 \
        --port="$port" --socket=server.sock --pid-file="$home/pid" --init-file="$home/init.sql" \
        --character-set-server=utf8mb4 --skip-name-resolve --skip-log-bin --max-connections=200 \
        --max-allowed-packet=64M --local-infile=ON --innodb-flush-log-at-trx-commit=0 \
        --innodb-flush-method=nosync --innodb-doublewrite=OFF --innodb-fast-shutdown=2 "${tls[@]}" \
        </dev/null >>"$folder/mysql.log" 2>&1 &
    pid=$!
    for ((tenths = 0; tenths < seconds_to_start * 10; ++tenths)); do
        if mysql_answers "$port"; then return 0; fi
        if ! kill -0 "$pid" 2>/dev/null; then return 1; fi
        sleep 0.1
    done
    return 1
}

command_line_of() {
    { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null
}

# A process identity may have been given to somebody else since: ours has our folder in its command line.
is_ours() {
    command_line_of "$1" | grep -qF -- "$folder"
}

# stop_process <pid> <polite signal>
stop_process() {
    is_ours "$1" || return 0
    kill -s "$2" "$1" 2>/dev/null || return 0
    for ((tenths = 0; tenths < seconds_to_stop * 10; ++tenths)); do
        if ! is_ours "$1"; then return 0; fi
        sleep 0.1
    done
    kill -s KILL "$1" 2>/dev/null || true
}
