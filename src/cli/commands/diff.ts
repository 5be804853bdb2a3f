import { Option } from '@commander-js/extra-typings';
import { asOfOption, daysOption, endpointOption, territoryOption } from '../options.ts';
import type { Registry } from './program.ts';

const more = `
A word that is the path of a folder is that folder: with orders/ in it, the
records and settings there; with manifest.json, that build; else the records in
it. Anything else is a git revision, as main, HEAD~1 or v1.2; for a branch that
is called like a folder write refs/heads/NAME. What was meant is said.

Both sides are judged at the same moment, so that time alone changes nothing.

Formats:
  text      for people, with up to 20 names of each change
  markdown  for a comment of at most 65,536 characters, folded; nothing in it
            links, mentions anybody or is a command
  nsupdate  from one build to a later one: a dynamic update of the zones
            (RFC 2136), for a server to apply`;

export function addDiff({ program, io, done }: Registry): void {
  program
    .command('diff')
    .description('say what becomes of names from one state of the records, or one build, to another')
    .argument('[base]', 'what it was; without it, where this branch left the main branch of the server')
    .argument('[head]', 'what it becomes; without it, the files as they are now')
    .option('--as-of <date>', 'the day or moment at which both are judged, if not now', asOfOption)
    .option('--days <number>', 'how far ahead to tell what begins and ends', daysOption, 30)
    .option('--territory <countries>', 'only duties for these countries, by comma: IT,FR', territoryOption)
    .option('--exit-code', 'exit with 3 where there are changes')
    .addOption(
      new Option('--format <format>', 'how to say it').choices(['text', 'markdown', 'nsupdate']).default('text'),
    )
    .option('--overflow <file>', 'for markdown: the file for all of it, where it does not fit into a comment')
    .option('--server <address>', 'for nsupdate: the primary server, as 127.0.0.1@5353', endpointOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml; each side has its own')
    .option('--json', 'print it as JSON, with every name')
    .addHelpText('after', more)
    .action(async (base, head, options) => {
      const { diff } = await import('../diff.ts');
      done(await diff({ base, head }, options, io));
    });
}
