import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../src/core/diagnostic.ts';
import { formats } from '../../src/emit/registry.ts';
import { readZone } from '../../src/emit/zone-text.ts';
import type { Feed } from '../../src/generated/feed.ts';
import { reporters } from '../../src/report/registry.ts';
import { recordText } from '../../src/write/record-text.ts';
import { readCalendar } from '../support/calendar-reader.ts';
import { checkRecord } from '../support/check-record.ts';
import { naughtyTexts } from '../support/naughty.ts';
import { base, freeFields, withFields } from '../support/order-fields.ts';
import { drawn, RUNS } from '../support/runs.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

interface Naughty {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly written: string;
}

/** A record for each string, with the string in every field that anybody may write anything in. */
const naughty: readonly Naughty[] = naughtyTexts.map((text, number) => {
  const [id, name] = [`n-${number}`, `site-${number}.to`];
  const { targets = [], ...record } = withFields(base, freeFields, text);
  const written = recordText({ ...record, id, review: '2026-12-01', targets: [...targets, name] }, { schema: 'x' });
  return { id, name, text, written };
});
const sound = naughty.filter(({ written }) => !hasErrors(checkRecord(Buffer.from(written)).findings));
/** The last one is in each of them; an amendment adds one below it, which zones fold and other formats do not. */
const names = [...sound.map(({ name }) => name), 'some-site.to'].sort();
const added = 'www.some-site.to';

function folderOf(records: readonly Naughty[]): Workspace {
  return workspace(Object.fromEntries(records.map(({ id, written }) => [`orders/${id}.yaml`, written])));
}

/** What a terminal or a log could obey, or what a reader could be led astray by. */
const harmful = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\ufeff]/u;
const command = /^\s*::(?!(error|warning|notice) (file=|title=))|##\[/m;

/** A command's answer: never a fault of the program, and nothing in it that a terminal or a build log obeys. */
async function answer(space: Workspace, ...argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await space.run(...argv);
  expect([argv, status <= 1, harmful.exec(stdout + stderr), command.exec(stdout + stderr)]).toEqual([
    argv,
    true,
    null,
    null,
  ]);
  return stdout;
}

test('most naughty strings may stand in a record', () => expect(sound.length).toBeGreaterThan(900));

test('every report on them is well-formed', async () => {
  const space = folderOf(naughty);
  const files = reporters.flatMap(({ id }) => ['--report', `${id}=report.${id}`]);
  await answer(space, 'check', ...files);
  for (const { id } of reporters) expect([id, harmful.exec(space.read(`report.${id}`))]).toEqual([id, null]);
  for (const id of ['text', 'github']) expect(command.exec(space.read(`report.${id}`))).toBeNull();
  for (const id of ['json', 'gitlab', 'sarif']) expect(JSON.parse(space.read(`report.${id}`))).toBeTypeOf('object');
  const xml = new SaxesParser();
  xml.on('error', (error) => expect(error).toBeUndefined());
  xml.write(space.read('report.junit')).close();
});

describe('every output of records that hold them', () => {
  test('names just the names of the records, and says their words as they are', async () => {
    const space = folderOf(sound);
    await answer(space, 'build', '--format', formats.map(({ id }) => id).join());
    for (const { id, file, readOwners } of formats.filter((one) => one.zone !== 'allow')) {
      const owners = [...readOwners(space.read(`out/${file}`))]
        .map((owner) => owner.replace(/^\*\./, ''))
        .filter((owner) => owner !== added);
      expect([id, [...new Set(owners)].sort()]).toEqual([id, names]);
    }
    for (const { file } of formats.filter(({ zone }) => zone !== undefined)) {
      const owners = readZone(space.read(`out/${file}`).trimEnd().split('\n').values()).owners;
      for (let next = owners.next(); !next.done; next = owners.next())
        expect(next.value.owner).toMatch(/^[a-z0-9*.-]+$/);
    }
    const [, ...lines] = space.read('out/hosts').trimEnd().split('\n');
    expect(lines.filter((line) => !/^(0\.0\.0\.0|::) (site-\d+|(www\.)?some-site)\.to$/.test(line))).toEqual([]);
    const feed = JSON.parse(space.read('out/feed.json')) as Feed;
    const titles = new Map(feed.orders.map(({ id, title }) => [id, title]));
    expect(sound.filter(({ id, text }) => titles.get(id) !== text)).toEqual([]);
    const rows: Record<string, string>[] = parse(space.read('out/names.csv'), { columns: true });
    const cells = new Map(rows.map(({ order, title }) => [order, title]));
    // OWASP, CSV injection: an apostrophe marks what a spreadsheet would take for a formula.
    const cell = (text: string) => (/^\s*[=+\-@\t|]/.test(text) ? `'${text}` : text);
    expect(sound.filter(({ id, text }) => cells.get(id) !== cell(text))).toEqual([]);
  });

  test('is fit for a terminal and for a program: lists, cards, deadlines, reasons', async () => {
    const space = folderOf(drawn(naughty, RUNS / 500));
    for (const words of [['list'], ['status'], ['due']]) {
      await answer(space, ...words);
      expect(JSON.parse(await answer(space, ...words, '--json'))).toBeTypeOf('object');
    }
    await answer(space.on({ columns: 60 }) as Workspace, 'list');
    await answer(space, 'due', '--ics', 'due.ics');
    expect(readCalendar(space.read('due.ics')).parts.length).toBeGreaterThan(0);
    const few = drawn(sound, RUNS / 5000);
    const small = folderOf(few);
    for (const { id, name } of few) {
      for (const words of [
        ['show', id],
        ['explain', name],
      ]) {
        await answer(small, ...words);
        expect(JSON.parse(await answer(small, ...words, '--json'))).toBeTypeOf('object');
      }
    }
  });

  test('says what changes in terms that nothing obeys', async () => {
    const space = workspace();
    for (const { id, name, written } of drawn(sound, RUNS / 500)) {
      space.write(`old/orders/${id}.yaml`, written.replace(`- ${name}\n`, '- other.to\n'));
      space.write(`new/orders/${id}.yaml`, written);
    }
    for (const format of ['text', 'markdown']) await answer(space, 'diff', 'old', 'new', '--format', format);
    expect(JSON.parse(await answer(space, 'diff', 'old', 'new', '--json'))).toBeTypeOf('object');
    // Each message of an update takes a serial of its own, and so many names take several.
    for (const [side, serial] of [
      ['old', '2026112401'],
      ['new', '2026112499'],
    ] as const) {
      await answer(space, 'build', `${side}/orders`, '--out', `out`, '--serial', serial);
      cpSync(join(space.folder, 'out'), join(space.folder, `built-${side}`), { recursive: true, dereference: true });
    }
    const update = await answer(space, 'diff', 'built-old', 'built-new', '--format', 'nsupdate');
    const lines = update.trimEnd().split('\n');
    expect(
      lines.filter(
        (line) => !/^(zone|prereq yxrrset|update (add|delete)|send)( [a-z0-9*. -]+( IN \w+.*)?)?$/.test(line),
      ),
    ).toEqual([]);
  });
});
