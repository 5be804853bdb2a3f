import { Command, CommanderError } from '@commander-js/extra-typings';
import { harmless } from '../core/text.ts';
import { formats } from '../emit/registry.ts';
import { programVersion } from '../generated/version.ts';
import { systemRefusal } from './disk.ts';
import { CommandError, ConfigurationError, type ExitCode, exitCodes } from './exit-codes.ts';
import { reportIds, showFindings } from './findings.ts';
import type { Io } from './io.ts';
import { asOfOption, choiceOption, serialOption, territoryOption } from './options.ts';

/** Runs one command line, without the program's name; the answer is the exit status. */
export async function runCommand(argv: readonly string[], io: Io): Promise<ExitCode> {
  let status: ExitCode = exitCodes.fine;
  const program = commands(argv, io, (code) => {
    status = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    return explainFailure(error, io);
  }
}

function commands(argv: readonly string[], io: Io, done: (status: ExitCode) => void): Command {
  const program = new Command('blocklist')
    .description('Court orders to block domain names, kept as records and compiled into what DNS resolvers load.')
    .version(programVersion)
    .configureOutput({
      writeOut: io.stdout,
      writeErr: (text) =>
        io.stderr(
          text
            .replace(/^error: /, '')
            .split('\n')
            .map(harmless)
            .join('\n'),
        ),
    })
    .showSuggestionAfterError()
    .exitOverride();
  addCheck(program, io, done);
  addBuild(program, argv, io, done);
  addExplain(program, io, done);
  return program as unknown as Command;
}

type Program = Pick<Command, 'command'>;
type Done = (status: ExitCode) => void;

const inputsHelp = 'files, folders or ids of orders; without any, everything in orders/';

function addCheck(program: Program, io: Io, done: Done): void {
  program
    .command('check')
    .description('read orders and say everything that is wrong or worth a second look')
    .argument('[orders...]', inputsHelp)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--report <kind>', `how to show findings: ${reportIds.join(', ')}`, choice(reportIds), 'text')
    .option('--json', 'the same as --report json')
    .action(async (orders, { json, ...options }) => {
      const { check } = await import('./check.ts');
      done(check(orders, { ...options, report: json ? 'json' : options.report }, io));
    });
}

function addBuild(program: Program, argv: readonly string[], io: Io, done: Done): void {
  const ids = formats.map(({ id }) => id);
  const table = formats.map(({ id, file, title }) => `  ${id.padEnd(10)} ${file.padEnd(14)} ${title}`).join('\n');
  program
    .command('build')
    .description('compile what is in force into files that resolvers load')
    .argument('[orders...]', inputsHelp)
    .option('--as-of <date>', 'the day or moment to compile for, if not now', asOfOption)
    .option('--out <folder>', 'where the files go', 'out')
    .option('--format <formats>', 'only these, by comma; without it, all', choiceOption(ids))
    .option('--territory <countries>', 'only duties for these countries, by comma: IT,FR', territoryOption)
    .option('--serial <number>', 'the serial of the zones, where no earlier build tells it', serialOption)
    .option('--allow-empty', 'write the files even if nothing is blocked')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--report <kind>', `how to show findings: ${reportIds.join(', ')}`, choice(reportIds), 'text')
    .option('--json', 'print the manifest')
    .addHelpText('after', `\nFormats:\n${table}`)
    .action(async (orders, options) => {
      const { build } = await import('./build.ts');
      done(await build({ argv, inputs: orders, options }, io));
    });
}

function addExplain(program: Program, io: Io, done: Done): void {
  program
    .command('explain')
    .description('say why a name is blocked or is not, or what a finding means')
    .argument('<name|code>', 'a domain name, a web address, or a code such as domain/protected')
    .option('--as-of <date>', 'the day or moment to ask for, if not now', asOfOption)
    .option('--orders <path>', 'the orders, if not orders/')
    .option('--territory <countries>', 'only duties for these countries, by comma', territoryOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print the answer as JSON')
    .action(async (subject, options) => {
      const { explain } = await import('./explain.ts');
      done(explain(subject, options, io));
    });
}

function choice(choices: readonly string[]): (text: string) => string {
  const one = choiceOption(choices);
  return (text) => one(text)[0] ?? text;
}

function explainFailure(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
  if (error instanceof ConfigurationError) showFindings(error.diagnostics, { report: 'text', to: 'stderr' }, io);
  const refusal = error instanceof CommandError ? error : systemRefusal(error, 'A file');
  if (refusal) {
    io.stderr(`${harmless(refusal.message)}\n`);
    return refusal.exitCode;
  }
  const what = error instanceof Error ? error.message : String(error);
  io.stderr(
    `This is a fault of the program, not of your orders: ${harmless(what)}\nNothing was written. Please report it.\n`,
  );
  return exitCodes.fault;
}
