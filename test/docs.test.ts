import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Workspace, workspace } from './support/workspace.ts';

const root = join(import.meta.dirname, '..');
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((file) => `docs/${file}`)];

// The order that the README shows being checked.
const trouble = `id: no-oslo-2026-example
title: "Publisher v Resolver"
instrument: court-order
authority: { name: "Oslo tingrett", kind: court, country: NO, timeZone: Europe/Oslo }
obligations:
  - { service: dns-resolver, effect: block }
events:
  - { type: effective, date: "2026-01-01" }
targets:
  - co.uk
  - https://paper.no/news
  - drive.google.com
publication: public
`;

// The paper whose names the README shows being added.
const sites = `Domain;Listed;IBAN
film-stream.to;13.11.2026;DE89370400440532013000
https://paper.no/news;13.11.2026;
film-stream.to;14.11.2026;
`;

// Two states of one folder of records, of which the README shows the difference.
function weekly(id: string, event: string, names: readonly string[]): string {
  return `id: ${id}
title: "Publisher v Resolver"
instrument: court-order
authority: { name: "Tribunale di Roma", kind: court, country: "IT", timeZone: Europe/Rome }
obligations:
  - { service: dns-resolver, effect: block }
events:
  - { type: effective, date: "2026-01-05" }
${event}targets:
${names.map((name) => `  - ${name}\n`).join('')}publication: public
`;
}

const expiring = '  - { type: expires, date: "2026-12-10" }\n';
const weeks = {
  'last-week/orders/it-roma-7.yaml': weekly('it-roma-7', '', ['film-stream.to', 'www.serie-a.live', 'old-mirror.to']),
  'this-week/orders/it-roma-7.yaml': weekly('it-roma-7', '  - { type: lifted, date: "2026-11-20" }\n', [
    'film-stream.to',
    'www.serie-a.live',
    'old-mirror.to',
  ]),
  'our-orders/it-roma-9.yaml': weekly('it-roma-9', expiring, ['film-stream.to', 'serie-a.live']),
  'last-week/orders/it-roma-9.yaml': weekly('it-roma-9', expiring, ['film-stream.to', 'serie-a.live']),
  'this-week/orders/it-roma-9.yaml': weekly('it-roma-9', expiring, ['film-stream.to', 'serie-a.live']),
};

// A pair of keys that sign nothing but the examples.
const secretKey = `untrusted comment: minisign secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA3P2U8NlqZHgXK+U35kBOr1JjchFEiFlDYgLI5eXntuc4BcnrVBCcbT4/oYbKkMiPvklTCCTusYYL1tJYCBztB3WqTH8POdJ0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
`;
const publicKey = `untrusted comment: minisign public key 78646AD9F094FDDC
RWTc/ZTw2WpkeD4/oYbKkMiPvklTCCTusYYL1tJYCBztB3WqTH8POdJ0
`;

/** The words of a command line as a shell divides it, as far as the examples need it. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

interface Example {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const examples: readonly Example[] = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((match) => ({
    page,
    language: match[1] ?? '',
    text: match[2] ?? '',
  })),
);

// The configuration that the README shows before the build that has it.
const zones = examples.find(({ text }) => text.startsWith('zones:'))?.text ?? '';

function withOrders(): Workspace {
  const space = workspace({
    'trouble.yaml': trouble,
    'sites.csv': sites,
    ...weeks,
    'zones.yaml': zones,
    'blocklist.pub': publicKey,
  });
  writeFileSync(join(space.folder, 'blocklist.key'), secretKey, { mode: 0o600 });
  cpSync(join(root, 'orders'), join(space.folder, 'orders'), { recursive: true });
  return space;
}

describe('the examples in the documents', () => {
  const sessions = examples.filter(({ language }) => language === 'console');

  test('are there', () => {
    expect(sessions.length).toBeGreaterThan(3);
  });

  for (const { page, text } of sessions) {
    const [command = '', ...lines] = text.replaceAll(/\\\n +/g, '').split('\n');
    test(`${page}: ${command.slice(2)} prints what is shown`, async () => {
      const { run, write } = withOrders();
      const argv = wordsOf(command.replace(/^\$ blocklist /, ''));
      // Before the first build there is no serial to count on from; that remark is not the subject of an example.
      if (argv[0] === 'build') await run(...argv);
      // The line that somebody deletes where the README shows what stops a build.
      if (argv.includes('our-orders'))
        write('our-orders/it-roma-9.yaml', weekly('it-roma-9', expiring, ['film-stream.to']));
      if (argv[0] === 'verify-files') await run('build', 'it-milano-2022-cloudflare', '--sign', 'blocklist.key');
      const { stdout, stderr } = await run(...argv);
      const shown = `${stdout}${stderr}`.replace('; the files were up to date', '');
      expect(shown).toBe(lines.join('\n'));
    });
  }

  for (const { page, text } of examples.filter((one) => one.language === 'yaml' && one.text.includes('\nid: '))) {
    test(`${page}: the record ${/^id: (.*)$/m.exec(text)?.[1]} has no findings`, async () => {
      const { run } = workspace({ 'orders/example.yaml': text });
      expect((await run('check')).stdout).toBe('No findings.\n');
    });
  }

  for (const { page, text } of examples.filter((one) => one.language === 'yaml' && one.text.startsWith('operator:'))) {
    test(`${page}: the configuration is accepted`, async () => {
      const { run, write } = withOrders();
      write('blocklist.config.yaml', text);
      expect((await run('build', '--as-of', '2026-11-24')).status).toBe(0);
    });
  }
});

test('docs/upgrade.md names every published schema', () => {
  const upgrade = readFileSync(join(root, 'docs/upgrade.md'), 'utf8');
  const schemas = readdirSync(join(root, 'schemas')).flatMap((file) => /^(.*)\.schema\.json$/.exec(file)?.[1] ?? []);
  expect(schemas.filter((name) => !upgrade.includes(`\`${name}\``))).toEqual([]);
});
