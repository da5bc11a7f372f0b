# Everything that a fresh Debian 12 or 13 with a Swift toolchain needs: `make run` and `make test`.
SHELL := /bin/bash
PREFIX ?= /usr/local
SWIFT ?= swift
RELEASE_FLAGS := -c release --static-swift-stdlib
BIN := .build/release/paidan
DEMO := $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/paidan/demo.db
PACKAGES := libncurses-dev libsqlite3-dev
TEST_PACKAGES := tmux sqlite3 python3

.PHONY: run test build packages test-packages bench bench-console bench-roster lint install uninstall man clean demo

run: build
	@bash tools/run-demo "$(BIN)" "$(DEMO)"

build: packages
	$(SWIFT) build $(RELEASE_FLAGS) --product paidan

test: packages test-packages
	bash tools/run-tests "$(SWIFT)"

packages:
	@bash tools/need $(PACKAGES)

test-packages:
	@bash tools/need $(TEST_PACKAGES)

bench: build
	@bash tools/need htop sqlite3 python3
	python3 tools/bench "$(BIN)"

# CONSOLE_BENCH="--orders N" for a smaller file.
bench-console: build
	@bash tools/need htop sqlite3 python3
	python3 tools/bench-console "$(BIN)" $(CONSOLE_BENCH)

# ROSTER_BENCH="--vrptw DIR --day DIR" adds the figures that need instances from elsewhere.
bench-roster: build
	@bash tools/need python3
	python3 tools/bench-roster "$(BIN)" $(ROSTER_BENCH)

lint: packages
	$(SWIFT) build --build-tests 2>&1 | tee .build/lint.log
	@! grep -E "warning:" .build/lint.log | grep -v "\.build/"
	$(SWIFT) format lint --recursive --parallel Sources Tests || true

man: build
	@mkdir -p dist
	$(BIN) man --lang en > dist/paidan.1
	$(BIN) man --lang zh > dist/paidan.zh_CN.1

install: build
	install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/paidan
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	$(BIN) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/paidan
	$(BIN) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_paidan
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/zh_CN/man1
	$(BIN) man --lang en > $(DESTDIR)$(PREFIX)/share/man/man1/paidan.1
	$(BIN) man --lang zh > $(DESTDIR)$(PREFIX)/share/man/zh_CN/man1/paidan.1

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/paidan $(DESTDIR)$(PREFIX)/share/bash-completion/completions/paidan \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_paidan $(DESTDIR)$(PREFIX)/share/man/man1/paidan.1 \
	  $(DESTDIR)$(PREFIX)/share/man/zh_CN/man1/paidan.1

clean:
	rm -rf .build dist
