# SPDX-License-Identifier: GPL-3.0-or-later
# halfterm: `make demo` plans the sample school, `make check` runs the tests.
#
#   make                build the program
#   make demo           plan data/kaa and say where the result is
#   make check          run the tests            (SANITIZE=1: with address and UB sanitizers;
#                       PART=1/2: every other suite)
#   make check-browser  look at the pages in Chromium and at the calendars with ical.js
#   make valgrind       run the tests under valgrind
#   make schema         write data/policy.rng, data/school.rng, data/sessions.rng and
#                       data/policies/reference.txt anew from the tables in io/schema/policy.c,
#                       io/schema/column_table.h and reports/data/sessions_xml.c
#   make soak TIME=60   random schools and failures on purpose, for so many seconds (SEED=1)
#   make fuzz TIME=60   feed each reader nonsense for so many seconds (READERS='policy.xml ...')
#   make mutate N=40    change one thing in the source at a time, and see whether a test notices;
#                       tests/mutate says what else can be set (SEED=, FILES=, ...)
#   make bench          measure speed against other solvers
#   make bench-full     measure how close plans come that are stopped early where rooms are scarce
#   make install        to PREFIX (/usr/local), below DESTDIR; `make uninstall` takes it away
#   make clean          remove what was built
#
# `demo`, `check` and `fuzz` install missing Debian packages where they may; see .ci/packages.

CC      = cc
PREFIX  = /usr/local
BUILD   = build$(if $(SANITIZE),/sanitized)
CFLAGS  = -O2 -g
WARN    = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith $(if $(CI),-Werror)
CLANG   = clang-14
TIME    = 60
SEED    = 1
VERSION = 0.1.0

hardening  = -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE
sanitizers = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
cflags  = -std=c11 -D_GNU_SOURCE -DHT_VERSION='"$(VERSION)"' -I. $(shell pkg-config --cflags $(modules)) $(WARN) $(CFLAGS) \
          $(if $(SANITIZE),$(sanitizers) -DHT_SANITIZED,$(if $(optimised),$(hardening))) -pthread
ldflags = $(LDFLAGS) $(if $(SANITIZE),$(sanitizers),-pie -Wl,-z,now,-z,relro) -pthread
libs    = -lglpk -lcsv $(shell pkg-config --libs $(modules)) -lm
modules = libxml-2.0 jansson pangocairo libical xlsxwriter minizip

sources = $(wildcard solver/*/*.c reports/*/*.c io/*.c io/*/*.c)
optimised = $(filter -O1 -O2 -O3 -Os,$(CFLAGS))
library = $(BUILD)/libhalfterm.a
alone   = io/main.c solver/base/library_memory.c
objects = $(patsubst %.c,$(BUILD)/%.o,$(filter-out $(alone),$(sources)))
tests   = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/main.c $(addprefix tests/,support/*.c commands/*.c bench/*.c solver/*/*.c reports/*/*.c io/*/*.c)))
program = $(BUILD)/halfterm
runner  = $(BUILD)/tests/run
checker = $(BUILD)/checker
quietly = tests/quietly $(BUILD)/check$(subst /,-,$(PART)).log
looks   = $(BUILD)/looks
counted = $(patsubst %.c,$(BUILD)/counted/%.o,$(filter-out $(alone),$(wildcard solver/*/*.c)))
looking = ht_clock ht_limit_reached ht_limit_after glp_simplex
detours = ht_plan ht_lp_solve ht_pdhg_solve ht_verify fsync rename renameat2 linkat
deps    = $(BUILD)/packages
made    = $(patsubst %.c,$(BUILD)/%.o,$(wildcard bench/school/*.c))
benches = $(BUILD)/bench/generate $(BUILD)/bench/plain $(BUILD)/bench/measure $(BUILD)/bench/losses

bindir  = $(DESTDIR)$(PREFIX)/bin
docdir  = $(DESTDIR)$(PREFIX)/share/doc/halfterm

all: $(program)

demo: INSTALL = --install
demo: $(program)
	@$(program) plan data/kaa -o out --term AUT || [ $$? -eq 1 ]

check: INSTALL = --install
check: $(runner) $(checker) $(if $(SANITIZE),,$(looks))
	@BUILD=$(BUILD) $(quietly) tests/layers
	@$(quietly) tests/headers $(CC) $(cflags)
ifndef SANITIZE
	@$(quietly) tests/schools_beside $(program)
	@$(quietly) tests/fet $(program)
	@$(quietly) $(looks)
endif
	@LSAN_OPTIONS=suppressions=$(CURDIR)/tests/fontconfig.lsan:print_suppressions=0 $(quietly) $(runner) $(PART)

check-browser: $(program)
	@CC='$(CC)' .ci/packages --install --browser
	@tests/browser/check $(program) $(BUILD)/browser

valgrind: $(runner)
	CK_TIMEOUT_MULTIPLIER=50 valgrind -q --vgdb=no --trace-children=yes --trace-children-skip='/usr/bin/*' \
	    --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=9 \
	    --suppressions=$(CURDIR)/tests/fontconfig.supp $(runner)

# A build of its own: what is fuzzed tells libFuzzer where it goes. What it compares is not traced:
# that takes half the time, and the dictionaries have the words.
fuzz: INSTALL = --install --fuzz
fuzz: $(program)
	@CC='$(CC)' CLANG='$(CLANG)' .ci/packages $(INSTALL)
	@$(MAKE) --no-print-directory CC='$(CLANG)' SANITIZE=1 BUILD=$(BUILD)/fuzz \
	    CFLAGS='-O2 -g -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp' $(BUILD)/fuzz/readers
	@tests/fuzz/run $(BUILD)/fuzz/readers $(program) $(BUILD)/fuzz $(TIME) $(READERS)

# Python drives it. CBC and strace are used where they are there.
soak: INSTALL = --install --soak
soak: $(program) $(BUILD)/tests/soak/fail.so
	@CC='$(CC)' .ci/packages $(INSTALL)
	@printf '%s\n' '$(CC) $(cflags)' '$(CC) $(ldflags)' '$(libs)' >$(BUILD)/tests/soak/flags
	@PYTHONDONTWRITEBYTECODE=1 tests/soak/run $(BUILD) --time $(TIME) --seed $(SEED)

mutate: $(deps)
	@tests/mutate

schema: $(program)
	@$(program) check --policy-schema >data/policy.rng
	@$(program) check --policy >data/policies/reference.txt
	@$(program) export --school-schema >data/school.rng
	@$(program) export --sessions-schema >data/sessions.rng

bench: $(program) $(benches)
	@bench/run $(BUILD)

bench-full: $(program) $(benches)
	@bench/run $(BUILD) rooms

install: $(program)
	install -d $(bindir) $(docdir)/letters
	install -m 755 $(program) $(bindir)/halfterm
	install -m 644 README.md LICENSE $(docdir)
	install -m 644 data/letters/*.txt $(docdir)/letters

uninstall:
	rm -f $(bindir)/halfterm $(docdir)/README.md $(docdir)/LICENSE \
	    $(patsubst data/%,$(docdir)/%,$(wildcard data/letters/*.txt))
	-rmdir $(docdir)/letters $(docdir)

clean:
	rm -rf build

$(program): $(alone:%.c=$(BUILD)/%.o) $(library)
	@echo 'link $@'
	@$(CC) $(ldflags) -o $@ $^ $(libs)

$(library): $(objects)
	@rm -f $@
	@$(AR) qcs $@ $^

# Some tests run the program that lies beside the runner's folder. Calls of the functions in
# $(detours) go through tests/support/detour.c.
$(runner): $(tests) $(made) $(library) | $(program) $(BUILD)/tests/soak/fail.so
	@echo 'link $@'
	@$(CC) $(ldflags) $(detours:%=-Wl,--wrap=%) -o $@ $^ -lcheck -lsubunit -lrt $(libs)

# What checks proofs, alone: it links only if it needs no solver, nor what the planner needs.
$(checker): $(BUILD)/tests/checker/main.o $(library)
	@echo 'link $@'
	@$(CC) $(ldflags) -o $@ $^ -lcsv

# What counts how far the solver goes between two looks at its limits; see tests/looks/main.c.
$(looks): $(BUILD)/tests/looks/main.o $(BUILD)/tests/support/scratch.o $(counted) $(library)
	@echo 'link $@'
	@$(CC) $(ldflags) $(looking:%=-Wl,--wrap=%) -o $@ $^ -lcheck -lsubunit -lrt $(libs)

$(BUILD)/counted/%.o: %.c | $(deps)
	@mkdir -p $(@D)
	@echo 'compile $< (counted)'
	@$(CC) $(cflags) -fsanitize-coverage=trace-pc -MMD -MP -c -o $@ $<

# All readers, for libFuzzer, which brings main().
$(BUILD)/readers: $(BUILD)/tests/fuzz/fuzz.o $(library)
	@echo 'link $@'
	@$(CC) $(ldflags) -fsanitize=fuzzer -o $@ $^ $(libs)

# Loaded before the C library, it lets allocations fail.
$(BUILD)/tests/soak/fail.so: tests/soak/fail.c | $(deps)
	@mkdir -p $(@D)
	@echo 'link $@'
	@$(CC) $(WARN) $(CFLAGS) -std=c11 -shared -fPIC -o $@ $<

# The bench: a maker of schools (which the tests run too), the plain model, a stop watch.
$(BUILD)/bench/generate: $(BUILD)/bench/generate.o $(made) $(library)
$(BUILD)/bench/plain: $(patsubst %,$(BUILD)/bench/%.o,plain plain_model plain_facts mps) $(library)
$(BUILD)/bench/measure: $(BUILD)/bench/measure.o
$(BUILD)/bench/losses: $(BUILD)/bench/losses.o $(library)
$(benches):
	@echo 'link $@'
	@$(CC) $(ldflags) -o $@ $^ $(libs)

$(BUILD)/%.o: %.c | $(deps)
	@mkdir -p $(@D)
	@echo 'compile $<'
	@$(CC) $(cflags) -MMD -MP -c -o $@ $<

# The version is compiled in from here.
$(BUILD)/io/commands/options.o $(BUILD)/reports/data/summary_json.o: Makefile

$(deps):
	@mkdir -p $(@D)
	@CC='$(CC)' .ci/packages $(INSTALL)
	@touch $@

-include $(counted:.o=.d) $(patsubst %.c,$(BUILD)/%.d,$(sources) $(wildcard tests/*.c tests/*/*.c tests/*/*/*.c bench/*.c bench/*/*.c))

.PHONY: all demo check check-browser valgrind fuzz soak schema bench bench-full install uninstall clean
