import { relative, resolve, sep } from 'node:path';
import type { PublishSettings } from '../../core/settings.ts';
import { harmless } from '../../core/text.ts';
import { readEndpoint } from '../../resolver/network.ts';
import type { Server } from '../../resolver/transport.ts';
import { pathKind, shownPath } from '../disk.ts';
import { CommandError } from '../exit-codes.ts';
import type { Io } from '../io.ts';

/** A program and its arguments; `{zone}` and `{file}` stand for those of a zone. */
export type Command = readonly string[];

/** To which primary server, and how. */
export interface PublishPlan {
  readonly server: Server;
  /** `127.0.0.1@5300` */
  readonly serverLabel: string;
  /** From where the primary reads zone files; absolute. */
  readonly folder: string;
  /** The same, for people. */
  readonly label: string;
  readonly reload: Command;
  readonly check: Command;
  /** How long a zone may take until it is served, in seconds. */
  readonly wait: number;
}

const usual: Readonly<Record<'bind' | 'knot', { readonly reload: Command; readonly check: Command }>> = {
  bind: {
    reload: ['rndc', 'reload', '{zone}'],
    // Without `-k fail` it passes owners that BIND refuses to load, and without `-i local` it asks the network.
    check: ['named-checkzone', '-k', 'fail', '-i', 'local', '{zone}', '{file}'],
  },
  knot: {
    reload: ['knotc', 'zone-reload', '{zone}'],
    check: ['kzonecheck', '-o', '{zone}', '{file}'],
  },
};

const usualWait = 60;

/** What the command line says goes before what the configuration says. */
export function publishPlan(
  asked: PublishSettings & { readonly out: string },
  settings: PublishSettings,
  io: Io,
): PublishPlan {
  const { primary, server, folder, reload, check, wait = usualWait } = { ...settings, ...asked };
  if (primary === undefined) throw missing('which program the primary server is', 'primary: bind', '--primary bind');
  if (server === undefined)
    throw missing('where the primary server answers', 'server: 127.0.0.1', '--server 127.0.0.1');
  if (folder === undefined) {
    const example = '/var/lib/bind/blocklist';
    throw missing('from which folder the primary server reads zone files', `folder: ${example}`, `--folder ${example}`);
  }
  const endpoint = readEndpoint(server);
  if (!endpoint) {
    throw new CommandError(
      `${harmless(server)} is no address. Write it as 127.0.0.1, or with its port as 127.0.0.1@5300.`,
    );
  }
  const place = { folder: resolve(io.cwd, folder), label: shownPath(folder, io.cwd) };
  refuseOutput(place, asked.out, io);
  return {
    server: endpoint,
    serverLabel: `${endpoint.address}@${endpoint.port}`,
    ...place,
    reload: known('reload', reload ?? usual[primary].reload),
    check: checking(known('check', check ?? usual[primary].check)),
    wait,
  };
}

function missing(what: string, key: string, option: string): CommandError {
  return new CommandError(
    `Say ${what}: as "${key}" under "publish" in the configuration, or as ${option}. "blocklist recipe" prints a configuration for the primary server.`,
  );
}

function refuseOutput({ folder, label }: Pick<PublishPlan, 'folder' | 'label'>, out: string, io: Io): void {
  const inside = relative(resolve(io.cwd, out), folder);
  if (inside === '' || (inside !== '..' && !inside.startsWith(`..${sep}`) && resolve(inside) !== inside)) {
    throw new CommandError(
      `${label} lies in ${shownPath(out, io.cwd)}, where every build puts its files: the primary server would read what nobody has checked. Name a folder of its own.`,
    );
  }
  if (pathKind(folder, io.cwd) === 'folder') return;
  throw new CommandError(
    `There is no folder ${label}. Make it, so that this account may write into it and the primary server may read it.`,
  );
}

/** A word in braces that stands for nothing is a slip of the pen. */
function known(key: string, command: Command): Command {
  for (const word of command) {
    const [slip] = /\{(?!zone\}|file\})\w*\}/.exec(word) ?? [];
    if (slip) throw new CommandError(`"${key}" says ${harmless(slip)}. Only {zone} and {file} stand for something.`);
  }
  return command;
}

function checking(command: Command): Command {
  if (command.some((word) => word.includes('{file}'))) return command;
  throw new CommandError('"check" does not say {file}, so it would look at no file of the build.');
}

/** The words of a command for one zone. */
export function commandFor(
  command: Command,
  { zone, file }: { readonly zone: string; readonly file: string },
): Command {
  return command.map((word) => word.replace(/\{(zone|file)\}/g, (_, which) => (which === 'zone' ? zone : file)));
}
