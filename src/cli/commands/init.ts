import { type Ci, ciChoices } from '../init/new-file.ts';
import { territoryOption } from '../options.ts';
import { choice, type Registry } from './program.ts';

export function addInit({ program, io, done }: Registry): void {
  const oneOf = choice(ciChoices);
  program
    .command('init')
    .description('make a folder ready for orders; what is there stays as it is')
    .argument('[folder]', 'the folder, if not this one', '.')
    .option('--operator <name>', 'your name as orders write it; may be repeated', several)
    .option('--country <countries>', 'the countries that you serve, by comma: IT,FR', territoryOption)
    .option('--example', 'with an example of an order, as usual')
    .option('--no-example', 'without one')
    .option('--ci <where>', `where changes are checked: ${ciChoices.join(', ')}`, (text) => oneOf(text) as Ci)
    .option('--hooks', 'let git refuse records with errors: sets core.hooksPath in this repository')
    .option('--no-hooks', 'do not ask about that')
    .action(async (folder, options) => {
      const { init } = await import('../init.ts');
      done(await init(folder, options, io));
    });
}

function several(name: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), name.trim()];
}
