import { expect, test } from 'vitest';
import { record } from '../support/record.ts';
import { configOfOne, recipeOfOne, waysOut, writtenOutside } from '../support/ways-out.ts';
import { workspace } from '../support/workspace.ts';

test('a mailbox in disguise is in nothing that leaves the house, whichever way it goes', async () => {
  const mailbox = 'anna [at] studio [dot] example';
  const space = workspace({
    'blocklist.config.yaml': configOfOne,
    'orders/one.yaml': record('one', ['a.to'], {
      title: `Film v Resolver (${mailbox})`,
      authority: { name: `Tribunale, ${mailbox}`, kind: 'court', country: 'IT', timeZone: 'Europe/Rome' },
      caseNumbers: [`1/2026, ${mailbox}`],
      legalBasis: [`L. 633/1941, ${mailbox}`],
      parties: { applicants: [`Anna, ${mailbox}`] },
      obligations: [{ service: 'dns-resolver', effect: 'block', note: `Ask ${mailbox}.` }],
    }),
  });
  const said: string[] = [];
  for (const argv of [...waysOut, recipeOfOne]) {
    const { status, stdout, stderr } = await space.run(...argv);
    expect([argv, status, stderr]).toEqual([argv, 0, expect.any(String)]);
    said.push(stdout);
  }
  const texts = writtenOutside(space);
  expect(texts.length).toBeGreaterThan(20);
  expect([...said, ...texts].filter((text) => /anna/i.test(text) && /studio/.test(text))).toEqual([]);
});

test.each([
  ['tel. 06.3877.2345', 'a telephone number'],
  ['0039 333 1234567', 'a telephone number'],
  ['IT 60 X 05428 11101 000000123456', 'a bank account number'],
  ['RSSMRA80A01H501U', "a person's tax number"],
  ['m.rossi＠studio.example', 'an e-mail address'],
])('%s in a record stops check, build, site and landing', async (text, kind) => {
  const { run } = workspace({ 'orders/one.yaml': record('one', ['a.to'], { caseNumbers: [`1/2026 ${text}`] }) });
  for (const command of ['check', 'build', 'site', 'landing']) {
    const { status, stdout, stderr } = await run(command);
    expect([command, status, (stdout + stderr).includes(kind)]).toEqual([command, 1, true]);
  }
});
