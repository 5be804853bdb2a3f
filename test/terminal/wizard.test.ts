import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { all, outcomes, zonesOf } from '../resolvers/built-zones.ts';
import { startResolvers } from '../resolvers/harness.ts';
import { openTerminal, type Terminal } from './terminal.ts';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-terminal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const list = 'kickasstorrents.to\n\n  hxxps://www.limetorrents[.]pro/\t\nilcorsaronero.pro\nkickasstorrents.to\n';
const recordFile = 'orders/it/it-milano-2022-cloudflare.yaml';

/** With Enter alone, the choice that the cursor is on is taken. */
async function take(terminal: Terminal, question: string, ...keys: readonly string[]): Promise<void> {
  await terminal.until(question);
  terminal.press(...keys, 'Enter');
}

async function answerAboutPaper(terminal: Terminal): Promise<void> {
  await take(terminal, 'What kind of paper is it?');
  await terminal.answer('Which court or authority issued it?', 'Tribunale di Milano');
  await take(terminal, 'What is it?');
  await terminal.answer('In which country is it?', 'Atlantis');
  await terminal.until('No country is called Atlantis.');
  terminal.press('C-u');
  await terminal.answer('In which country is it?', 'Italia');
  await terminal.answer('What is the case number?', 'R.G. 15659/2022');
  await terminal.answer('Who asked for it?', 'Sony Music Entertainment Italy S.p.A.; Warner Music Italia S.r.l.');
  await terminal.answer('Who must obey it?', 'Cloudflare, Inc.');
  await terminal.answer('Which law does it rest on?', '');
}

async function answerAboutDuty(terminal: Terminal): Promise<void> {
  await take(terminal, 'What must they do?');
  await take(terminal, 'Where? ');
  await take(terminal, 'How long do they have to obey?', 'Down', 'Down');
  await take(terminal, 'From when does that time run?', 'Down');
  await take(terminal, 'What shall people see who open a blocked name?');
  await terminal.answer('When was it decided?', '11 luglio 2022');
  await terminal.answer('When was it served on us?', '12/07/2022 15:30');
  await take(terminal, 'can be read in two ways');
  await take(terminal, 'From when must the names be blocked?', 'Down');
  await take(terminal, 'Does the paper say any of this too?');
}

async function answerTheRest(terminal: Terminal): Promise<void> {
  await take(terminal, 'Who may see this order?');
  await take(terminal, 'How do you know all this?');
  await terminal.answer('Where on the web is it?', '');
  await take(terminal, 'What shall it be called?');
  await take(terminal, 'And its short name');
}

test.each([
  { columns: 80, rows: 24, how: 'bracketed' },
  { columns: 120, rows: 40, how: 'raw' },
] as const)('from an empty folder to a blocked name, at $columns by $rows', async ({ columns, rows, how }) => {
  const folder = emptyFolder();
  const terminal = openTerminal(folder, { columns, rows });
  terminal.run('init --operator "Cloudflare, Inc." --country IT --ci none --no-example');
  await terminal.until('[0]');
  terminal.run('add');
  await answerAboutPaper(terminal);
  const screens = [await terminal.until('Who must act?')];
  terminal.press('C-c');
  await terminal.until('[130]');
  terminal.run('add');
  screens.push(await terminal.until('There is an order that you began earlier.'));
  terminal.press('Enter');
  await take(terminal, 'Who must act?', 'Space');
  await answerAboutDuty(terminal);
  await take(terminal, 'Where are the names that must be blocked?', 'Down');
  await terminal.until('write END on a line of its own.');
  terminal.paste(list, how);
  terminal.type('END');
  terminal.press('Enter');
  await terminal.until('4 lines: 3 domains, 1 duplicate');
  await answerTheRest(terminal);
  screens.push(await terminal.until('Is it right?'));
  terminal.press('Enter');
  screens.push(await terminal.until('[0]'));
  const shown = screens.map((screen) => screen.replace(/[0-9a-f]{12}\.json|kept \d{4}-\d\d-\d\d \d\d:\d\d/g, '…'));
  await expect(`${shown.join(`\n${'='.repeat(columns)}\n`)}\n`).toMatchFileSnapshot(`golden/wizard-${columns}.txt`);
  await expect(readFileSync(join(folder, recordFile), 'utf8')).toMatchFileSnapshot('golden/wizard.yaml');
  terminal.run('build');
  await terminal.until('[0]');
  await expectBlocked(folder);
});

/** By BIND, which loads what was built. */
async function expectBlocked(folder: string): Promise<void> {
  const { resolvers, stop } = await startResolvers({ zones: zonesOf(folder), only: ['BIND'] });
  try {
    for (const resolver of resolvers) {
      const blocked = ['kickasstorrents.to', 'a.kickasstorrents.to', 'www.limetorrents.pro', 'ilcorsaronero.pro'];
      const free = ['limetorrents.pro', 'to', 'example.org'];
      const expected = { ...all(blocked, 'nxdomain'), ...all(free, 'resolves') };
      expect(await outcomes(resolver, [...blocked, ...free])).toEqual(expected);
    }
  } finally {
    await stop();
  }
}

const flags =
  '--instrument court-order --authority "Tribunale di Milano" --authority-kind court --case-number unknown ' +
  '--applicant unknown --respondent "Cloudflare, Inc." --legal-basis unknown --service dns-resolver --effect block ' +
  '--within unknown --action unknown --served unknown --publication public --confidence memory --source unknown';

test('in plain words for a screen reader, broken off in the middle', async () => {
  const folder = emptyFolder();
  const terminal = openTerminal(folder, { columns: 80, rows: 40 });
  const plain = 'ACCESSIBLE=1';
  terminal.run(`add ${flags}`, plain);
  await terminal.answer('In which country is it?', 'Atlantis');
  await terminal.answer('No country is called Atlantis.', 'Italia');
  await terminal.answer('Where?', '9');
  await terminal.answer('Please write a number from 1 to 3.', '1');
  await terminal.until('When was it decided?');
  terminal.press('C-c');
  await terminal.until('[130]');
  const broken = terminal.history();
  terminal.run('add', plain);
  await terminal.answer('There is an order that you began earlier.', '1');
  await terminal.answer('When was it decided?', '11 luglio 2022');
  await terminal.answer('From when must the names be blocked?', '1');
  await terminal.answer('Does the paper say any of this too?', '');
  await terminal.answer('Where are the names that must be blocked?', '2');
  await terminal.until('write END on a line of its own.');
  terminal.paste(`${list}end\n`, 'raw');
  await terminal.answer('What shall it be called?', '');
  await terminal.answer('And its short name', '');
  await terminal.answer('Is it right?', '1');
  await terminal.until('[0]');
  const shown = `${broken}\n${'='.repeat(80)}\n${terminal.history()}\n`;
  await expect(
    shown
      .replace(/[0-9a-f]{12}\.json|kept \d{4}-\d\d-\d\d \d\d:\d\d/g, '…')
      .replace(/^.*bin\/blocklist\.js.*\n(\s.*\n)?/gm, ''),
  ).toMatchFileSnapshot('golden/plain.txt');
  expect(readFileSync(join(folder, recordFile), 'utf8')).toContain('  - ilcorsaronero.pro\n');
});

test('a list of two thousand names loses none on its way through the terminal', async () => {
  const folder = emptyFolder();
  const terminal = openTerminal(folder, { columns: 80, rows: 24 });
  const names = Array.from({ length: 2000 }, (_, number) => `site-${number}.example.to`);
  terminal.run(`add ${flags} --country IT --territory unknown --issued unknown --effective 2022-07-11`);
  await take(terminal, 'Does the paper say any of this too?');
  await take(terminal, 'Where are the names that must be blocked?', 'Down');
  await terminal.until('write END on a line of its own.');
  terminal.paste(`${names.join('\n')}\n`, 'bracketed');
  terminal.type('END');
  terminal.press('Enter');
  await take(terminal, 'What shall it be called?');
  await take(terminal, 'And its short name');
  await take(terminal, 'Is it right?');
  await terminal.until('[0]');
  expect(readFileSync(join(folder, 'orders/it/it-milano-2022-cloudflare/annex.txt'), 'utf8')).toBe(
    `${names.join('\n')}\n`,
  );
  expect(readdirSync(join(folder, '.blocklist/drafts'))).toEqual([]);
});
