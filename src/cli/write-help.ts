import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { HelpPages } from './help-pages.ts';
import { main } from './main.ts';

// Run once, when the program is compiled: see help-pages.ts.
const pages: Record<string, string> = {};
for (const words of [['--help'], ['-h'], ['--version'], ['-V'], ...['check', 'build', 'explain'].flatMap(withHelp)]) {
  await main(words, {
    stdout: (text) => {
      pages[words.join(' ')] = (pages[words.join(' ')] ?? '') + text;
    },
    stderr: () => {},
    now: () => 0,
    identity: () => '',
    isTerminal: false,
    cwd: '.',
    colour: { stdout: false, stderr: false },
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
