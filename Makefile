# make TARGET
#
#   setup     install the system packages that are missing
#   build     debug build of everything
#   release   optimised moat and moat-bench
#   test      setup, then every test
#   demo      setup, release build, then the walkthrough of Docs/Examples: as root in a lab, else by simulation
#   check     formatting, architecture and documents
#   fmt       format all sources in place
#   golden    rewrite Tests/Golden and the outputs shown in the documents
#   bench     release build, then the benchmark; INSTRUCTIONS=1 also counts instructions (needs valgrind)
#   docs      manual pages and shell completions into dist
#   install   release build and docs into DESTDIR and PREFIX (/usr/local)
#   clean     remove all that was built
#
# BUILD is the folder to build in (.build), TESTS a pattern of the tests to run.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build release test demo check fmt golden bench docs install clean
MAKEFLAGS += --no-print-directory

BUILD ?= .build
PREFIX ?= /usr/local
DESTDIR ?=
TESTS ?=

swift_build := swift build --scratch-path $(BUILD)
swift_test := swift test --scratch-path $(BUILD) --quiet --disable-xctest
# One product, optimised and with Swift's libraries in it. Linked in, Foundation makes the linker warn of a function
# that nobody calls; that line is left out.
swift_release = $(swift_build) --quiet --configuration release --static-swift-stdlib --product $(1) 2>&1 \
  | sed '/the use of .mktemp. is dangerous/d'
moat := $(BUILD)/release/moat
callgrind := valgrind --tool=callgrind --callgrind-out-file=/dev/null $(moat)
sources := Package.swift Modules Plugins Tools Tests

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' $(firstword $(MAKEFILE_LIST))

# Each entry: what must be there, and the Debian package that brings it.
programs := pkg-config:pkg-config gzip:gzip git:git iptables-save:iptables ipset:ipset ip:iproute2 wget:wget
libraries := yaml-0.1:libyaml-dev sqlite3:libsqlite3-dev

setup:
	@PATH="$$PATH:/usr/sbin:/sbin"; missing=; \
	for need in $(programs); do command -v "$${need%%:*}" > /dev/null || missing="$$missing $${need#*:}"; done; \
	for need in $(libraries); do \
	  pkg-config --exists "$${need%%:*}" 2> /dev/null || missing="$$missing $${need#*:}"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	command -v apt-get > /dev/null || { echo "make: please install:$$missing" >&2; exit 1; }; \
	root=; \
	if [ "$$(id -u)" != 0 ]; then \
	  command -v sudo > /dev/null || { echo "make: as root: apt-get install$$missing" >&2; exit 1; }; \
	  root=sudo; \
	fi; \
	echo "make: installing$$missing"; \
	apt="$$root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0"; \
	$$apt install -y --no-install-recommends $$missing > /dev/null 2>&1 \
	  || { $$apt update && $$apt install -y --no-install-recommends $$missing > /dev/null; }

build: setup
	@$(swift_build)

release: setup
	@$(call swift_release,moat)
	@$(call swift_release,moat-bench)

test: setup
	@$(swift_test) $(if $(TESTS),--filter '$(TESTS)')

demo: release
	@PATH="$(abspath $(BUILD))/release:$$PATH" Docs/Examples/walkthrough/demo
	@PATH="$(abspath $(BUILD))/release:$$PATH" Docs/Examples/walkthrough/history
	@PATH="$(abspath $(BUILD))/release:$$PATH" Docs/Examples/migration/demo

check: setup
	@swift format lint --strict --parallel --recursive $(sources)
	@$(swift_test) --filter 'ArchitectureTests|DocsTests'

fmt:
	@swift format --in-place --parallel --recursive $(sources)

golden: setup
	@MOAT_GOLDEN=rewrite $(swift_test) $(if $(TESTS),--filter '$(TESTS)')

bench: release
	@$(BUILD)/release/moat-bench
	@[ -z "$(INSTRUCTIONS)" ] && exit 0; \
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(BUILD)/release/moat-bench prepare translate "$$folder" && \
	echo "instructions of moat validate" && \
	$(callgrind) validate -f "$$folder" 2>&1 | sed -n 's/.*Collected : /  /p' && \
	echo "instructions of moat translate --format restore, loading included" && \
	$(callgrind) translate -f "$$folder" --format restore -o "$$folder/out" --node aks-nodepool1-0 2>&1 | sed -n 's/.*Collected : /  /p'

docs: release
	@mkdir -p dist/man dist/completions
	@$(call swift_release,generate-manual)
	@$(BUILD)/release/generate-manual $(moat) --multi-page --output-directory dist/man
	@$(moat) --generate-completion-script bash > dist/completions/moat.bash
	@$(moat) --generate-completion-script zsh > dist/completions/_moat
	@$(moat) --generate-completion-script fish > dist/completions/moat.fish

install: docs
	@install -D -m 755 $(moat) "$(DESTDIR)$(PREFIX)/bin/moat"
	@install -d "$(DESTDIR)$(PREFIX)/share/man/man1"
	@install -m 644 dist/man/moat*.1 "$(DESTDIR)$(PREFIX)/share/man/man1"
	@install -D -m 644 dist/completions/moat.bash "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/moat"
	@install -D -m 644 dist/completions/_moat "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_moat"
	@install -D -m 644 dist/completions/moat.fish "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/moat.fish"

clean:
	@rm -rf $(BUILD) dist
