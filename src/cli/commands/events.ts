import type { EventCommand, EventOptions } from '../order-event.ts';
import type { Registry } from './program.ts';

export const dateHelp = 'the day or moment that the paper says; "today" is understood';
export const orderHelp = 'the id of an order, or the path of its record';

const descriptions: Readonly<Record<Exclude<EventCommand, 'supersede'>, string>> = {
  receive: 'add to a record when its order was served on us, from which its deadline may count',
  begin: 'add to a record from when its names must be blocked',
  stay: 'add to a record that its order is suspended',
  resume: 'add to a record that its order applies again after a stay',
  lift: 'add to a record that its order is lifted',
  annul: 'add to a record that its order is annulled',
  expire: 'add to a record the last day of its order',
};

/** The commands that say what happened to an order: one event each. */
export function addEvents(registry: Registry): void {
  for (const [command, description] of Object.entries(descriptions)) {
    eventCommand(registry, command, description).action((order, options) =>
      run(registry, { command: command as EventCommand, order, options }),
    );
  }
  eventCommand(registry, 'supersede', 'add to a record that another order has taken its place')
    .requiredOption('--by <id>', 'the id of the order that takes its place')
    .action((order, options) => run(registry, { command: 'supersede', order, options }));
}

function eventCommand({ program }: Registry, name: string, description: string) {
  return program
    .command(name)
    .description(description)
    .argument('<order>', orderHelp)
    .option('--date <date>', dateHelp)
    .option('--reference <text>', 'the number of the paper')
    .option('--note <text>', 'what else to know about it')
    .option('--dry-run', 'show what would change and write nothing')
    .option('--yes', 'write without asking')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--json', 'print what changes as JSON, and write without asking');
}

interface Called {
  readonly command: EventCommand;
  readonly order: string;
  readonly options: EventOptions;
}

async function run({ io, done }: Registry, called: Called): Promise<void> {
  const { addEvent } = await import('../order-event.ts');
  done(await addEvent(called, io));
}
