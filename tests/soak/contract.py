# SPDX-License-Identifier: GPL-3.0-or-later
"""What the README's rules and costs mean for the rows of a school, worked out from these alone:
nothing here knows the program or its readers."""
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from math import ceil

from schools import DAYS, plus

DEFAULTS = {
    'session': {'minutes': '25', 'place': 'first-half'}, 'misses': {'max': '2', 'per': 'term'},
    'assessment': {'scope': 'week'}, 'free-time': {'minutes': '60', 'contiguous': 'no'},
    'per-day': {'max': '1'}, 'places': {'kinds': 'lesson'}, 'rooms': {'max': ''},
    'withdrawals': {'max': ''},
    'cost': {'miss': '10', 'repeat': '5', 'unplaced': '1000', 'day-load': '1'},
}
WEIGHTS = {'LAC': 5, 'EHCP': 4, 'SEMH': 3, 'GRENFELL': 3}


def parse(text):
    return date.fromisoformat(text) if text else None


def minutes(text):
    return int(text[:2]) * 60 + int(text[3:])


def monday(day):
    return plus(day, -day.weekday())


def within(row, day):
    """Whether a day lies between a row's from and to, either of which may be open."""
    return ((not row.get('from') or parse(row['from']) <= day)
            and (not row.get('to') or day <= parse(row['to'])))


def has(cell, value):
    """Whether a list has a value; blank is all."""
    return not cell or value in cell.split(';')


class Programme:
    """Rows of caseload.csv that meet together."""

    def __init__(self, rules, rows):
        preset = next((a for name, a in rules.school.policy
                       if name == 'programme' and a['name'] == rows[0]['programme']), {})

        def said(column, otherwise=''):
            return next((row[column] for row in rows if row.get(column)), otherwise)
        self.students = [row['student'] for row in rows]
        self.mentor, self.group = rows[0]['mentor'], rows[0]['group']
        self.name = rows[0]['programme'] or '1:1 mentoring'
        self.per_week = Fraction(said('per_week', preset.get('per-week', '1')))
        self.minutes = int(said('minutes', preset.get('minutes', rules.policy['session']['minutes'])))
        self.sessions = said('sessions')
        self.periods = said('periods')
        self.bounds = {'from': max(row['from'] for row in rows),
                       'to': min((row['to'] for row in rows if row['to']), default='')}
        self.key = (self.mentor, self.name, self.group or self.students[0])


class Rules:
    """A school's facts; a session is (programme, date, period name)."""

    def __init__(self, school):
        self.school, self.rows = school, school.rows
        self.first, self.last = school.first, school.last
        self.policy = {name: {**defaults, **school.element(name)}
                       for name, defaults in DEFAULTS.items()}
        self.years = {row['student']: row['year'] for row in self.rows['students']}
        self.subjects = {row['subject']: row for row in self.rows['subjects']}
        self.days_of = {row['mentor']: row['days'] for row in self.rows['mentors']}
        self.weekdays = {row['day'] for row in self.rows['periods']}
        self.lessons = defaultdict(list)
        for row in self.rows['timetable']:
            self.lessons[row['student'], row['day'], row['period']].append(row)
        together = defaultdict(list)
        for n, row in enumerate(self.rows['caseload']):
            if row['mentor']:
                together[(row['mentor'], row['programme'], row['group'])
                         if row['group'] else n].append(row)
        self.programmes = [Programme(self, rows) for rows in together.values()]
        self.horizon = [plus(self.first, n) for n in range((self.last - self.first).days + 1)]
        self.cost = {name: int(value) for name, value in self.policy['cost'].items()}

    # ------------------------------------------------------------ dates and lessons

    def calendar(self, what, day):
        """The calendar's rows of a kind that a day is in."""
        return [row for row in self.rows['calendar'] if row['what'] == what
                and parse(row['from']) <= day <= parse(row['to'] or row['from'])]

    def week(self, day):
        rows = self.calendar('week', day)
        return rows[0]['label'] if rows else ''

    def is_open(self, day, year):
        term, halves = self.calendar('term', day), self.school.rows['calendar']
        halved = any(row['what'] == 'half-term' for row in halves)
        return bool(term and (not halved or self.calendar('half-term', day))
                    and DAYS[day.weekday()] in self.weekdays
                    and not any(has(row['years'], year) for row in self.calendar('closed', day)))

    def assessed(self, day, year):
        week = self.policy['assessment']['scope'] == 'week'
        days = [plus(monday(day), n) for n in range(7)] if week else [day]
        return any(has(row['years'], year)
                   for one in days for row in self.calendar('assessment', one))

    def periods(self, day):
        """The periods of a date, in order."""
        rows = [row for row in self.rows['periods'] if row['day'] == DAYS[day.weekday()]
                and has(row['week'], self.week(day))]
        return sorted(rows, key=lambda row: row['start'])

    def period(self, day, name):
        return next((row for row in self.periods(day) if row['period'] == name), None)

    def lesson(self, student, day, period):
        """What the student misses then."""
        if period['kind'] != 'lesson':
            return None
        return next((row for row in self.lessons[student, DAYS[day.weekday()], period['period']]
                     if has(row['week'], self.week(day)) and within(row, day)), None)

    def counted_as(self, code):
        return self.subjects.get(code, {}).get('group') or code

    def span(self, day, per):
        """The half term or term that misses of a day count in."""
        rows = per == 'half-term' and self.calendar('half-term', day)
        return (rows or self.calendar('term', day) or [{'label': ''}])[0]['label']

    # ------------------------------------------------------------ people

    def committed(self, mentor, day, period):
        return any(row['mentor'] == mentor and self.matches(row, day, period)
                   for row in self.rows['commitments'])

    def taken(self, student, day, period):
        """Whether the student is in somebody's commitment."""
        return any(row['student'] == student and self.matches(row, day, period)
                   for row in self.rows['commitments'])

    def matches(self, row, day, period):
        """Week, day, period and dates of a row."""
        return (has(row.get('week'), self.week(day)) and has(row.get('day'), DAYS[day.weekday()])
                and has(row.get('period'), period['period']) and within(row, day))

    def needs_free_time(self, mentor, day):
        return not any(row['what'] == 'allow' and row.get('mentor') == mentor
                       and has(row.get('week'), self.week(day))
                       and has(row.get('day'), DAYS[day.weekday()]) and within(row, day)
                       for row in self.rows['requests'])

    def stretches(self, mentor, day, taken=()):
        """Runs of lessons without a commitment, or a period in taken, between."""
        runs = [[]]
        for period in self.periods(day):
            if period['kind'] in ('break', 'lunch'):
                continue
            if period['period'] in taken or self.committed(mentor, day, period):
                runs.append([])
            else:
                runs[-1].append(period)
        return runs

    def is_free_enough(self, mentor, day, taken=()):
        sums = [sum(length(p) for p in run if p['kind'] == 'lesson')
                for run in self.stretches(mentor, day, taken)]
        rule = self.policy['free-time']
        free = max(sums) if rule['contiguous'] == 'yes' else sum(sums)
        return free >= int(rule['minutes']) or not self.needs_free_time(mentor, day)

    def most_misses(self, student, group, span):
        per, most = self.policy['misses']['per'], int(self.policy['misses']['max'])
        days = [plus(parse(row['from']), n) for row in self.rows['calendar']
                if row['what'] == 'term' for n in range((parse(row['to']) - parse(row['from'])).days + 1)]
        days = [day for day in days if self.span(day, per) == span]
        return most + sum(row['what'] == 'allow' and row.get('student') == student
                          and self.counted_as(row['subject']) == group
                          and any(within(row, day) for day in days)
                          for row in self.rows['requests'])

    def past(self, student, group, span, per):
        return sum(row['student'] == student and bool(row['subject'])
                   and self.counted_as(row['subject']) == group
                   and self.span(parse(row['date']), per) == span for row in self.rows['history'])

    def weight(self, student):
        flags = next(r['flags'] for r in self.rows['students'] if r['student'] == student)
        return max((WEIGHTS.get(flag.upper(), 1) for flag in flags.split(';')), default=1)

    # ------------------------------------------------------------ requests

    @staticmethod
    def teachers(lesson):
        written = lesson.get('teacher')
        return [written, *(part.strip() for part in (written or '').split('+'))]

    def requested(self, whats, programme, student, day, period):
        lesson = self.lesson(student, day, period) or {}
        for row in self.rows['requests']:
            row = {**row, 'to': row['from']} if row['what'] == 'keep' else row
            if (row['what'] in whats and row.get('student') in (None, '', student)
                    and row.get('mentor') in (None, '', programme.mentor)
                    and self.matches(row, day, period)
                    and row.get('teacher') in (None, '', *self.teachers(lesson))
                    and (not row.get('subject') or (lesson and row['subject'] in (
                        lesson['subject'], self.counted_as(lesson['subject']))))):
                yield row

    def price(self, programme, student, day, period):
        lesson = self.lesson(student, day, period)
        cost = 0
        if lesson:
            cost = int(self.subjects.get(lesson['subject'], {}).get('cost') or self.cost['miss'])
        for row in self.requested(('avoid', 'prefer'), programme, student, day, period):
            cost += int(row['cost'] or 20) * (1 if row['what'] == 'avoid' else -1)
        return max(cost, 0)

    # ------------------------------------------------------------ each session by itself

    def wrongs(self, programme, day, name):
        """The rules that a session breaks whatever else there is."""
        period = self.period(day, name)
        if period is None:
            return {'H1'}
        wrong, lessons = set(), [self.lesson(s, day, period) for s in programme.students]
        if (day not in self.horizon or not has(self.policy['places']['kinds'], period['kind'])
                or not has(programme.periods, name)
                or not all(self.is_open(day, self.years[s]) for s in programme.students)
                or (period['kind'] == 'lesson' and not all(lessons))):
            wrong.add('H1')
        if programme.minutes * (1 + (self.policy['session']['place'] == 'first-half')) > length(period):
            wrong.add('H2')
        if any(self.taken(s, day, period) for s in programme.students):
            wrong.add('H3')
        if (self.committed(programme.mentor, day, period)
                or not has(self.days_of[programme.mentor], DAYS[day.weekday()])):
            wrong.add('H4')
        if any(self.assessed(day, self.years[s]) for s in programme.students):
            wrong.add('H7')
        if not within(programme.bounds, day):
            wrong.add('H8')
        if (any(self.subjects.get(lesson['subject'], {}).get('protect') for lesson in lessons if lesson)
                or any(True for s in programme.students
                       for _ in self.requested(('never',), programme, s, day, period))):
            wrong.add('H9')
        return wrong

    def blocks(self, programme):
        """(Mondays, sessions required of them all, the most in one of them), by date."""
        weeks = sorted({monday(day) for day in self.horizon if within(programme.bounds, day)
                        and all(self.is_open(day, self.years[s])
                                and not self.assessed(day, self.years[s])
                                for s in programme.students)})
        run, each = programme.per_week.denominator, programme.per_week.numerator
        left = 10 ** 6
        if programme.sessions:
            left = int(programme.sessions) - min(
                sum(row['student'] == s and row['programme'] in ('', programme.name)
                    and within(programme.bounds, parse(row['date'])) for row in self.rows['history'])
                for s in programme.students)
        for start in range(0, len(weeks), run):
            part = weeks[start:start + run]
            required = max(0, min(left, each * len(part) // run))
            left -= required
            yield part, required, ceil(programme.per_week)

    # ------------------------------------------------------------ a whole schedule

    def broken(self, sessions, reported=None, keeps=True):
        """The rules that a schedule breaks, without those of keeps if need be; reported counts what unplaced.csv
        has by mentor, programme, student and Monday."""
        wrong = {rule for session in sessions for rule in self.wrongs(*session)}
        sessions = [session for session in sessions if self.period(*session[1:])]
        seats = [(s, programme, day, name) for programme, day, name in sessions
                 for s in programme.students]
        per_day = int(self.policy['per-day']['max'])
        if most((s, day, name) for s, _, day, name in seats) > 1:
            wrong.add('H3')
        if most((s, day) for s, day, _ in {(s, day, name) for s, _, day, name in seats}) > per_day:
            wrong.add('H3')
        if most((p.mentor, day, name) for p, day, name in sessions) > 1:
            wrong.add('H4')
        days = defaultdict(set)
        for programme, day, name in sessions:
            days[programme.mentor, day].add(name)
        if not all(self.is_free_enough(mentor, day, names) for (mentor, day), names in days.items()):
            wrong.add('H5')
        for (student, group, span), n in self.misses(seats, self.policy['misses']['per']).items():
            if (n + self.past(student, group, span, self.policy['misses']['per'])
                    > self.most_misses(student, group, span)):
                wrong.add('H6')
        wrong |= self.frequency(sessions, reported)
        for row in self.kept() if keeps else ():
            if self.is_possible(row) and not any(row is kept for s, programme, day, name in seats for kept in self.keeps_of(programme, s, day, self.period(day, name))):
                wrong.add('H9')
        rooms, out = self.policy['rooms']['max'], self.policy['withdrawals']['max']
        if rooms and most((day, name) for _, day, name in sessions) > int(rooms):
            wrong.add('H11')
        classes = [(day, name, lesson['class']) for s, _, day, name in seats
                   if (lesson := self.lesson(s, day, self.period(day, name))) and lesson['class']]
        if out and most(classes) > int(out):
            wrong.add('H11')
        return wrong

    def is_possible(self, keep):
        """Whether a session that is kept could be there, were it the only one."""
        day = parse(keep['from'])
        return any(not self.broken([(programme, day, row['period'])], keeps=False)
                   for programme in self.programmes if keep['student'] in programme.students
                   for row in self.periods(day) if has(keep['period'], row['period']))

    def kept(self):
        return [row for row in self.rows['requests']
                if row['what'] == 'keep' and parse(row['from']) in self.horizon]

    def keeps_of(self, programme, student, day, period):
        """The rows that such a session keeps."""
        return [row for row in self.kept() if row['student'] == student
                and parse(row['from']) == day and has(row['period'], period['period'])]

    def misses(self, seats, per):
        count = Counter()
        for student, _, day, name in seats:
            lesson = self.lesson(student, day, self.period(day, name))
            if lesson:
                count[student, self.counted_as(lesson['subject']), self.span(day, per)] += 1
        return count

    def frequency(self, sessions, reported):
        placed, wrong = Counter((p, monday(day)) for p, day, _ in sessions), set()
        left = Counter(reported)
        for programme in self.programmes:
            due = set()
            for weeks, required, each in self.blocks(programme):
                counts = [placed[programme, week] for week in weeks]
                due |= set(weeks)
                missing = max(0, required - sum(counts))
                if sum(counts) > required or max(counts) > each:
                    wrong.add('H8')
                for student in programme.students if reported is not None else ():
                    key = (programme.mentor, programme.name, student)
                    if sum(left.pop((*key, week), 0) for week in weeks) != missing:
                        wrong.add('H8')
            if any(p is programme and week not in due for p, week in placed
                   if plus(week, 6) >= self.first and week <= self.last):
                wrong.add('H8')
        return wrong | ({'H8'} if reported is not None and any(left.values()) else set())

    def total(self, sessions):
        """What a schedule costs, with all that is missing."""
        seats = [(s, programme, day, name) for programme, day, name in sessions
                 for s in programme.students]
        cost = sum(self.price(p, s, day, self.period(day, name)) for s, p, day, name in seats)
        for (student, group, span), n in self.misses(seats, 'term').items():
            past = self.past(student, group, span, 'term')
            cost += self.cost['repeat'] * sum(range(past, past + n))
        lacking = Counter()
        for programme in self.programmes:
            required = sum(n for _, n, _ in self.blocks(programme))
            for student in programme.students:
                lacking[student] += required - sum(p is programme for p, _, _ in sessions)
        for student, n in lacking.items():
            cost += sum(self.nth_unplaced(student, k) for k in range(1, n + 1))
        for n in Counter((p.mentor, day) for p, day, _ in sessions).values():
            cost += self.cost['day-load'] * sum(range(n))
        return cost

    def nth_unplaced(self, student, n):
        return self.cost['unplaced'] * self.weight(student) * (n + 1) // 2


def length(period):
    return minutes(period['end']) - minutes(period['start'])


def most(keys):
    return max(Counter(keys).values(), default=0)
