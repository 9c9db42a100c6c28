# SPDX-License-Identifier: GPL-3.0-or-later
"""The least cost of any schedule, in two ways that share nothing with the planner: by trying every
one, and as a plain integer program for CBC."""
import itertools
import subprocess
from collections import Counter, defaultdict

from contract import length, monday

MOST_SCHEDULES = 4000


def places(rules, programme):
    """(date, period) of all sessions that are right by themselves."""
    return [(day, row['period']) for day in rules.horizon for row in rules.periods(day)
            if not rules.wrongs(programme, day, row['period'])
            and rules.is_free_enough(programme.mentor, day, {row['period']})]


def every_schedule(rules):
    """All sets of sessions that the weeks have room for; None where there are too many."""
    choices, count = [], 1
    for programme in rules.programmes:
        of = places(rules, programme)
        for weeks, required, _ in rules.blocks(programme):
            here = [(programme, *place) for place in of if monday(place[0]) in weeks]
            sets = [chosen for n in range(required + 1)
                    for chosen in itertools.combinations(here, n)]
            count *= len(sets)
            choices.append(sets)
            if count > MOST_SCHEDULES:
                return None
    return ([session for part in parts for session in part]
            for parts in itertools.product(*choices))


def by_trying(rules):
    """The least (cost, -sessions) of all legal schedules; False: too many, None: there is none."""
    schedules = every_schedule(rules)
    if schedules is None:
        return False
    legal = [(rules.total(sessions), -len(sessions)) for sessions in schedules
             if not rules.broken(sessions)]
    return min(legal, default=None)


class Program:
    """An integer program, row by row, as an LP file has it."""

    def __init__(self):
        self.costs, self.rows, self.integers, self.bounds = {}, [], [], []

    def column(self, cost=0, most=1, integer=True):
        name = f'x{len(self.costs)}'
        self.costs[name] = cost
        self.bounds.append(f'0 <= {name} <= {most}')
        if integer:
            self.integers.append(name)
        return name

    def row(self, terms, relation, right):
        factors = Counter()
        for n, column in terms:
            factors[column] += n
        if factors:
            self.rows.append(([(n, column) for column, n in factors.items()], relation, right))

    def write(self, path, costs):
        def line(terms):
            return '\n '.join(f'{"+" if n >= 0 else "-"} {abs(n)} {name}' for n, name in terms)
        with path.open('w') as out:
            print('Minimize\n obj:', line([(n, x) for x, n in costs.items()]), file=out)
            print('Subject To', file=out)
            for n, (terms, relation, right) in enumerate(self.rows):
                print(f' r{n}: {line(terms)} {relation} {right}', file=out)
            print('Bounds', *self.bounds, 'Generals', *self.integers, 'End', sep='\n', file=out)

    def solve(self, path, costs):
        """CBC's least value; None where there is none; False where it does not end."""
        self.write(path, costs)
        said = subprocess.run(['cbc', str(path), 'ratioGap', '0', 'allowableGap', '0', 'sec', '60',
                               'solve', 'quit'], capture_output=True, text=True).stdout
        if 'Result - Optimal solution found' not in said:
            return None if 'nfeasible' in said else False
        value = next(line for line in said.splitlines() if line.startswith('Objective value:'))
        return round(float(value.split()[2]))


def by_cbc(rules, path):
    """The least (cost, -sessions) that CBC finds, as by_trying()."""
    program, x = Program(), {}
    missing = defaultdict(list)
    for programme in rules.programmes:
        of = places(rules, programme)
        for day, name in of:
            price = sum(rules.price(programme, s, day, rules.period(day, name))
                        for s in programme.students)
            x[programme, day, name] = program.column(price)
        for weeks, required, each in rules.blocks(programme):
            short = program.column(most=required)
            inside = [x[programme, *place] for place in of if monday(place[0]) in weeks]
            program.row([(1, c) for c in inside + [short]], '=', required)
            for week in weeks:
                program.row([(1, x[programme, *place]) for place in of
                             if monday(place[0]) == week], '<=', each)
            for student in programme.students:
                missing[student] += [(short, required)]
        for place in of:  # weeks that require none
            if not any(monday(place[0]) in weeks for weeks, _, _ in rules.blocks(programme)):
                program.row([(1, x[programme, *place])], '=', 0)
    for student, shorts in missing.items():
        steps(program, [c for c, _ in shorts],
              [rules.nth_unplaced(student, n + 1) for n in range(sum(n for _, n in shorts))])
    add_people(rules, program, x)
    add_misses(rules, program, x)
    for row in filter(rules.is_possible, rules.kept()):
        program.row([(1, c) for (p, day, name), c in x.items() for s in p.students
                     if any(row is kept for kept in rules.keeps_of(p, s, day, rules.period(day, name)))],
                    '>=', 1)
    cost = program.solve(path, program.costs)
    if cost is None or cost is False:
        return cost
    program.row([(n, c) for c, n in program.costs.items() if n], '<=', cost)
    sessions = program.solve(path, {c: -1 for c in x.values()} or {'x0': 0})
    return (cost, sessions) if sessions is not None else (cost, None)


def steps(program, counted, prices):
    """Pays for the first, second, ... of what is counted, each at its own rising price."""
    paid = [program.column(price, integer=False) for price in prices]
    program.row([(1, c) for c in counted] + [(-1, c) for c in paid], '=', 0)


def by(x, key):
    groups = defaultdict(list)
    for session, column in x.items():
        for value in key(*session):
            groups[value].append(column)
    return groups


def add_people(rules, program, x):
    """H3, H4, H5, H11 and the mentors' days."""
    def limit(key, most):
        for columns in by(x, key).values():
            program.row([(1, c) for c in columns], '<=', most)
    limit(lambda p, day, name: [(s, day, name) for s in p.students], 1)
    limit(lambda p, day, name: [(s, day) for s in p.students], rules.policy['per-day']['max'])
    limit(lambda p, day, name: [(p.mentor, day, name)], 1)
    if rules.policy['rooms']['max']:
        limit(lambda p, day, name: [(day, name)], rules.policy['rooms']['max'])
    if rules.policy['withdrawals']['max']:
        limit(lambda p, day, name: [
            (day, name, lesson['class']) for s in p.students
            if (lesson := rules.lesson(s, day, rules.period(day, name))) and lesson['class']],
            rules.policy['withdrawals']['max'])
    for (mentor, day), columns in by(x, lambda p, day, name: [(p.mentor, day)]).items():
        steps(program, columns, [rules.cost['day-load'] * n for n in range(len(columns))])
        if rules.needs_free_time(mentor, day):
            add_free_time(rules, program, mentor, day,
                          [(name, c) for (p, d, name), c in x.items() if (p.mentor, d) == (mentor, day)])


def add_free_time(rules, program, mentor, day, columns):
    free = int(rules.policy['free-time']['minutes'])
    runs = rules.stretches(mentor, day)
    if rules.policy['free-time']['contiguous'] != 'yes':
        lessons = {p['period']: length(p) for run in runs for p in run if p['kind'] == 'lesson'}
        program.row([(lessons[name], c) for name, c in columns if name in lessons], '<=',
                    sum(lessons.values()) - free)
        return
    windows = []
    for run in runs:
        for i, j in itertools.combinations(range(len(run) + 1), 2):
            if sum(length(p) for p in run[i:j] if p['kind'] == 'lesson') >= free:
                names = {p['period'] for p in run[i:j]}
                windows.append(program.column())
                for name, c in columns:
                    if name in names:
                        program.row([(1, c), (1, windows[-1])], '<=', 1)
    for _, c in columns if free else ():
        program.row([(1, c)] + [(-1, w) for w in windows], '<=', 0)


def add_misses(rules, program, x):
    """H6 and the price of repeats."""
    per = rules.policy['misses']['per']

    def missed(per):
        return lambda p, day, name: [
            (s, rules.counted_as(lesson['subject']), rules.span(day, per)) for s in p.students
            if (lesson := rules.lesson(s, day, rules.period(day, name)))]
    for (student, group, span), columns in by(x, missed(per)).items():
        program.row([(1, c) for c in columns], '<=',
                    max(0, rules.most_misses(student, group, span) - rules.past(student, group, span, per)))
    for (student, group, span), columns in by(x, missed('term')).items():
        past = rules.past(student, group, span, 'term')
        steps(program, columns, [rules.cost['repeat'] * (past + n) for n in range(len(columns))])
