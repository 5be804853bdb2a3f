import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellWords } from './shell-words.ts';
import type { Run, Workspace } from './workspace.ts';

/** What was run in a folder, with all that it said: each step as people would see it. */
export interface Transcript {
  /** Runs a command line; a port in what it says is SERVER. */
  run(...argv: readonly string[]): Promise<Run>;
  /** Runs the command line that the last run told, with a reason in place of WHY. */
  override(reason: string): Promise<Run>;
  /** Writes down what a JSON file says under a key. */
  note(path: string, key: string): void;
  say(line: string): void;
  text(): string;
}

export function transcript(space: Workspace): Transcript {
  const lines: string[] = [];
  let last: Run | undefined;
  const run = async (...argv: readonly string[]) => {
    last = await space.run(...argv);
    const said = (last.stdout + last.stderr).replace(/127\.0\.0\.1@\d+/g, 'SERVER');
    lines.push(
      `$ blocklist ${argv.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')}`,
      said.trimEnd(),
    );
    lines.push(`(exit ${last.status})`, '');
    return last;
  };
  return {
    run,
    override: (reason) => {
      const told = /^ {2}blocklist (.*)$/m.exec(last?.stderr ?? '')?.[1] ?? '';
      return run(...shellWords(told.replace('"WHY"', `"${reason}"`)));
    },
    note: (path, key) => {
      const value = JSON.parse(readFileSync(join(space.folder, path), 'utf8'));
      lines.push(`${path}, ${key}: ${JSON.stringify(value[key], null, 2)}`, '');
    },
    say: (line) => {
      lines.push(`# ${line}`, '');
    },
    text: () => `${lines.join('\n').trimEnd()}\n`,
  };
}
