// SPDX-License-Identifier: GPL-3.0-or-later
// calendars.mjs OUT: reads the calendars of an output folder with ical.js, a parser that is not
// ours, and holds them against sessions.csv. Times are worked out twice: by the rules in the files
// (ical.js), and by those that node knows of London.
import {readFileSync, readdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const require = createRequire(join(process.env.NODE_FOLDER ?? process.cwd(), 'package.json'));
const {default: ICAL} = await import(pathToFileURL(require.resolve('ical.js')));

// Where London is at home, times without a zone would go unseen.
process.env.TZ = 'Asia/Tokyo';

const out = process.argv[2];
const faults = [];

// A row's cells; no cell of a sessions.csv that is held against calendars has a line end in it.
const cellsOf = line => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
  .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);

// "id date start end" of every session.
const sessionsOf = text => {
  const [head, ...rows] = text.trimEnd().split('\n').map(cellsOf);
  const column = name => head.indexOf(name);
  return new Set(rows.map(row =>
    ['session', 'date', 'start', 'end'].map(name => row[column(name)]).join(' ')));
};

const london = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short',
});

// Each line ends with CR and LF and has at most 75 octets, none of them half a character.
const judgeLines = (name, bytes) => {
  const lines = bytes.toString('latin1').split('\r\n');
  if (lines.pop() !== '' || lines.some(line => /[\r\n]/.test(line)))
    faults.push(`${name}: lines do not end with CR and LF`);
  for (const line of lines) {
    const octets = Buffer.from(line, 'latin1');
    if (octets.length > 75)
      faults.push(`${name}: ${octets.length} octets: ${line}`);
    if (octets.toString('utf8').includes('\ufffd'))
      faults.push(`${name}: a character is cut: ${line}`);
  }
};

// Days on which something is due are no sessions.
const isDay = event => event.getFirstPropertyValue('uid').startsWith('due-');

const judgeEvent = (name, event) => {
  const uid = event.getFirstPropertyValue('uid'), day = isDay(event);
  const is = (property, wanted) => {
    const value = event.getFirstPropertyValue(property);
    if (value !== wanted)
      faults.push(`${name}: ${uid}: ${property} is ${value}, not ${wanted}`);
  };
  is('summary', day ? 'Reminder' : 'Appointment');
  is('class', 'PRIVATE');
  is('sequence', 0);
  is('status', 'CONFIRMED');
  is('transp', day ? 'TRANSPARENT' : 'OPAQUE');
  if (event.getFirstPropertyValue('dtstart').isDate !== day)
    faults.push(`${name}: ${uid}: ${day ? 'not a whole day' : 'no time'}`);
  if (event.getFirstPropertyValue('description') !== null)
    faults.push(`${name}: ${uid}: a description`);
};

// "id date start end" as London's clocks show it, given the instants that ical.js works out.
const wordsOf = event => {
  const at = property => london.format(event.getFirstPropertyValue(property).toJSDate());
  const [date, start] = at('dtstart').split(' '), [, end] = at('dtend').split(' ');
  return [event.getFirstPropertyValue('uid').replace('@halfterm', ''), date, start, end].join(' ');
};

// The events of a file; its time zone is the one that ical.js goes by.
const read = name => {
  const bytes = readFileSync(join(out, 'staff', name));
  judgeLines(name, bytes);
  const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')));
  ICAL.TimezoneService.reset();
  ICAL.TimezoneService.register(calendar.getFirstSubcomponent('vtimezone'));
  const events = calendar.getAllSubcomponents('vevent');
  for (const event of events)
    judgeEvent(name, event);
  return events.filter(event => !isDay(event)).map(wordsOf);
};

const planned = sessionsOf(readFileSync(join(out, 'sessions.csv'), 'utf8'));
const files = readdirSync(join(out, 'staff')).filter(name => /^calendar-\w+\.ics$/.test(name));
const events = files.flatMap(read);
if (new Set(events).size !== events.length)
  faults.push('events are there twice');
for (const session of planned)
  if (!events.includes(session))
    faults.push(`no event for session ${session}`);
for (const event of events)
  if (!planned.has(event))
    faults.push(`no session for event ${event}`);

const summer = events.filter(event => event.split(' ')[1] < '2026-10-25').length;
if (!summer || summer === events.length)
  faults.push('the events are not on both sides of the October change of the clocks');
console.log(`${files.length} calendars, ${events.length} events, ${summer} of them before the ` +
  `clocks change: ${faults.length} faults`);
for (const fault of faults.slice(0, 20))
  console.error(fault);
process.exitCode = faults.length ? 1 : 0;
