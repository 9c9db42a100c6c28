# SPDX-License-Identifier: GPL-3.0-or-later
"""The campaigns: each makes a school from its case's generator and raises what it finds wrong."""
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import least
from case import (Failure, Skip, check_plan, copy_of, expect, read, reported_in, sessions_of, show,
                  stages, state)
from contract import Rules, parse
from mutants import MUTANTS
from schools import DAYS, permuted, plus, random_school, relaxed, write_rows, write_school

ROOT = Path(__file__).resolve().parents[2]
MOST_TRIES = 60  # schools, until a bent verifier is to be noticed

# ---------------------------------------------------------------- what is planned


def plan_of(case, size, twins=False):
    """A random school, planned: (school, its rules, (cost, sessions))."""
    school = random_school(case.rng, size, twins)
    write_school(school, case.path('school'), case.rng)
    code = case.plan(school, 'school')
    return school, Rules(school), check_plan(case, school, 'school', code, twins=twins)


def compare_least(case, rules, found, wanted):
    """Least cost, and the most sessions among the schedules of that cost."""
    if wanted is False or case.summary()['status'] != 'optimal':
        raise Skip('not known')
    if wanted is None:
        raise Failure('no schedule keeps the rules, but this one')
    expect('least cost', found[0], wanted[0])
    expect('sessions placed at that cost', found[1], -wanted[1])


def every(case):
    """Small schools against every schedule there is."""
    _, rules, found = plan_of(case, 'tiny')
    compare_least(case, rules, found, least.by_trying(rules))


def another(case, size='small', twins=False):
    """Schools against another solver."""
    if not shutil.which('cbc'):
        raise Skip('no cbc')
    _, rules, found = plan_of(case, size, twins)
    compare_least(case, rules, found, least.by_cbc(rules, case.path('plain.lp')))


def middle(case):
    """Larger schools against another solver."""
    another(case, 'middle')


def twins(case):
    """Schools in which rows of a student have mentor and programme in common."""
    another(case, 'small', True)


def same(case):
    """Rows in another order and other ids: the same cost and number placed."""
    school, _, found = plan_of(case, 'small')
    other = permuted(school, case.rng)
    write_school(other, case.path('other'), case.rng)
    code = case.plan(other, 'other', out='out2')
    again = check_plan(case, other, 'other', code, 'out2')
    if case.summary()['status'] == case.summary('out2')['status'] == 'optimal':
        expect('cost and sessions of the permuted school', again, found)


def looser(case):
    """Fewer rules never cost more."""
    school, _, found = plan_of(case, 'small')
    other, what = relaxed(school, case.rng)
    write_school(other, case.path('other'))
    check_plan(case, other, 'other', case.plan(other, 'other', out='out2'), 'out2')
    if case.summary('out2')['bound'] > found[0]:
        raise Failure(f'without {what} it costs more')


def stopped(case):
    """Next to no time: a valid plan all the same."""
    school = random_school(case.rng, case.rng.choice(('small', 'middle')))
    write_school(school, case.path('school'))
    check_plan(case, school, 'school', case.plan(school, 'school', '--time-limit', '0.01'))


def threads(case):
    """One thread and two write the same bytes."""
    school = random_school(case.rng, 'small')
    write_school(school, case.path('school'), case.rng)
    shutil.copytree(ROOT / 'data/letters', case.path('school/letters'))
    both = []
    for n in '12':
        case.run('plan', 'school', '-o', f'out{n}', *school.horizon, '--threads', n,
                 '--format', 'csv,html,ics,xml', codes=(0, 1, 2))
        both.append({name.split('/', 1)[1]: sum_ for name, sum_ in
                     state(case.folder, f'out{n}').items()
                     if name.endswith(('.csv', '.xml')) or 'students' in name})
    expect('files by threads', both[0], both[1])


# ---------------------------------------------------------------- the verifier

def bend(rng, rules, sessions):
    """A schedule that is damaged in one way or two, most of which break a rule."""
    bent = list(sessions)
    for _ in range(rng.choice((1, 1, 2, 3))):
        day = plus(rules.first, rng.randrange(-2, (rules.last - rules.first).days + 4))
        periods = [row['period'] for row in rules.periods(day)] or ['1']
        what = rng.choice(('move', 'shift', 'add', 'add', 'drop'))
        if what == 'add' or not bent:
            bent.append((rng.choice(rules.programmes), day, rng.choice(periods)))
            continue
        programme, on, _ = bent.pop(rng.randrange(len(bent)))
        if what == 'move':
            bent.append((programme, day, rng.choice(periods)))
        elif what == 'shift':
            bent.append((programme, on, rng.choice([r['period'] for r in rules.periods(on)] or ['1'])))
    return sorted(set(bent), key=lambda s: (s[1], s[2], s[0].key))


def write_sessions(path, sessions):
    rows = [{'session': f'x{n}', 'date': str(day), 'period': name, 'mentor': p.mentor,
             'student': student, 'programme': p.name, 'group': p.group}
            for n, (p, day, name) in enumerate(sessions) for student in p.students]
    write_rows(path, rows, 'session date period mentor student programme group'.split())
    return rows


def damaged(case, program=None):
    """Damaged schedules: the verifier names each rule that is broken, and no other."""
    school, rules, _ = plan_of(case, 'small')
    if not rules.programmes:
        raise Skip('nobody to see')
    good = sessions_of(rules, case.path('out/sessions.csv'))
    reported = reported_in(case.path('out/unplaced.csv'))
    copy_of(case.path('out'), case.path('bent'))
    for _ in range(12):
        bent = bend(case.rng, rules, good)
        write_sessions(case.path('bent/sessions.csv'), bent)
        code, said = case.run('verify', 'school', 'bent/sessions.csv', *school.horizon,
                              binary=program)
        named = set(re.findall(r': (H\d+): ', said)) | set(re.findall(r'^(H\d+): ', said, re.M))
        wanted = rules.broken(bent, reported)
        expect('rules broken', sorted(named), sorted(wanted))
        expect('code of verify', code, int(bool(wanted)))
        if not wanted:
            cost = int(re.search(r'cost (\d+)', said).group(1))
            expect('cost by verify', cost, rules.total(bent))
    grouped = [n for n, (p, _, _) in enumerate(good) if len(p.students) > 1]
    if grouped:
        rows = write_sessions(case.path('bent/sessions.csv'), good)
        rows.remove(case.rng.choice([r for r in rows if r['session'] == f'x{grouped[0]}']))
        write_rows(case.path('bent/sessions.csv'), rows, list(rows[0]))
        _, said = case.run('verify', 'school', 'bent/sessions.csv', *school.horizon, binary=program)
        if ': H10: ' not in said:
            raise Failure('a group without a member is not noticed')


def shell(command):
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f'{command}: {done.stderr}')


def bent(case):
    """The verifier with a rule dropped or bent: damaged schedules must tell."""
    flags = (case.build / 'tests/soak/flags').read_text().splitlines()
    stale = [f'{file}: {old}' for file, old, _ in MUTANTS
             if (ROOT / file).read_text().count(old) != 1]
    if stale:
        raise Failure('these are not there, or more than once: ' + '; '.join(stale))
    file, old, new = MUTANTS[case.number % len(MUTANTS)]
    source = (ROOT / file).read_text()
    (case.path('bent.c')).write_text(source.replace(old, new))
    shell(f'cd {ROOT} && {flags[0]} -w -c -o {case.path("bent.o")} {case.path("bent.c")} && '
          f'{flags[1]} -o {case.path("bent")} {case.build}/io/main.o {case.build}/solver/base/library_memory.o {case.path("bent.o")} '
          f'{case.build}/libhalfterm.a {flags[2]}')
    for n in range(MOST_TRIES):
        case.path(f'try{n}').mkdir()
        inner = type(case)(case.build, f'{case.seed} {n}', case.path(f'try{n}'))
        try:
            damaged(inner, case.path('bent'))
        except Skip:
            continue
        except Failure:
            return
    raise Failure(f'nobody notices in {file}: {new}')


# ---------------------------------------------------------------- a school's year

def hold(case, out, until, known):
    """A held.csv for the sessions before a date; notes in known what history is to have of it.
    Rows of a history without ids are never taken out."""
    rows, path = read(case.path(out) / 'sessions.csv'), case.path('school/history.csv')
    firm = path.exists() and read(path) and 'session' not in read(path)[0]
    for row in rows:
        key = tuple(row[c] for c in ('date', 'student', 'subject', 'programme'))
        row['held'] = case.rng.choice(('yes', 'yes', 'late', '') if firm and known.get(key) else
                                      ('yes', 'yes', 'late', 'no', 'cancelled', ''))
        if parse(row['date']) >= until:
            row['held'] = ''
        if row['held']:
            known[key] = row['held'] in ('yes', 'late')
    write_rows(case.path('held.csv'), rows, list(rows[0]) if rows else ['session', 'held'])


def history(case):
    path = case.path('school/history.csv')
    return Counter((row['date'], row['student'], row['subject'], row.get('programme', ''))
                   for row in (read(path) if path.exists() else []))


def change(case, school, rules, after):
    """Something happens in the school; its rows are changed."""
    rng, rows = case.rng, school.rows
    what = rng.choice(('never', 'absent', 'leaves', 'closed', 'joins', 'nothing', 'policy'))
    day = plus(after, rng.randrange(7))
    if what == 'never':
        school.add('requests', what='never', teacher='Tx', day=DAYS[rng.randrange(5)])
    elif what == 'absent':
        school.add('commitments', mentor=rng.choice(rows['mentors'])['mentor'], week='', day='',
                   period='', what='absent', student='', from_=day, to=plus(day, 2))
    elif what == 'leaves' and rows['caseload']:
        gone = rng.choice(rows['caseload'])
        rows['caseload'] = [row for row in rows['caseload'] if row is not gone]
    elif what == 'closed':
        school.add('calendar', what='closed', from_=day, to='', years='')
    elif what == 'joins' and rules.programmes:
        school.add('caseload', student=rng.choice(rows['students'])['student'],
                   mentor=rng.choice(rules.programmes).mentor, programme='New', group='',
                   per_week='', minutes='', from_=after, to='', sessions='', periods='')
    elif what == 'policy':
        school.policy.append(('attendance', {'alarm': '2'}))
    for name in ('requests', 'commitments', 'caseload', 'calendar'):
        columns = sorted({key for row in rows[name] for key in row}) or ['mentor', 'day', 'period']
        if rows[name]:
            write_rows(case.path(f'school/{name}.csv'), rows[name], columns)
    return what


def check_replanned(case, school, before, out, cut):
    """What stands is as it was; what is new keeps the rules, with all misses counted here."""
    rules = Rules(school)
    stood = [r for r in read(case.path(before) / 'sessions.csv') if parse(r['date']) < cut]
    rows = read(case.path(out) / 'sessions.csv')

    def what(row):
        return tuple(row[c] for c in ('date', 'period', 'mentor', 'student', 'subject'))
    expect('rows that stand', sorted(map(what, (r for r in rows if parse(r['date']) < cut))),
           sorted(map(what, stood)))
    new = [session for session in sessions_of(rules, case.path(out) / 'sessions.csv', cut)]
    wrong = rules.broken(new) - {'H6', 'H8', 'H9'}
    wrong |= {rule for session in new for rule in rules.wrongs(*session)}
    if wrong:
        raise Failure(f'what is new breaks {sorted(wrong)}')
    per = rules.policy['misses']['per']
    seats = [(s, p, day, name) for p, day, name in new for s in p.students]
    old = Counter((r['student'], rules.counted_as(r['subject']), rules.span(parse(r['date']), per))
                  for r in stood if r['subject'])
    stood = Counter((r['date'], r['student'], r['subject']) for r in stood)
    for key, n in rules.misses(seats, per).items():
        total = n + old[key] + rules.past(*key, per)
        total -= sum(stood[r['date'], r['student'], r['subject']] > 0 and bool(r['subject']) and
                     key == (r['student'], rules.counted_as(r['subject']),
                             rules.span(parse(r['date']), per))
                     for r in rules.rows['history'])  # written down by hand, perhaps
        if total > rules.most_misses(*key):
            raise Failure(f'{key}: missed {total} times, at most {rules.most_misses(*key)}')


def write_down(case, school):
    """By hand, history gets a session on the day of a planned one, and all is planned again."""
    rows = read(case.path('out/sessions.csv'))
    if rows and case.rng.random() < .5:
        row = case.rng.choice(rows)
        school.add('history', date=row['date'], student=row['student'], programme='',
                   subject=case.rng.choice(school.rows['subjects'])['subject'])
        shutil.rmtree(case.path('school'))
        write_school(school, case.path('school'), case.rng)
        check_plan(case, school, 'school', case.plan(school, 'school'))


def chain(case):
    """Plan, record, replan, change, replan, assign."""
    school, rules, _ = plan_of(case, 'small')
    write_down(case, school)
    fmt = ('--format', 'csv', '--only', 'lead')
    cut = plus(rules.first, case.rng.randrange(3, max(4, (rules.last - rules.first).days)))
    case.run('replan', 'school', '--previous', 'out', '--from', cut, '-o', 'idle', *fmt)
    # What plan leaves out for its cost, replan places.
    if case.summary()['status'] == 'optimal' and case.summary()['cost'] >= case.summary('idle')['cost']:
        expect('rows that replan of an unchanged school changes', *(
            sorted(tuple(r.items()) for r in read(case.path(out) / 'sessions.csv'))
            for out in ('idle', 'out')))
    before, known = history(case), {}
    for n in range(2):
        out, new = ('out', 'new1') if not n else ('new1', 'new2')
        hold(case, out, cut, known)
        case.run('record', 'school', out, 'held.csv', codes=(0,))
        if all(parse(row[0]) < school.first for row in before):
            expect('history', history(case), before + Counter(row for row in known if known[row]))
        bytes_ = case.path('school/history.csv').read_bytes() if history(case) else b''
        case.run('record', 'school', out, 'held.csv', codes=(0,))
        if bytes_ != (case.path('school/history.csv').read_bytes() if bytes_ else b''):
            raise Failure('recorded twice, history is another')
        happened = change(case, school, rules, cut)
        held = ('--held', 'held.csv') if case.rng.random() < .3 else ()
        code, said = case.run('replan', 'school', '--previous', out, '--from', cut, '-o', new, *fmt,
                              *held, codes=(0, 1, 2))
        if code == 2:
            if 'keep' in said:
                raise Skip('keeps that exclude each other')
            raise Failure(f'after {happened}: {said}')
        case.run('verify', 'school', f'{new}/sessions.csv', codes=(0,))
        check_replanned(case, school, out, new, cut)
        rules = Rules(school)
        cut = plus(cut, case.rng.randrange(1, 6))
        if cut > school.last:
            break
    assign(case, school)


def assign(case, school):
    """Only blank mentors are filled in, and what comes of it can be planned."""
    if not case.path('school/caseload.csv').exists() or not school.rows['caseload']:
        return
    case.run('assign', 'school', '-o', 'assigned', *school.horizon)
    rows = read(case.path('assigned/caseload.csv'))
    for old, row in zip(school.rows['caseload'], rows, strict=True):
        if old['mentor'] and old['mentor'] != row['mentor'] or old['student'] != row['student']:
            raise Failure(f'assign changed {old} to {row}')
    shutil.copy(case.path('assigned/caseload.csv'), case.path('school/caseload.csv'))
    case.plan(school, 'school', out='assigned-out')


# ---------------------------------------------------------------- failures on purpose

SCENES = {
    'plan': ['plan', 'school', '-o', 'out'],
    'replan': ['replan', 'school', '--previous', 'out', '-o', 'new', '--from'],
    'record': ['record', 'school', 'out', 'held.csv'],
    'import': ['import', 'csv', 'lessons.csv', '-o', 'school', '--map',
               'student=student,slot=slot,subject=subject'],
    'assign': ['assign', 'school', '-o', 'out2'],
}
CALLS = {  # system call: the errors with which it fails
    'openat': ('EACCES', 'EMFILE', 'ENOSPC'), 'read': ('EIO',), 'write': ('ENOSPC', 'EIO'),
    'close': ('EIO',), 'fsync': ('EIO',), 'mkdir': ('ENOSPC', 'EACCES'), 'rename': ('EIO', 'EXDEV'),
    'renameat2': ('EINVAL', 'EIO'), 'unlink': ('EACCES',), 'unlinkat': ('EACCES',),
    'rmdir': ('EACCES',), 'newfstatat': ('EIO',), 'getdents64': ('EIO',), 'fchmod': ('EPERM',),
    'chmod': ('EPERM',), 'linkat': ('EPERM',), 'flock': ('ENOLCK',), 'clone3': ('EAGAIN',),
    'mmap': ('ENOMEM',), 'lseek': ('EIO',), 'ftruncate': ('EIO',), 'copy_file_range': ('EIO',),
}


def scene(case):
    """A school in the midst of its half term, with files of the user's; returns a command."""
    school, rules, _ = plan_of(case, 'tiny')
    what = case.rng.choice(list(SCENES))
    words = list(SCENES[what])
    cut = plus(rules.first, 7)
    if what in ('plan', 'assign'):
        words += school.horizon
    if what == 'replan':
        case.run('plan', 'school', '-o', 'new', *school.horizon, '--format', 'csv')
        words += [str(cut)]
    if what in ('plan', 'replan'):
        words += ['--format', 'csv,html', '--threads', '1']
    if what == 'assign':
        case.run(*words)
    hold(case, 'out', cut, {})
    lessons = [{'student': row['student'], 'subject': row['subject'], 'slot':
                f"{row['day']}{row['week']}:{row['period']}"} for row in school.rows['timetable']
               if not row['from'] and not row['to']]
    write_rows(case.path('lessons.csv'), lessons, ['student', 'slot', 'subject'])
    for name in ('out', 'new', 'out2'):
        if case.path(name).exists():
            case.path(name, ).joinpath('mine.txt').write_text('mine')
            case.path(name).joinpath('mine').mkdir()
            case.path(name).joinpath('mine/too.txt').write_text('mine')
    return words


FILES = ('school', 'out', 'new', 'out2')


def kept(folder):
    """What must be as before or as after: the school, and the records of each OUT."""
    return {name: sum_ for name, sum_ in state(folder, *FILES).items()
            if name.startswith('school/') or 'mine' in name
            or name.endswith(('sessions.csv', 'unplaced.csv', 'caseload.csv'))}


def trial(case, words, before, env, killed):
    """Runs a command that fails, looks at what is left, and runs it again."""
    copy_of(case.path('scene'), case.path('trial'))
    inner = type(case)(case.build, 0, case.path('trial'))
    code, said = inner.run(*words, before=before, env=env, codes=None)
    wanted = (-9, 137, 0, 1) if killed else (0, 1, 2, 3)
    about = f'{show([*before, *words])} {env or ""}: code {code}: {said}'
    if code not in wanted or (code in (2, 3) and not said.strip()):
        raise Failure(f'{about}: ended so')
    old, new, now = kept(case.path('scene')), kept(case.path('after')), kept(case.path('trial'))
    if now not in (old, new) and not killed and 'replaced' not in said:
        differ = sorted(name for name in old | new | now
                        if now.get(name) not in (old.get(name), new.get(name)))
        raise Failure(f'{about}: neither the old nor the new; {differ}')
    again, said = inner.run(*words, codes=None)
    expect(f'{about}\ncode of the next run ({said})', again, case.code)
    if stages(case.path('trial')):
        raise Failure(f'{about}: the next run leaves {stages(case.path("trial"))}')
    lost = {name: sum_ for name, sum_ in old.items() if 'mine' in name
            and kept(case.path('trial')).get(name) != sum_}
    if lost:
        raise Failure(f'{about}: lost {sorted(lost)}')


def failing(case):
    """Prepares the scene and what it is without a failure."""
    words = scene(case)
    inside = [path for path in case.folder.iterdir()]
    case.path('scene').mkdir()
    for path in inside:
        path.rename(case.path('scene') / path.name)
    copy_of(case.path('scene'), case.path('after'))
    inner = type(case)(case.build, 0, case.path('after'))
    case.code, said = inner.run(*words, codes=(0, 1, 2))
    if case.code == 2:
        raise Skip(said)
    return words, inner


def count_calls(case, words):
    """How often each system call is made, and how often before main()."""
    copy_of(case.path('scene'), case.path('trial'))
    counts = []
    for arguments in (['--version'], words):
        runner = type(case)(case.build, 0, case.path('trial'))
        log = case.path('counts')
        runner.run(*arguments, before=['strace', '-f', '-qq', '-c', '-o', log], codes=(0, 1, 2))
        counts.append({part[-1]: int(part[3]) for line in log.read_text().splitlines()
                       if len(part := line.split()) >= 5 and part[3].isdigit()})
    return {name: (counts[0].get(name, 0), n) for name, n in counts[1].items()
            if name in CALLS and n > counts[0].get(name, 0)}


def calls(case, killed=False):
    """System calls fail one by one."""
    if not shutil.which('strace') or subprocess.run(['strace', '-qq', '-o', '/dev/null', 'true'],
                                                    check=False, capture_output=True).returncode:
        raise Skip('no strace, or it may not trace')
    words, _ = failing(case)
    counts = count_calls(case, words)
    for _ in range(10):
        name = case.rng.choice(sorted(counts))
        n = case.rng.randrange(*counts[name]) + 1
        how = 'signal=KILL' if killed else f'error={case.rng.choice(CALLS[name])}'
        trial(case, words, ['strace', '-f', '-qq', '-o', '/dev/null', '-e', f'trace={name}', '-e',
                            f'inject={name}:{how}:when={n}'], None, killed)


def kills(case):
    """The program is killed at one system call after another."""
    calls(case, True)


def memory(case):
    """Allocations fail one by one, or all from one on."""
    words, inner = failing(case)
    env = {'LD_PRELOAD': str(case.build / 'tests/soak/fail.so'), 'FAIL_COUNT': str(case.path('made'))}
    copy_of(case.path('scene'), case.path('after2'))
    type(case)(case.build, 0, case.path('after2')).run(*words, env=env)
    made = int(case.path('made').read_text())
    for _ in range(12):
        env = {**env, 'FAIL_AT': str(case.rng.randrange(made) + 1)}
        if case.rng.random() < .3:
            env['FAIL_ON'] = '1'
        trial(case, words, (), env, False)


# name: (what it does, how often it has its turn)
CAMPAIGNS = {
    'every': (every, 4), 'another': (another, 4), 'twins': (twins, 2), 'middle': (middle, 1),
    'same': (same, 2), 'looser': (looser, 2), 'stopped': (stopped, 1), 'threads': (threads, 1),
    'damaged': (damaged, 3), 'bent': (bent, 1), 'chain': (chain, 3), 'calls': (calls, 1),
    'kills': (kills, 1), 'memory': (memory, 1),
}
