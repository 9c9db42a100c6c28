# SPDX-License-Identifier: GPL-3.0-or-later
"""One case of a campaign: its folder, the program run in it, and what a plan must always be."""
import csv
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from contract import Rules, parse

STUCK = 120  # seconds: nothing here is asked to take as long
SHARED = Path(__file__).resolve().parents[3] / 'shared/tools/verify.py'


class Failure(Exception):
    """What the program got wrong."""


class Skip(Exception):
    """Why a case says nothing."""


class Case:
    def __init__(self, build, seed, folder, number=0):
        self.build, self.folder = Path(build).resolve(), folder
        self.seed, self.number = seed, number
        self.program = self.build / 'halfterm'
        self.rng = random.Random(seed)

    def path(self, name):
        return self.folder / name

    def run(self, *words, before=(), env=None, codes=(0, 1), binary=None):
        """Runs the program in the case's folder; returns (code, what it said)."""
        command = [*before, binary or self.program, *words]
        try:
            done = subprocess.run(list(map(str, command)), cwd=self.folder, text=True,
                                  errors='replace', stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=STUCK,
                                  env={**os.environ, **(env or {})})
        except subprocess.TimeoutExpired as late:
            raise Failure(f'{show(command)}: not done after {STUCK} s') from late
        if codes is not None and done.returncode not in codes:
            raise Failure(f'{show(command)}: ended with {done.returncode}:\n{done.stdout}')
        return done.returncode, done.stdout

    def plan(self, school, name, *words, out='out'):
        """Plans a folder; refusals of keeps that exclude each other are no case."""
        code, said = self.run('plan', name, '-o', out, *school.horizon, '--only', 'lead',
                              '--format', 'csv', *words, codes=(0, 1, 2))
        if code == 2:
            if 'keep' in said:
                raise Skip('keeps that exclude each other')
            raise Failure(f'a school is refused:\n{said}')
        return code

    def summary(self, out='out'):
        return json.loads(self.path(out).joinpath('summary.json').read_text())


def show(command):
    return ' '.join(map(str, command))


def read(path):
    """The rows of a CSV file in any of the dialects of schools.write_rows()."""
    text = path.read_bytes()
    try:
        text = text.decode('utf-8-sig')
    except UnicodeDecodeError:
        text = text.decode('cp1252')
    separator = max(',;\t', key=text.partition('\n')[0].count)
    rows = csv.reader(text.splitlines(), delimiter=separator)
    heads = [head.lower().replace(' ', '_') for head in next(rows)]
    return [dict(zip(heads, row)) for row in rows]


def sessions_of(rules, path, since=date.min):
    """The sessions of a sessions.csv, by what they say of mentor, programme and students."""
    together = defaultdict(list)
    for row in read(path):
        if parse(row['date']) >= since:
            together[row['session']].append(row)
    return [(programme_of(rules, rows), parse(rows[0]['date']), rows[0]['period'])
            for rows in together.values()]


def programme_of(rules, rows):
    row = rows[0]
    found = [p for p in rules.programmes
             if p.key == (row['mentor'], row['programme'], row['group'] or row['student'])]
    if not found or sorted(found[0].students) != sorted(r['student'] for r in rows):
        raise Failure(f'no such programme: {rows}')
    return found[0]


def reported_in(path):
    count = Counter()
    for row in read(path):
        if row['mentor']:
            count[row['mentor'], row['programme'], row['student'],
                  parse(row['week_starting'])] += int(row['count'])
    return count


def check_plan(case, school, name, code, out='out', twins=False):
    """Holds a plan against the verifier and the rules; returns (cost, sessions)."""
    folder, summary = case.path(out), case.summary(out)
    case.run('verify', name, f'{out}/sessions.csv', codes=(0,))
    if SHARED.exists() and school.plain and not twins:
        case.run(SHARED, name, out, binary=sys.executable, codes=(0,))
    rules = Rules(school)
    sessions = sessions_of(rules, folder / 'sessions.csv')
    if not twins:
        reported = reported_in(folder / 'unplaced.csv')
        wrong = rules.broken(sessions, reported)
        if wrong:
            raise Failure(f'the plan breaks {sorted(wrong)}')
        expect('cost', summary['cost'], rules.total(sessions))
    expect('code', code, int(summary['unplaced'] > 0))
    expect('sessions', summary['sessions'], len(sessions))
    if summary['bound'] > summary['cost'] or (
            summary['status'] == 'optimal') != (summary['bound'] == summary['cost']):
        raise Failure(f"{summary['status']}, bound {summary['bound']}, cost {summary['cost']}")
    return summary['cost'], len(sessions)


def expect(what, got, wanted):
    if got != wanted:
        raise Failure(f'{what}: {got}, not {wanted}')


# ---------------------------------------------------------------- folders before and after

def state(folder, *names):
    """What the files of a folder are: {name: check sum}."""
    files = [path for name in names for path in [folder / name, *(folder / name).rglob('*')]]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files if path.is_file()}


def stages(folder):
    """What a run has left behind."""
    return [str(path) for path in folder.rglob('*.halfterm*')]


def copy_of(folder, to):
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to, symlinks=True)
    return to
