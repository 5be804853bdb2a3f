import { isIPv6 } from 'node:net';
import { type Answer, answersOf } from '../compile/answer.ts';
import { compile, type Moment } from '../compile/compile.ts';
import { type Blocklist, heldParts, ruleAt } from '../core/blocklist.ts';
import { type AsOf, momentAt, showAsOf, showInstant } from '../core/dates.ts';
import { hasErrors } from '../core/diagnostic.ts';
import { type ExtraTextForm, type StructuredError, structuredError, type Told, toldOf } from '../core/extra-text.ts';
import type { DomainName } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import { publicText } from '../core/personal-data.ts';
import { counted, harmless } from '../core/text.ts';
import type { Row } from '../names/index.ts';
import type { Policy } from '../resolver/server/decide.ts';
import { type RunningServer, startServer } from '../resolver/server/server.ts';
import type { Endpoint } from '../resolver/server/upstream.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import { tellErrors } from './tell-errors.ts';

export interface ServeOptions extends Endpoint {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly extraText: ExtraTextForm;
  readonly orders?: string;
  readonly territory?: readonly string[];
  readonly upstream?: Endpoint;
}

/** Answers DNS from what is in force, until it is told to end. */
export async function serve(options: ServeOptions, io: Io): Promise<ExitCode> {
  const inputs = options.orders === undefined ? [] : [options.orders];
  const input = readInput({ inputs, config: options.config, progress: new Progress(io) }, io);
  if (hasErrors(input.diagnostics)) return tellErrors(input.diagnostics, unbuildable, io);
  const list = new CurrentList(input, options, io);
  const server = await listen(options, (name) => list.verdict(name));
  try {
    list.announce(server.port);
    await Promise.race([server.failed, ending(io)]);
  } finally {
    await server.close();
  }
  return exitCodes.fine;
}

const unbuildable = 'No build works until these errors are mended, so there is no list to answer from.';

function ending({ ending: signal }: Io): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function listen(options: ServeOptions, policy: Policy): Promise<RunningServer> {
  const { address, port, upstream } = options;
  if (upstream && upstream.port === port && upstream.address === address) {
    throw new CommandError('The upstream is this very server: it would ask itself for ever. Name another resolver.');
  }
  try {
    return await startServer({ address, port, policy, upstream });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = refusals[code];
    if (reason === undefined) throw error;
    throw new CommandError(`${shownEndpoint(options)} cannot be used: ${reason} (${code}).`);
  }
}

const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program answers there. Choose another port, as --port 5300',
  EACCES: 'this account may not use that port. Choose one above 1023, as --port 5300',
  EADDRNOTAVAIL: 'this computer has no such address. Without --address it is 127.0.0.1',
};

/** What is in force now, compiled anew when the next order or name begins or ends. */
class CurrentList {
  readonly #input: Input;
  readonly #options: ServeOptions;
  readonly #io: Io;
  #blocklist: Blocklist;
  #answers: (name: DomainName) => Answer | undefined;

  constructor(input: Input, options: ServeOptions, io: Io) {
    this.#input = input;
    this.#options = options;
    this.#io = io;
    this.#blocklist = this.#compile();
    this.#answers = answersOf(this.#blocklist, input.corpus);
  }

  verdict: Policy = (name) => {
    this.#keepUp();
    const answer = this.#answers(name);
    if (!answer) return undefined;
    const { action, orders } = answer;
    return { action, text: this.#options.extraText === 'text' ? textOf(orders) : this.#structured(orders) };
  };

  announce(port: number): void {
    const { names, orders, asOf, validUntil } = this.#blocklist;
    const { address, upstream } = this.#options;
    const say = (line: string) => this.#io.stderr(`${line}\n`);
    say(`Answering DNS on ${shownEndpoint({ address, port })}, by UDP and TCP.`);
    say(`Blocked as of ${showAsOf(asOf)}: ${counted(names.size, 'name')} of ${counted(orders.length, 'order')}.`);
    if (this.#options.asOf === undefined && validUntil !== undefined)
      say(
        `The next change, at ${showInstant(validUntil)}, is followed. Edited records are read when this is started again.`,
      );
    say(
      upstream
        ? `All other names: asked at ${shownEndpoint(upstream)}.`
        : 'All other names are refused. With --upstream, another resolver is asked for them.',
    );
    if (!isLoopback(address))
      say(`Warning: ${address} may be reached from other computers, and everybody who reaches it is answered.`);
    say(
      'This is for a first look and no resolver to rely on: it has no cache and no DNSSEC, and it does not check the names that an answer leads to.',
    );
    const example = publicName(this.#blocklist);
    if (example !== undefined) say(`Try it: dig @${address} -p ${port} ${example}`);
    say('Ctrl-C ends it.');
  }

  #structured(orders: readonly Order[]): StructuredError | '' {
    const { extraText: form } = this.#options;
    const told = toldOfAll(orders);
    return told === undefined || form === 'text' ? '' : structuredError(form, told, this.#input.settings.notice);
  }

  #compile(): Blocklist {
    const { input, options } = { input: this.#input, options: this.#options };
    const asOf: AsOf = options.asOf ?? momentAt(this.#io.now());
    const moment: Moment = { asOf, settings: input.settings, territory: options.territory };
    return compile(input.corpus, input.orders, moment).blocklist;
  }

  #keepUp(): void {
    const { validUntil } = this.#blocklist;
    if (this.#options.asOf !== undefined || validUntil === undefined || this.#io.now() < validUntil) return;
    this.#blocklist = this.#compile();
    this.#answers = answersOf(this.#blocklist, this.#input.corpus);
    const { names, asOf } = this.#blocklist;
    this.#io.stderr(`${showAsOf(asOf)}: ${counted(names.size, 'name')} blocked from now on.\n`);
  }
}

const mostNamed = 3;

/** What is told of the orders to whoever asks for a name: of those that are not public, nothing. */
function textOf(orders: readonly Order[]): string {
  return named(orders.filter(isPublic).map(({ id, record }) => `${id}: ${harmless(publicText(record.title))}`));
}

/** The same as a structured error has it: all incidents of one have to be of the same block, so they are the first order's. */
function toldOfAll(orders: readonly Order[]): Told | undefined {
  const told = orders.flatMap((order) => toldOf(order) ?? []);
  return told[0] && { ...told[0], text: named(told.map(({ text }) => text)) };
}

function named(texts: readonly string[]): string {
  const more = texts.length > mostNamed ? [`and ${texts.length - mostNamed} more`] : [];
  return [...texts.slice(0, mostNamed), ...more].join('; ');
}

function isPublic({ record }: Order): boolean {
  return record.publication === 'public';
}

function publicName({ names }: Blocklist): DomainName | undefined {
  for (const part of heldParts(names)) {
    for (const [place, row] of part.rows.entries()) {
      const { self, holders } = ruleAt(names, part, place);
      if (self && holders.some(({ order }) => isPublic(order))) return part.table.nameAt(row as Row) as DomainName;
    }
  }
  return undefined;
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function shownEndpoint({ address, port }: Endpoint): string {
  return `${isIPv6(address) ? `[${address}]` : address}:${port}`;
}
