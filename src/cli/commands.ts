import { Command, CommanderError } from '@commander-js/extra-typings';
import { harmlessLines } from '../core/text.ts';
import { programVersion } from '../generated/version.ts';
import { careful } from './careful-conversation.ts';
import { addAdd } from './commands/add.ts';
import { addAmend } from './commands/amend.ts';
import { addApprove } from './commands/approve.ts';
import { addBuild } from './commands/build.ts';
import { addCheck } from './commands/check.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDue } from './commands/due.ts';
import { addEvents } from './commands/events.ts';
import { addExplain } from './commands/explain.ts';
import { addExport } from './commands/export.ts';
import { addInit } from './commands/init.ts';
import { addKeygen } from './commands/keygen.ts';
import { addLanding } from './commands/landing.ts';
import { addList } from './commands/list.ts';
import { addMigrate } from './commands/migrate.ts';
import type { Registry } from './commands/program.ts';
import { addPublish } from './commands/publish.ts';
import { addRecipe } from './commands/recipe.ts';
import { addServe } from './commands/serve.ts';
import { addShow } from './commands/show.ts';
import { addSite } from './commands/site.ts';
import { addStatus, withCommand } from './commands/status.ts';
import { addVerify } from './commands/verify.ts';
import { addVerifyFiles } from './commands/verify-files.ts';
import { addWithdraw } from './commands/withdraw.ts';
import { type Conversation, Interrupted } from './conversation.ts';
import { ConfigurationError, type ExitCode, exitCodes } from './exit-codes.ts';
import { explainFailure } from './failure.ts';
import { showFindings } from './findings.ts';
import type { Io } from './io.ts';
import { usageWords } from './usage-words.ts';

// In the order in which help names them.
const registrations: readonly ((registry: Registry) => void)[] = [
  addInit,
  addAdd,
  addAmend,
  addEvents,
  addWithdraw,
  addApprove,
  addStatus,
  addList,
  addShow,
  addDue,
  addCheck,
  addExplain,
  addBuild,
  addKeygen,
  addVerifyFiles,
  addRecipe,
  addPublish,
  addVerify,
  addSite,
  addDiff,
  addExport,
  addLanding,
  addMigrate,
  addServe,
  addDoctor,
];

/** Runs one command line, without the program's name; the answer is the exit status. */
export async function runCommand(argv: readonly string[], io: Io): Promise<ExitCode> {
  let status: ExitCode = exitCodes.fine;
  let conversation: Conversation | undefined;
  const start = io.converse;
  const converse =
    start &&
    (async () => {
      conversation ??= careful(await start());
      return conversation;
    });
  const program = commands(argv, { ...io, converse }, (code) => {
    status = code;
  });
  try {
    await program.parseAsync([...withCommand(argv)], { from: 'user' });
    return status;
  } catch (error) {
    return explainEnd(error, io);
  } finally {
    conversation?.end();
  }
}

/** The names of all commands, in the order in which help names them. */
export function commandNames(io: Io): readonly string[] {
  return commands([], io, () => {}).commands.map((command) => command.name());
}

function commands(argv: readonly string[], io: Io, done: (status: ExitCode) => void): Command {
  const program = new Command('blocklist')
    .description('Court orders to block domain names, kept as records and made into what DNS resolvers load.')
    .version(programVersion)
    // Else `--version` of a command would be taken for that of the program.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: (text) => io.stderr(harmlessLines(usageWords(text))),
    })
    .showSuggestionAfterError()
    .exitOverride();
  for (const register of registrations) register({ program: program as unknown as Command, argv, io, done });
  return program as unknown as Command;
}

function explainEnd(error: unknown, io: Io): ExitCode {
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
  if (error instanceof ConfigurationError) showFindings(error.diagnostics, { report: 'text', to: 'stderr' }, io);
  return explainFailure(error, io);
}
