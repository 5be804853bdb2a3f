import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { acceptOption, becauseOption } from '../safety/accepting.ts';
import type { Registry } from './program.ts';

export function addPublish({ program, argv, io, done }: Registry): void {
  program
    .command('publish')
    .description('hand the last build to a primary server, which spreads it; back to the one before if that fails')
    .option('--out <folder>', 'where the files of the build are', 'out')
    .addOption(
      new Option(
        '--build',
        'build everything in orders/ first, in the formats and for the territory of the last build',
      ).conflicts('dryRun'),
    )
    .option('--primary <program>', 'what the primary server is: bind, knot', primaryOption)
    .option('--server <address>', 'where it answers, as 127.0.0.1@5300')
    .option('--folder <folder>', 'from where it reads zone files: a folder for this alone')
    .option('--reload <command>', 'how it is told to read {zone} again; words end at spaces', commandOption)
    .option('--check <command>', 'how a zone is checked first: {zone}, {file}', commandOption)
    .option('--wait <seconds>', 'how long each zone may take until it is served (60)', waitOption)
    .option('--dry-run', 'look and check, and say what would be done')
    .option('--accept <stops>', 'let these safety stops pass, by comma; needs --because', acceptOption)
    .option('--because <reason>', 'why; it is recorded', becauseOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print what became of it as JSON')
    .action(async (options) => {
      const { publish } = await import('../publish.ts');
      done(await publish({ argv, options }, io));
    });
}

function primaryOption(text: string): 'bind' | 'knot' {
  if (text === 'bind' || text === 'knot') return text;
  throw new InvalidArgumentError('Write bind, or knot for Knot DNS.');
}

/** A shell would read more into it. */
function commandOption(text: string): readonly string[] {
  const words = text.split(' ').filter((word) => word !== '');
  if (words.length > 0) return words;
  throw new InvalidArgumentError('Write a program and its arguments, as "rndc reload {zone}".');
}

function waitOption(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,5}$/.test(text) && seconds >= 1 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError('Write a whole number of seconds, as 60.');
}
