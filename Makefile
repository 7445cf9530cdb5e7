# Nephrite. `make demo` and `make test` need nothing but a Swift toolchain and, for packages that are missing, apt-get.

SWIFT   := $(or $(shell command -v swift 2>/dev/null),$(wildcard /opt/swift/usr/bin/swift),swift)
SCRATCH ?= .build
PREFIX  ?= /usr/local
DESTDIR ?=
PROGRAM := $(SCRATCH)/release/nephrite
REPORTER := $(SCRATCH)/release/nephrite-report
SOURCES := $(shell find Sources Migrations Imports Package.swift -type f 2>/dev/null)

# Packages may come from a mirror that belongs to another user. For these commands only; nobody's configuration is touched.
export GIT_CONFIG_GLOBAL ?= $(CURDIR)/.ci/gitconfig

.PHONY: build deps demo test bench sanitize install uninstall lint clean
.DEFAULT_GOAL := build

deps:
	@.ci/deps

build: deps $(PROGRAM) $(REPORTER)

# One build at a time: the second program waits for the first.
$(PROGRAM): $(SOURCES)
	@.ci/check-build-folder $(SCRATCH) $(SWIFT)
	@.ci/deps
	$(SWIFT) build --scratch-path $(SCRATCH) -c release --static-swift-stdlib --product nephrite
	@touch $@

$(REPORTER): $(PROGRAM)
	$(SWIFT) build --scratch-path $(SCRATCH) -c release --static-swift-stdlib --product nephrite-report
	@touch $@

demo: deps build
	@.ci/demo $(PROGRAM) $(REPORTER)

test: lint
	@.ci/deps test
	@.ci/check-build-folder $(SCRATCH) $(SWIFT)
	@.ci/checkers $(SCRATCH)
	$(SWIFT) build --scratch-path $(SCRATCH) --build-tests -Xswiftc -warnings-as-errors
	$(SWIFT) test --scratch-path $(SCRATCH) --skip-build --parallel

bench: deps build
	@Tests/Benchmarks/start $(PROGRAM) $(REPORTER)

# What reads what strangers send, built with the address sanitizer; slow, so not part of `test`.
SUSPECT := XMLStreamTests|WorkbooksTests|ImportingTests|QuantitiesTests|Hostile|PublicFeed
sanitize: deps
	$(SWIFT) build --scratch-path $(SCRATCH)-sanitize --build-tests --sanitize=address
	$(SWIFT) test --scratch-path $(SCRATCH)-sanitize --skip-build --sanitize=address --filter '$(SUSPECT)'

install: $(PROGRAM) $(REPORTER)
	@.ci/install $(DESTDIR)$(PREFIX) $(PROGRAM) $(REPORTER)

uninstall:
	@.ci/install --remove $(DESTDIR)$(PREFIX) nephrite nephrite-report

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

clean:
	rm -rf $(SCRATCH)
