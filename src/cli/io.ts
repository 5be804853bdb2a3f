import type { Conversation } from './conversation.ts';

/** All that a command may touch of the world outside, so that a test can be that world. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The time zone of who reads, by its name in the time zone database; where it is not told, UTC. */
  readonly timeZone?: () => string;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** What tells this very program from any other version of it. */
  readonly identity: () => string;
  /** Whether a person sees at once what goes to stderr. */
  readonly isTerminal: boolean;
  /** The file of the secret key that the environment names (BLOCKLIST_KEY_FILE); never the key. */
  readonly keyFile?: string | undefined;
  /** Who runs the command, as a pipeline, git or the system knows them; undefined where none does. */
  readonly person?: (() => string | undefined) | undefined;
  /** Starts asking the person at the terminal; undefined where there is none to ask. */
  readonly converse?: (() => Promise<Conversation>) | undefined;
  /** How many characters a line of the terminal holds that stdout goes to; undefined where it goes to none. */
  readonly columns?: number | undefined;
  /** Aborted when a command that has no end of its own is to end; where there is none, it ends with the process. */
  readonly ending?: AbortSignal;
  /**
   * From now on Ctrl-C (SIGINT) and SIGTERM abort the signal instead of ending the program, so that a command can undo what it
   * has begun; a second Ctrl-C ends it. undefined: nobody interrupts.
   */
  readonly interruption?: (() => AbortSignal) | undefined;
  readonly colour: { readonly stdout: boolean; readonly stderr: boolean };
}
