import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inject, onTestFinished } from 'vitest';
import { requireProgram } from '../resolvers/programs.ts';

/** A real terminal with a shell in it, that runs the built program. */
export interface Terminal {
  /** Runs a command line of the program, with variables of the environment before it. */
  run(argv: string, environment?: string): void;
  /** Presses keys by tmux's names for them: Enter, Down, Space, C-c. */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  /** Pastes as terminals do, in brackets if the program has asked for them; or `raw`, as if typed at once. */
  paste(text: string, how: 'bracketed' | 'raw'): void;
  /** Waits until a text is on the screen; the screen. Throws with the screen if it does not come. */
  until(text: string): Promise<string>;
  /** Waits for a question, and answers it with a line and Enter. */
  answer(question: string, text: string): Promise<void>;
  /** What it has shown, with what has scrolled away. */
  history(): string;
}

const program = join(import.meta.dirname, '../../bin/blocklist.js');

/** Milliseconds: a busy machine takes its time. */
const longestWait = 30_000;
const pause = 40;

/** Opens a terminal of a size in a folder; it is gone when the test is over. */
export function openTerminal(folder: string, size: { readonly columns: number; readonly rows: number }): Terminal {
  if (!existsSync(join(program, '../../dist/run.js'))) throw new Error('The program is not built: npm run build.');
  const tmux = tmuxOf();
  const shell = "env -u ACCESSIBLE -u NO_COLOR -u FORCE_COLOR PS1='$ ' sh";
  const where = ['-c', folder, '-x', String(size.columns), '-y', String(size.rows)];
  tmux(['-f', '/dev/null', 'new-session', '-d', '-s', 'desk', ...where, shell]);
  tmux(['set-option', '-g', 'history-limit', '10000']);
  onTestFinished(() => void tmux(['kill-server']));
  const screen = () => trimmed(tmux(['capture-pane', '-p', '-t', 'desk']));
  const until: Terminal['until'] = async (text) => {
    for (let waited = 0; waited < longestWait; waited += pause) {
      const shown = screen();
      if (flat(shown).includes(flat(text))) return shown;
      await setTimeout(pause);
    }
    throw new Error(`This did not come: ${text}\n${screen()}`);
  };
  const press = (...keys: readonly string[]) => void tmux(['send-keys', '-t', 'desk', ...keys]);
  const type = (text: string) => void tmux(['send-keys', '-t', 'desk', '-l', text]);
  return {
    run: (argv, environment = '') => {
      type(`clear; ${environment} ${process.execPath} ${program} ${argv}; echo "[$?]"`);
      press('Enter');
    },
    press,
    type,
    paste: (text, how) => {
      tmux(['load-buffer', '-'], text);
      tmux(['paste-buffer', '-t', 'desk', ...(how === 'bracketed' ? ['-p'] : [])]);
    },
    until,
    answer: async (question, text) => {
      await until(question);
      type(text);
      press('Enter');
    },
    history: () => trimmed(tmux(['capture-pane', '-p', '-S', '-', '-t', 'desk'])),
  };
}

/** Runs commands on a server of its own. */
function tmuxOf(): (argv: readonly string[], input?: string) => string {
  const { path, libraryPath } = requireProgram(inject('programs'), 'tmux');
  const socket = mkdtempSync(join(tmpdir(), 'blocklist-tmux-'));
  onTestFinished(() => rmSync(socket, { recursive: true, force: true }));
  const env = { ...process.env, ...(libraryPath !== null && { LD_LIBRARY_PATH: libraryPath }), LANG: 'C.UTF-8' };
  return (argv, input) => {
    const ran = spawnSync(path, ['-u', '-S', join(socket, 'desk'), ...argv], {
      env,
      encoding: 'utf8',
      ...(input && { input }),
    });
    if (ran.error) throw ran.error;
    if (ran.status !== 0) throw new Error(`tmux ${argv.join(' ')}: ${ran.stderr}`);
    return ran.stdout;
  };
}

function trimmed(shown: string): string {
  return shown
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** Wherever the terminal breaks lines, and the bar beside them aside. */
function flat(text: string): string {
  return text.replace(/[│\s]+/g, ' ');
}
