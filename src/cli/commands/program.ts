import { type Command, InvalidArgumentError } from '@commander-js/extra-typings';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { choiceOption } from '../options.ts';

/** Where a command says what it takes; what it does is loaded only when it is called. */
export interface Registry {
  readonly program: Pick<Command, 'command'>;
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  readonly io: Io;
  /** Told the exit status of the command that ran. */
  readonly done: (status: ExitCode) => void;
}

export const inputsHelp = 'files, folders or ids of orders; without any, everything in orders/';

/** One name out of a closed list. */
export function choice<C extends string>(choices: readonly C[]): (text: string) => C {
  const named = choiceOption(choices);
  return (text) => {
    const [one, ...more] = named(text);
    const only = choices.find((choice) => choice === one);
    if (only === undefined || more.length > 0) throw new InvalidArgumentError(`Choose one of ${choices.join(', ')}.`);
    return only;
  };
}
