import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { commandNames } from './commands.ts';
import type { HelpPages } from './help-pages.ts';
import type { Io } from './io.ts';
import { main } from './main.ts';

// Run once, when the program is compiled: see help-pages.ts.
const pages: Record<string, string> = {};
const nowhere: Io = {
  stdout: () => {},
  stderr: () => {},
  now: () => 0,
  identity: () => '',
  isTerminal: false,
  cwd: '.',
  colour: { stdout: false, stderr: false },
};
for (const words of [['--help'], ['-h'], ['--version'], ['-V'], ...commandNames(nowhere).flatMap(withHelp)]) {
  await main(words, {
    ...nowhere,
    stdout: (text) => {
      pages[words.join(' ')] = (pages[words.join(' ')] ?? '') + text;
    },
  });
}
const written: HelpPages = pages;
writeFileSync(new URL('help.json', import.meta.url), JSON.stringify(written));

const bundle = new URL('.', import.meta.url);
const whole = createHash('sha256');
for (const name of readdirSync(bundle).sort()) {
  if (name.endsWith('.js')) whole.update(name).update(readFileSync(new URL(name, bundle)));
}
writeFileSync(new URL('identity', bundle), whole.digest('hex'));

function withHelp(command: string): string[][] {
  return [
    [command, '--help'],
    [command, '-h'],
  ];
}
