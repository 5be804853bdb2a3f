// Builds the public's site of many names and searches it in Chromium. Writes its own table into bench/README.md.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { makeAnnex } from './inputs.js';
import { ours } from './subjects.js';
import { sectionNote, writeSection } from './table.js';
import { median } from './timing.js';

const sizes = [1000, 100_000];
const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json' };
const options = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];
/** Milliseconds for what a page does after it is loaded. */
const settled = 1500;

/** Each size `rounds` times: the site from nothing, then a browser that was just started. */
export async function measureSite(rounds) {
  const load = loadavg()[0].toFixed(2);
  const rows = [];
  for (const size of sizes) {
    const cwd = mkdtempSync(join(tmpdir(), 'blocklist-bench-'));
    process.on('exit', () => rmSync(cwd, { recursive: true, force: true }));
    makeAnnex(cwd, size);
    const times = [];
    for (let round = 1; round <= rounds; round++) times.push(await measured(cwd));
    rows.push(row(size, times));
  }
  writeSection('site', [sectionNote(rounds, load), '', ...head, ...rows]);
}

async function measured(cwd) {
  rmSync(join(cwd, 'site'), { recursive: true, force: true });
  const start = performance.now();
  const { status, stderr } = await ours(cwd, 'site');
  if (status !== 0) throw new Error(`site ended with ${status}: ${stderr}`);
  const seconds = (performance.now() - start) / 1000;
  const folder = join(cwd, 'site/current');
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const pages = files.filter((name) => name.endsWith('.html'));
  const largest = Math.max(...pages.map((name) => statSync(name).size));
  return { seconds, files: files.length, largest, ...(await searched(folder, namesIn(cwd))) };
}

/** The first and the last name of the list, and one in between. */
function namesIn(cwd) {
  const annex = readdirSync(cwd, { recursive: true }).find((name) => name.endsWith('.txt'));
  const names = readFileSync(join(cwd, annex), 'utf8').trim().split('\n');
  return [names[0], names[names.length >> 1], names.at(-1)];
}

/** Milliseconds until an answer stands on the page: of the first search, and of those after it. */
async function searched(folder, names) {
  const server = createServer(({ url }, response) => {
    const path = join(folder, decodeURIComponent(new URL(url, 'http://localhost').pathname));
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: options });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/index.html`);
    await page.waitForTimeout(settled);
    const [first, ...later] = await page.evaluate(searches, [...names, `www.${names[1]}`, 'free.example.org']);
    return { first, later: Math.max(...later) };
  } finally {
    await browser.close();
    server.close();
  }
}

/** Runs in the page. */
async function searches(names) {
  const [field, form, result] = ['Name', 'Search', 'Result'].map((id) => document.getElementById(id));
  const answers = () => result.querySelector('.verdict')?.textContent.includes(field.value);
  const times = [];
  for (const name of names) {
    field.value = name;
    const start = performance.now();
    form.requestSubmit();
    await new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!answers()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(result, { childList: true, subtree: true });
    });
    times.push(performance.now() - start);
  }
  return times;
}

const head = [
  '| Names | site | files | largest page | first search | slowest of the next four |',
  '|---|---|---|---|---|---|',
];

function row(size, times) {
  const of = (key) => median(times.map((time) => time[key]));
  return `| ${size.toLocaleString('en')} | ${of('seconds').toFixed(1)} s | ${of('files').toLocaleString('en')} | ${(of('largest') / 1000).toFixed(0)} kB | ${of('first').toFixed(0)} ms | ${of('later').toFixed(0)} ms |`;
}
