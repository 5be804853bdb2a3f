import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Answer, Query } from './ask.ts';
import { ask } from './ask.ts';
import { startBind } from './bind.ts';
import { freePorts } from './free-ports.ts';
import { startKnot } from './knot.ts';
import type { QueryType } from './message.ts';
import { startPowerDns } from './powerdns.ts';
import type { ProgramName, Programs } from './programs.ts';
import { requireProgram } from './programs.ts';
import type { Fault, Started, StartOptions, Zone } from './start-options.ts';
import { startUnbound } from './unbound.ts';
import { startUpstream } from './upstream.ts';

export type ResolverName = 'BIND' | 'Unbound' | 'PowerDNS Recursor' | 'Knot Resolver';

export interface Resolver {
  readonly name: ResolverName;
  readonly version: string;
  readonly port: number;
  ask(name: string, type?: QueryType, more?: Omit<Query, 'port' | 'name' | 'type'>): Promise<Answer>;
  /** Everything the resolver has printed. */
  log(): string;
  /** Where its configuration and its sockets are. */
  readonly folder: string;
}

export interface Resolvers {
  readonly resolvers: readonly Resolver[];
  readonly upstreamPort: number;
  stop(): Promise<void>;
}

interface Wanted {
  /** In order of precedence, the allow zone first. */
  readonly zones: readonly Zone[];
  /** A name that some zone refuses: no resolver is ready until it does. */
  readonly probe?: string;
  readonly only?: readonly ResolverName[];
  readonly programs?: Programs;
  readonly fault?: Fault;
  /** Whether the upstream signs what it serves, for resolvers that believe any signature. */
  readonly isSigned?: boolean;
}

const CONCURRENCY = 64;

const STARTERS: Readonly<
  Record<ResolverName, { program: ProgramName; start: (options: StartOptions) => Promise<Started> }>
> = {
  BIND: { program: 'named', start: startBind },
  Unbound: { program: 'unbound', start: startUnbound },
  'PowerDNS Recursor': { program: 'pdns_recursor', start: startPowerDns },
  'Knot Resolver': { program: 'kresd', start: startKnot },
};

/** The resolvers that can be started on this machine; says aloud which cannot. */
export function availableResolvers(programs: Programs = inject('programs')): readonly ResolverName[] {
  const names = Object.keys(STARTERS) as ResolverName[];
  if (programs.nsd === undefined) {
    process.stderr.write('resolvers: nsd is missing, so NO resolver is asked\n');
    return [];
  }
  return names.filter((name) => {
    const { program } = STARTERS[name];
    if (programs[program] !== undefined) return true;
    process.stderr.write(`resolvers: ${program} is missing, so ${name} is NOT asked\n`);
    return false;
  });
}

/**
 * Starts an upstream where every name resolves, and before it all resolvers of this machine, on the loopback alone.
 * Resolves when every one enforces every zone; if one cannot, stops all and rejects with its log.
 */
export async function startResolvers(wanted: Wanted): Promise<Resolvers> {
  const { only, programs = inject('programs') } = wanted;
  const names = availableResolvers(programs).filter((name) => only === undefined || only.includes(name));
  const [upstreamPort = 0, ...ports] = await freePorts(1 + names.length);
  if (names.length === 0) return { resolvers: [], upstreamPort, stop: async () => {} };
  const upstream = await startUpstream({
    folder: makeFolder(),
    port: upstreamPort,
    program: requireProgram(programs, 'nsd'),
    ...(wanted.isSigned && { isSigned: true }),
  });
  const starts = await Promise.allSettled(
    names.map((name, index) => startOne(name, { ...wanted, programs, upstreamPort, port: ports[index] ?? 0 })),
  );
  const running = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all([...running, upstream].map((each) => each.stop()));
  };
  const failures = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []));
  if (failures.length > 0) {
    await stop();
    throw new Error(failures.join('\n\n'));
  }
  return { resolvers: running, upstreamPort, stop };
}

/** Asks for many names, some at a time; the answers come in the order of the names. */
export async function askAll(
  resolver: Pick<Resolver, 'ask'>,
  names: readonly string[],
  type: QueryType = 'A',
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const queue = names.entries();
  const worker = async (): Promise<void> => {
    for (const [index, name] of queue) answers[index] = await resolver.ask(name, type);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return answers;
}

type RunningResolver = Resolver & Pick<Started, 'stop'>;

async function startOne(name: ResolverName, options: Omit<StartOptions, 'folder'>): Promise<RunningResolver> {
  const { port } = options;
  try {
    const folder = makeFolder();
    const { version, log, stop } = await STARTERS[name].start({ ...options, folder });
    return {
      name,
      version,
      port,
      log,
      folder,
      stop,
      ask: (question, type = 'A', more = {}) => ask({ ...more, port, name: question, type }),
    };
  } catch (error) {
    throw new Error(`${name} ${error instanceof Error ? error.message : String(error)}`);
  }
}

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'blocklist-resolver-'));
}
