# SPDX-License-Identifier: GPL-3.0-or-later
"""Random schools over all features of the README, as rows of text, and the folders that they make."""
import copy
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
COLUMNS = {
    'calendar': 'what from to years label',
    'periods': 'week day period start end kind',
    'students': 'student name form year flags',
    'mentors': 'mentor name role caseload days skills room',
    'subjects': 'subject name group cost protect',
    'timetable': 'student week day period subject class teacher room from to',
    'caseload': 'student mentor programme group per_week minutes from to sessions needs periods '
                'place referred urgency outcome',
    'commitments': 'mentor week day period what student from to',
    'requests': 'what student mentor subject class teacher week day period from to cost note',
    'history': 'session date student subject programme period',
    'done': 'what student mentor programme date note',
}
NEEDED = ('calendar', 'periods', 'students', 'mentors', 'timetable', 'caseload')
START = date(2026, 9, 7)


def plus(day, days):
    return day + timedelta(days=days)


class School:
    """The rows of each file, the policy's elements, and the dates to plan."""

    def __init__(self):
        self.rows = {name: [] for name in COLUMNS}
        self.policy = []  # (element, attributes)
        self.horizon, self.first, self.last = [], None, None
        self.plain = True  # the contract of ../shared covers it

    def add(self, file, /, **cells):
        self.rows[file].append({key.rstrip('_'): str(value) for key, value in cells.items()})

    def element(self, name):
        """The attributes of a policy element that is there once, or none."""
        return next((attributes for what, attributes in self.policy if what == name), {})

    def copy(self):
        return copy.deepcopy(self)


# ---------------------------------------------------------------- one part after another

def add_calendar(school, rng, weeks, cycle):
    last, before = plus(START, 7 * weeks - 3), plus(START, -14)
    school.add('calendar', what='term', from_=before, to=plus(last, 28), label='AUT')
    if rng.random() < .6:
        school.add('calendar', what='half-term', from_=before, to=plus(START, -3), label='AUT0')
        school.add('calendar', what='half-term', from_=START, to=last, label='AUT1')
        school.add('calendar', what='half-term', from_=plus(last, 10), to=plus(last, 28),
                   label='AUT2')
        school.horizon, school.first, school.last = ['--half-term', 'AUT1'], START, last
    else:
        school.first = plus(START, rng.choice((0, 0, 0, 1, 3)))
        school.last = plus(last, -rng.choice((0, 0, 0, 1, 2)))
        school.horizon = ['--from', str(school.first), '--to', str(school.last)]
    for _ in range(rng.choice((0, 0, 1, 2))):
        day = plus(START, rng.randrange(7 * weeks))
        school.add('calendar', what='closed', from_=day, to=rng.choice(('', plus(day, 2))),
                   years=rng.choice(('', '7', '7;8')))
    if rng.random() < .25:
        day = plus(START, rng.randrange(7 * weeks))
        school.add('calendar', what='assessment', from_=day, to='', years=rng.choice(('', '8')))
    for week in range(-2, weeks + 5) if len(cycle) > 1 else ():
        monday = plus(START, 7 * week)
        school.add('calendar', what='week', from_=monday, to=plus(monday, 6),
                   label=cycle[week % len(cycle)])


def add_periods(school, rng, days, count, cycle):
    """Returns the (week, day, period) of lessons; weeks may differ in a last period."""
    kinds = ['lesson'] * count
    for kind in ('break', 'lunch', 'tutor'):
        if rng.random() < .25:
            kinds.insert(rng.randrange(len(kinds) + 1), kind)
    lengths = [rng.choice((50, 50, 50, 60, 40)) for _ in kinds]
    differ = len(cycle) > 1 and rng.random() < .3
    slots = []
    for day in days:
        start = 540
        for n, kind in enumerate(kinds):
            name = str(kinds[:n + 1].count(kind)) if kind == 'lesson' else kind.title()
            only = ''
            if differ and n == len(kinds) - 1 and n:
                only = cycle[0]
            school.add('periods', week=only, day=day, period=name, kind=kind,
                       start=f'{start // 60:02}:{start % 60:02}',
                       end=f'{(start + lengths[n]) // 60:02}:{(start + lengths[n]) % 60:02}')
            start += lengths[n]
            if kind == 'lesson' or (kind == 'tutor' and rng.random() < .3):
                slots += [(week, day, name) for week in cycle if only in ('', week)]
    return slots


def add_lessons(school, rng, slots, weeks):
    """A timetable whose rows hold from or to dates, in two or three versions, or always."""
    changes = sorted(rng.sample(range(1, 7 * weeks), rng.choice((1, 1, 2)))
                     if rng.random() < .35 else [])
    changes = [plus(START, day) for day in changes]
    codes = [row['subject'] for row in school.rows['subjects']]
    school.plain &= not changes
    for student in school.rows['students']:
        for week, day, period in slots:
            spans = list(zip([None] + changes, changes + [None]))
            if not changes or rng.random() < .5:
                spans = [(None, None)]
            for first, end in spans:
                if rng.random() < .12:
                    continue
                code = rng.choice(codes)
                of = f"{student['year']}/{code}"
                school.add('timetable', student=student['student'], week=week, day=day,
                           period=period, subject=code, class_=rng.choice((of, of, '')),
                           teacher=rng.choice((f'T{code}', 'Tx', '')), room=rng.choice(('R1', '')),
                           from_=first or '', to=plus(end, -1) if end else '')
    rng.shuffle(school.rows['timetable'])


def add_people(school, rng, students, mentors, days):
    for n in range(students):
        school.add('students', student=f'S{n}', name=rng.choice((f'Name {n}', '')), form='7A',
                   year=rng.choice((7, 7, 8)),
                   flags=rng.choice(('', '', 'LAC', 'semh;PP', 'PP;EHCP')))
    for n in range(mentors):
        school.add('mentors', mentor=f'M{n}', name=rng.choice((f'Mentor {n}', '')),
                   role=rng.choice(('', 'learning', 'lead')), caseload=rng.choice(('', 9)),
                   days=rng.choice(('', '', ';'.join(rng.sample(days, max(1, len(days) - 1))))))
    for n, code in enumerate(('Ma', 'En', 'EnLit', 'Ar', 'Pe')[:rng.randrange(3, 6)]):
        if rng.random() < .7:
            school.add('subjects', subject=code, name=code.upper(),
                       group='En' if code == 'EnLit' and rng.random() < .7 else '',
                       cost=rng.choice(('', '', 0, 7, 30)), protect='yes' if n == 4 else '')
        else:
            school.add('subjects', subject=code)


def add_caseload(school, rng, count, twins):
    names, used = ('', 'Anger', 'Reading'), set()
    ids = [row['student'] for row in school.rows['students']]
    mentors = [row['mentor'] for row in school.rows['mentors']]
    grouped = rng.sample(ids, min(len(ids), rng.choice((2, 3)))) if rng.random() < .35 else []
    rows = [(student, mentors[0], 'Circle', 'g') for student in grouped]
    rows += [(rng.choice(ids), rng.choice(mentors + mentors + ['']), rng.choice(names), '')
             for _ in range(count - bool(grouped))]
    common = None
    for student, mentor, programme, group in rows:
        if (student, mentor, programme) in used and not twins:
            continue
        used.add((student, mentor, programme))
        cells = dict(per_week=rng.choice(('', '', 1, 2, .5, .5, .75, .25)),
                     minutes=rng.choice(('', '', 20, 25)), from_='', to='',
                     sessions=rng.choice(('', '', '', '', 1, 3)),
                     periods=rng.choice(('', '', '', '', '1;2')),
                     place=rng.choice(('', 'Hall')), referred=rng.choice(('', START)))
        if rng.random() < .2:
            cells['from_'] = plus(START, rng.randrange(14))
        if rng.random() < .15:
            cells['to'] = plus(START, rng.randrange(14, 28))
        if group:
            common = common or cells
            cells = common
        cells['urgency'] = 'at once' if cells['referred'] and rng.random() < .5 else ''
        school.plain &= not cells['periods']
        school.add('caseload', student=student, mentor=mentor, programme=programme, group=group,
                   **cells)


def add_wishes(school, rng, slots, weeks):
    """Commitments, requests of all kinds and history."""
    def some(values, blank=.5):
        return '' if rng.random() < blank or not values else rng.choice(values)
    ids = [row['student'] for row in school.rows['students']]
    mentors = [row['mentor'] for row in school.rows['mentors']]
    codes = [row['subject'] for row in school.rows['subjects']]
    dates = [plus(START, n) for n in range(7 * weeks)]
    labels = sorted({week for week, _, _ in slots if week})
    for _ in range(rng.choice((0, 1, 2, 4))):
        week, day, period = rng.choice(slots)
        student = some(ids, .6)
        school.plain &= not student
        school.add('commitments', mentor=rng.choice(mentors), week=some(labels), day=day,
                   period=rng.choice((period, period, '')) if not student else period,
                   what='withdrawal' if student else rng.choice(('duty', 'support', 'meeting')),
                   student=student, from_=some(dates, .8), to='')
    for _ in range(rng.choice((0, 0, 1, 2, 4))):
        what = rng.choice(('never', 'avoid', 'avoid', 'prefer', 'prefer', 'keep', 'allow'))
        week, day, period = rng.choice(slots)
        if what == 'keep':
            on = rng.choice([d for d in dates if DAYS[d.weekday()] == day])
            school.add('requests', what=what, student=rng.choice(ids), period=period, from_=on)
        elif what == 'allow' and rng.random() < .6:
            school.add('requests', what=what, student=rng.choice(ids), subject=rng.choice(codes),
                       from_=some(dates, .7), to='')
        elif what == 'allow':
            school.add('requests', what=what, mentor=rng.choice(mentors), day=some([day]),
                       from_=some(dates, .7), to='')
        else:
            school.add('requests', what=what, student=some(ids, .4), mentor=some(mentors, .8),
                       subject=some(codes, .7), week=some(labels, .8), day=some([day], .4),
                       period=some([period], .4), from_=some(dates, .8),
                       teacher=some(['Tx'], .9), cost=some([5, 12], .5) if what != 'never' else '')
        school.plain &= what != 'allow'
    latest = rng.choice((0, 0, 10))  # into the dates to plan
    for _ in range(rng.choice((0, 0, 2, 5))):
        school.add('history', date=plus(START, rng.randrange(-14, latest - 2)), student=rng.choice(ids),
                   subject=some(codes, .2), programme=some(['Anger', '1:1 mentoring'], .5))
    school.rows['history'].sort(key=lambda row: row['date'])


def add_policy(school, rng):
    def maybe(chance, element, **attributes):
        if rng.random() < chance:
            school.policy.append((element, {key.replace('_', '-'): str(value)
                                         for key, value in attributes.items()}))
    if rng.random() < .3:
        maybe(1, 'session', minutes=rng.choice((20, 25)),
              place=rng.choice(('lesson', 'first-half')))
    maybe(.5, 'misses', max=rng.choice((0, 1, 1, 3)), per=rng.choice(('term', 'half-term')))
    maybe(.3, 'assessment', scope=rng.choice(('day', 'week')))
    maybe(.7, 'free-time', minutes=rng.choice((0, 40, 50, 90)),
          contiguous=rng.choice(('no', 'no', 'yes')))
    maybe(.3, 'per-day', max=2)
    maybe(.3, 'places', kinds=rng.choice(('lesson;tutor', 'lesson;lunch;break')))
    maybe(.3, 'rooms', max=rng.choice((1, 1, 2)))
    maybe(.3, 'withdrawals', max=1)
    if rng.random() < .2:
        maybe(1, 'programme', name='Anger', minutes=15, per_week=rng.choice(('2', '0.5')))
        school.plain = False
    maybe(.3, 'duty', what='update', every=rng.choice(('day', 'week', 'half-term')))
    maybe(.2, 'duty', what='interview', after=rng.choice(('start', '2 weeks', 'end')),
          per='programme', who='lead')
    maybe(.2, 'review', after=2)
    maybe(.2, 'register', code='Men', note='mentoring')
    maybe(.2, 'support', max_weeks=2)
    maybe(.5, 'cost', miss=rng.choice((10, 3)), repeat=rng.choice((0, 5, 9)),
          unplaced=rng.choice((1000, 16, 40)), day_load=rng.choice((0, 1, 4)))


SIZES = {  # days, periods, weeks, students, mentors, programmes
    'tiny': ((2, 2), (2, 3), (2, 2), (2, 3), (1, 2), (2, 3)),
    'small': ((2, 4), (2, 4), (2, 5), (2, 6), (1, 3), (3, 8)),
    'middle': ((5, 5), (4, 6), (5, 7), (8, 16), (2, 4), (8, 20)),
}


def random_school(rng, size, twins=False):
    school = School()
    count = [rng.randint(*bounds) for bounds in SIZES[size]]
    days = list(DAYS[:count[0]])
    cycle = ['A', 'B'] if rng.random() < .35 else ['']
    add_calendar(school, rng, count[2], cycle)
    slots = add_periods(school, rng, days, count[1], cycle)
    add_people(school, rng, count[3], count[4], days)
    add_lessons(school, rng, slots, count[2])
    add_caseload(school, rng, count[5], twins)
    add_wishes(school, rng, slots, count[2])
    add_policy(school, rng)
    return school


# ---------------------------------------------------------------- other schools that are the same

def permuted(school, rng):
    """The same school: rows in another order, and other ids of people, subjects and classes."""
    other = school.copy()
    for rows in other.rows.values():
        rng.shuffle(rows)
    for column, files in (('student', other.rows), ('mentor', other.rows)):
        ids = sorted({row[column] for rows in files.values() for row in rows if row.get(column)})
        fresh = [f'{column[0]}{n:03}' for n in rng.sample(range(1000), len(ids))]
        for rows in files.values():
            for row in rows:
                if row.get(column):
                    row[column] = fresh[ids.index(row[column])]
    return other


def relaxed(school, rng):
    """A school whose rules forbid less; returns what was relaxed, too."""
    other = school.copy()
    name, attribute, value = rng.choice((
        ('misses', 'max', '9'), ('free-time', 'minutes', '0'), ('per-day', 'max', '3'),
        ('rooms', 'max', '99'), ('withdrawals', 'max', '99'), ('commitments', '', ''),
        ('never', '', '')))
    if name == 'commitments':
        other.rows[name] = []
    elif name == 'never':
        other.rows['requests'] = [row for row in other.rows['requests'] if row['what'] != name]
    elif other.element(name):
        other.element(name)[attribute] = value
    else:
        other.policy.append((name, {attribute: value}))
    return other, name


# ---------------------------------------------------------------- folders

def write_rows(path, rows, columns, rng=None):
    """A CSV file, in any of the dialects that are read."""
    separator, end, encoding, columns = ',', '\n', 'utf-8', list(columns)
    if rng:
        separator, end = rng.choice(',,;\t'), rng.choice(('\n', '\r\n'))
        encoding = rng.choice(('utf-8', 'utf-8-sig', 'cp1252'))
        rng.shuffle(columns)

    def cell(text):
        quote = any(c in text for c in ',;\t"\n') or (rng and text and rng.random() < .05)
        return '"' + text.replace('"', '""') + '"' if quote else text
    heads = [rng.choice((column, column.upper(), column.replace('_', ' '))) if rng else column
             for column in columns]
    lines = [separator.join(heads)]
    lines += [separator.join(cell(row.get(column, '')) for column in columns) for row in rows]
    path.write_bytes((end.join(lines) + end).encode(encoding))


def write_school(school, folder, rng=None):
    """The folder of a school; with a generator, written in a way of its own."""
    folder.mkdir()
    for name, columns in COLUMNS.items():
        rows, columns = school.rows[name], columns.split()
        if rng:
            said = {key for row in rows for key, value in row.items() if value}
            needed = {'label', 'period', 'subject', 'programme', rng.choice(('session', ''))}
            columns = [c for c in columns if c in said or c in needed or name in NEEDED]
        if rows or name in NEEDED:
            if rng and name == 'timetable':
                rows, columns = as_slots(rows, columns, rng)
            write_rows(folder / f'{name}.csv', rows, columns, rng)
    elements = ''.join(
        f'  <{name} ' + ' '.join(f'{key}={quoteattr(value)}' for key, value in attributes.items())
        + '/>\n' for name, attributes in school.policy)
    (folder / 'policy.xml').write_text(f'<policy>\n{elements}</policy>\n')
    return Path(folder)


def as_slots(rows, columns, rng):
    """Week, day and period in one column, in half of the schools."""
    if rng.random() < .5:
        return rows, columns
    return ([{**row, 'slot': f"{row['day']}{row.get('week', '')}:{row['period']}",
              'week': '', 'day': '', 'period': ''} for row in rows], columns + ['slot'])
