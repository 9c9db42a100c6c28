// SPDX-License-Identifier: GPL-3.0-or-later
// pages.mjs OUT PICTURES: looks at every page of an output folder in a real browser, at the width of
// a phone and of a desk, light and dark. A page must load without asking anywhere, say nothing to
// the console, please axe-core, not be wider than the screen, and be searchable. Screenshots go to
// PICTURES, for people to look at.
import {mkdirSync, readdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, relative, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const require = createRequire(join(process.env.NODE_FOLDER ?? process.cwd(), 'package.json'));
const puppeteer = require('puppeteer-core');
const axe = require('axe-core');

const [out, pictures] = process.argv.slice(2).map(path => resolve(path));
const screens = [
  {name: 'phone', width: 390, height: 844, scheme: 'light'},
  {name: 'desk', width: 1280, height: 900, scheme: 'light'},
  {name: 'dark', width: 1280, height: 900, scheme: 'dark'},
];
const faults = [];
let checks = 0;

const check = (good, what) => {
  checks++;
  if (!good)
    faults.push(what);
};

const pagesOf = folder => readdirSync(folder, {withFileTypes: true, recursive: true})
  .filter(entry => entry.isFile() && entry.name.endsWith('.html'))
  .map(entry => join(entry.parentPath ?? entry.path, entry.name))
  .sort();

// Everything that the page asks for or complains about, but for the page itself.
const listen = (page, url, name) => {
  page.on('console', message => faults.push(`${name}: console: ${message.text()}`));
  page.on('pageerror', error => faults.push(`${name}: error: ${error.message}`));
  page.on('request', request => {
    if (request.url() !== url)
      faults.push(`${name}: asks for ${request.url()}`);
  });
};

const judge = async (page, name) => {
  const {violations} = await page.evaluate(async () => axe.run(document));
  for (const {id, help, nodes} of violations)
    faults.push(`${name}: axe ${id}: ${help} (${nodes.length}): ${nodes[0].html}`);
  check(violations.length === 0, `${name}: ${violations.length} axe violations`);
};

const measure = async (page, name) => {
  const wide = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${name}: ${wide} pixels wider than the screen`);
};

// What names nobody hides everything that a search hides; the first word of an entry shows it.
const search = async (page, name) => {
  const shown = () => page.$$eval('.find, .find-rows tbody tr',
                                  entries => entries.filter(entry => !entry.hidden).length);
  const all = await shown();
  if (all < 2)
    return;
  const type = text => page.$eval('#find', (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('input'));
  }, text);
  await type('nobody is called so');
  check(await shown() === 0, `${name}: the search finds nobody's name`);
  const word = await page.$eval('.find, .find-rows tbody tr',
                                entry => entry.textContent.trim().split(/\s/)[0].toUpperCase());
  await type(word);
  const found = await shown();
  check(found > 0 && found <= all, `${name}: the search finds ${found} of ${all} for ${word}`);
  await type('');
  check(await shown() === all, `${name}: an empty search hides something`);
};

const look = async (browser, file, screen) => {
  const name = `${relative(out, file)} (${screen.name})`;
  const page = await browser.newPage();
  const url = pathToFileURL(file).href;
  await page.setViewport({width: screen.width, height: screen.height});
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: screen.scheme}]);
  listen(page, url, name);
  await page.setBypassCSP(false);
  await page.goto(url);
  await page.screenshot({
    path: join(pictures, `${relative(out, file).replaceAll('/', '-')}-${screen.name}.png`),
  });
  await measure(page, name);
  await search(page, name);
  // The page's own policy runs no foreign script: axe goes in past it.
  await page.evaluate(axe.source);
  await judge(page, name);
  await page.close();
};

mkdirSync(pictures, {recursive: true});
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
});
try {
  for (const file of pagesOf(out))
    for (const screen of screens)
      await look(browser, file, screen);
} finally {
  await browser.close();
}
for (const fault of faults)
  console.log(fault);
console.log(`browser: ${checks} checks, ${faults.length} faults`);
process.exit(checks && !faults.length ? 0 : 1);
