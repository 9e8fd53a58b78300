# SPDX-License-Identifier: MIT
.PHONY: help demo test bench format clean
.DEFAULT_GOAL := help

JOBS ?= $(shell nproc)
# Sanitizers of this compiler's age cannot place their shadow memory when the kernel randomises addresses too far.
STEADY_ADDRESSES := $(shell setarch --addr-no-randomize true 2>/dev/null && echo setarch --addr-no-randomize)

help:
	@echo 'make demo     build the library with SQLite and run the bookstore example'
	@echo 'make test     run every check and test, on SQLite, PostgreSQL and MariaDB, under sanitizers'
	@echo 'make bench    measure against the databases'\'' own C clients (BENCH_ARGS=... is passed on)'
	@echo 'make format   format every source file'
	@echo 'make clean    remove build/'
	@echo
	@echo 'Each installs the Debian packages that it needs and that are missing.'

demo:
	@tools/setup demo
	cmake --preset demo
	cmake --build --preset demo -j $(JOBS)
	@rm -f build/demo/bookstore.db
	build/demo/examples/bookstore/bookstore --url sqlite:///build/demo/bookstore.db

test:
	@tools/setup test
	if command -v clang++ >/dev/null; then cmake --preset fuzz && cmake --build --preset fuzz -j $(JOBS); fi
	cmake --preset asan
	cmake --build --preset asan -j $(JOBS)
	cmake --preset tsan
	cmake --build --preset tsan -j $(JOBS)
	$(STEADY_ADDRESSES) ctest --preset asan -j $(JOBS)

bench:
	@tools/setup test
	cmake --preset bench
	cmake --build --preset bench -j $(JOBS)
	tests/servers/run build/bench/bench/azoth_bench --ratios-out=build/bench/ratios.md $(BENCH_ARGS)

format:
	@tools/setup test
	tools/check_format --fix

clean:
	@for urls in build/*/servers.env; do tests/servers/stop $$urls; done
	rm -rf build
