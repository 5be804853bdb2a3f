import { reportIds } from '../findings.ts';
import { choice, inputsHelp, type Registry } from './program.ts';

export function addCheck({ program, io, done }: Registry): void {
  program
    .command('check')
    .description('read orders and say everything that is wrong or worth a second look')
    .argument('[orders...]', inputsHelp)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--report <kind>', `how to show findings: ${reportIds.join(', ')}`, choice(reportIds), 'text')
    .option('--json', 'the same as --report json')
    .action(async (orders, { json, ...options }) => {
      const { check } = await import('../check.ts');
      done(check(orders, { ...options, report: json ? 'json' : options.report }, io));
    });
}
