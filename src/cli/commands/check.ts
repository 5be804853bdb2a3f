import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { WantedReport } from '../check.ts';
import { reportIds } from '../findings.ts';
import { choice, inputsHelp, type Registry } from './program.ts';

export function addCheck({ program, io, done }: Registry): void {
  program
    .command('check')
    .description('read orders and say everything that is wrong or worth a second look')
    .argument('[orders...]', inputsHelp)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option(
      '--report <kind[=file]>',
      `how to show findings: ${reportIds.join(', ')}; again with =FILE to write one to a file as well (default: text)`,
      reportOption,
    )
    .option('--json', 'the same as --report json')
    .action(async (orders, { json, report = [], config }) => {
      const { check } = await import('../check.ts');
      const wanted = json ? [...report, { kind: 'json' }] : report;
      const printed = wanted.findLast(({ file }) => file === undefined) ?? { kind: 'text' };
      const reports = [printed, ...wanted.filter(({ file }) => file !== undefined)];
      done(await check(orders, { reports, ...(config !== undefined && { config }) }, io));
    });
}

/** `junit`, or `junit=FILE`. Of those without a file, the last one counts, as of any option. */
function reportOption(text: string, before: readonly WantedReport[] = []): readonly WantedReport[] {
  const [, name = text, file] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const kind = choice(reportIds)(name);
  if (file === '') throw new InvalidArgumentError(`Write the name of a file after =, as ${kind}=findings.txt.`);
  return [...before, { kind, file }];
}
