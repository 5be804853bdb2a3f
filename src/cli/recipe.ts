import { posix, resolve } from 'node:path';
import { below, type ConfigPath, type ConfigText, configPath } from '../core/config-text.ts';
import type { ExtraTextForm } from '../core/extra-text.ts';
import { harmless, listed } from '../core/text.ts';
import { adblock } from '../emit/adblock.ts';
import { serversFile } from '../emit/dnsmasq.ts';
import { knot6Zone } from '../emit/rpz-knot6.ts';
import { localZones } from '../emit/unbound.ts';
import type {
  Endpoint,
  Lists,
  Recipe,
  RecipeFile,
  RecipeOptions,
  RecipeVersion,
  RecipeZone,
  Role,
} from '../resolver/recipe.ts';
import { isLoopback } from '../resolver/recipe-text.ts';
import { recipes } from '../resolver/registry.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { readSettings } from './input.ts';
import type { Io } from './io.ts';
import { recipeList } from './recipe-list.ts';
import type { ViewPlace } from './recipe-options.ts';
import { cutTexts } from './recipe-texts.ts';
import { recipeZones, viewFolder } from './recipe-zones.ts';

export interface RecipeCommandOptions {
  readonly clients: readonly string[];
  readonly config?: string;
  readonly control: number;
  readonly extraText: ExtraTextForm;
  readonly file?: string;
  readonly folder?: string;
  readonly keyless?: readonly Endpoint[];
  readonly listen: Endpoint;
  readonly notices: Endpoint;
  readonly out: string;
  readonly primary?: Endpoint;
  readonly refresh: number;
  readonly role?: string;
  readonly secondary?: readonly Endpoint[];
  readonly text?: ConfigText;
  readonly tsig?: string;
  readonly upstream?: Endpoint;
  readonly validation: string;
  readonly version?: string;
  readonly view?: readonly ViewPlace[];
}

/** Prints a configuration for a resolver, or which there are. */
export function recipe(id: string | undefined, options: RecipeCommandOptions, io: Io): ExitCode {
  const found = recipes.find((one) => one.id === id);
  if (!found) {
    io.stdout(recipeList(io));
    return exitCodes.fine;
  }
  const files = found.render(recipeOptions(found, options, io));
  const wanted = options.file === undefined ? files : files.filter(({ path }) => nameOf(path) === options.file);
  if (wanted.length === 0) throw noSuchFile(found, files, options.file ?? '');
  const [only] = wanted;
  if (wanted.length === 1 && only) {
    io.stdout(only.text);
    io.stderr(`Save this as ${only.path} on the machine of the resolver.\n`);
    return exitCodes.fine;
  }
  io.stdout(wanted.map(({ path, text }) => `# ======== File: ${path} ========\n${text}`).join('\n'));
  const names = files.map(({ path }) => `--file ${nameOf(path)}`);
  io.stderr(`These are ${files.length} files. To print one alone, add ${listed(names, 'or')}.\n`);
  return exitCodes.fine;
}

function nameOf(path: string): string {
  return posix.basename(path);
}

function noSuchFile({ title }: Recipe, files: readonly RecipeFile[], name: string): CommandError {
  const names = files.map(({ path }) => nameOf(path));
  return new CommandError(`${title} has no file ${harmless(name)} in this role. There is ${listed(names, 'and')}.`);
}

function recipeOptions(found: Recipe, options: RecipeCommandOptions, io: Io): RecipeOptions {
  const version = chosenVersion(found, options.version);
  const role = chosenRole(found, version, options.role);
  refuseMisplaced(found, role, options);
  refuseUnsaid(found, version, options);
  refuseUnreachable(found, role, options);
  const out = folderOption('--out', options.out, io);
  const places = options.view ?? [];
  const settings = readSettings(options.config, new Map(), io);
  const texts = cutTexts(settings, options, io);
  const chosen = recipeZones({ recipe: found, version, role, out, settings, places, texts });
  refuseUnfit(found, [chosen.zones, ...chosen.views]);
  return {
    version,
    role,
    zones: chosen.zones,
    views: places.map((place, at) => ({
      ...place,
      zones: chosen.views[at] ?? [],
      lists: listsIn(viewFolder(out, place)),
    })),
    lists: listsIn(out),
    listen: options.listen,
    clients: [...new Set([...options.clients, ...places.flatMap(({ clients }) => clients)])],
    upstream: options.upstream,
    validation: options.validation === 'upstream' ? 'upstream' : 'here',
    folder: options.folder === undefined ? undefined : folderOption('--folder', options.folder, io),
    controlPort: options.control,
    remarks: chosen.remarks,
    transfer: {
      primary: options.primary,
      secondaries: options.secondary ?? [],
      keyless: options.keyless ?? [],
      key: options.tsig,
      refresh: options.refresh,
      notices: options.notices,
    },
  };
}

function chosenRole({ title, roles: usual }: Recipe, { version, roles = usual }: RecipeVersion, wanted?: string): Role {
  const role = wanted === undefined ? roles[0] : roles.find((one) => one === wanted);
  if (role) return role;
  throw new CommandError(`${title} ${version} has no recipe as ${wanted}. There is one as ${listed(roles, 'and')}.`);
}

/** `9.18.49` is a 9.18. */
function chosenVersion({ title, versions }: Recipe, wanted: string | undefined): RecipeVersion {
  const found = versions.find(({ version }) => wanted === undefined || `${wanted}.`.startsWith(`${version}.`));
  if (found) return found;
  const known = versions.map(({ version }) => version);
  throw new CommandError(
    `There is no recipe for ${title} ${harmless(wanted ?? '')}. There is one for ${listed(known, 'and')}.`,
  );
}

/** An option that would be left out in silence is a mistake that nobody sees. */
function refuseMisplaced(found: Recipe, role: Role, options: RecipeCommandOptions): void {
  const { title, hasKeys, hasViews, needsUpstream } = found;
  const { primary, secondary, keyless, tsig, view, upstream } = options;
  if (role === 'secondary' && !primary) {
    throw new CommandError('Say from where the secondary fetches the zones, as --primary 192.0.2.1.');
  }
  if (role === 'primary' && !secondary && !keyless) {
    throw new CommandError('Say who fetches the zones, as --secondary 192.0.2.2, or --keyless for an Unbound.');
  }
  if (role !== 'secondary' && primary) throw new CommandError('--primary is for --role secondary.');
  if (role !== 'primary' && (secondary || keyless)) {
    throw new CommandError('--secondary and --keyless are for --role primary.');
  }
  if (role === 'standalone' && tsig !== undefined) {
    throw new CommandError('--tsig is for --role primary and --role secondary: a file has no key.');
  }
  if (tsig !== undefined && !hasKeys) {
    throw new CommandError(`${title} knows no keys. Leave out --tsig, and let the primary know it as --keyless.`);
  }
  if (view && !hasViews) throw new CommandError(`${title} gives all clients the same names: it takes no --view.`);
  if (view && role !== 'standalone') throw new CommandError('--view is for --role standalone.');
  if (needsUpstream && !upstream) {
    throw new CommandError(`${title} finds no answers by itself. Say who does, as --upstream 192.0.2.53.`);
  }
}

function refuseUnsaid(
  { title, sendsText }: Recipe,
  { version, loads }: RecipeVersion,
  options: RecipeCommandOptions,
): void {
  if (sendsText && loads !== 'lists') return;
  const [asked] = [...(options.text ? ['--text'] : []), ...(options.extraText === 'text' ? [] : ['--extra-text'])];
  if (asked === undefined) return;
  throw new CommandError(`${title} ${version} sends no text beside a refusal, so it takes no ${asked}.`);
}

/** Servers on other machines cannot reach 127.0.0.1: a primary there hands out nothing, a secondary hears of nothing. */
function refuseUnreachable({ hearsAt }: Recipe, role: Role, options: RecipeCommandOptions): void {
  const { primary, secondary = [], keyless = [] } = options;
  const option = role === 'primary' ? 'listen' : hearsAt;
  const others = role === 'primary' ? [...secondary, ...keyless] : primary ? [primary] : [];
  if (option === undefined || others.every(isLoopback) || !isLoopback(options[option])) return;
  throw new CommandError(
    `${others.find((one) => !isLoopback(one))?.address} cannot reach ${options[option].address}, which is this machine alone. Say with --${option} under which address it reaches the ${role}.`,
  );
}

function refuseUnfit({ title, mostZones }: Recipe, sets: readonly (readonly RecipeZone[])[]): void {
  const names = sets.flatMap((zones) => zones.map(({ name }) => name));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new CommandError(`Two zones would be called ${twice}. Rename one in the configuration.`);
  const most = Math.max(...sets.map(({ length }) => length));
  if (mostZones === undefined || most <= mostZones) return;
  throw new CommandError(
    `${title} loads at most ${mostZones} policy zones for one client, and these are ${most}. Take some out of the configuration (zones): what was in them goes to the zone of the rest.`,
  );
}

function listsIn(out: ConfigPath): Lists {
  return {
    adblock: below(out, adblock.file),
    dnsmasq: below(out, serversFile.file),
    knot6: below(out, knot6Zone.file),
    localZones: below(out, localZones.file),
  };
}

/** A folder on the machine of the resolver, which may be another one than this. */
function folderOption(option: string, text: string, io: Io): ConfigPath {
  const path = configPath(text.startsWith('/') ? posix.resolve(text) : resolve(io.cwd, text));
  if (path !== undefined) return path;
  throw new CommandError(
    `${option} ${harmless(text)} cannot stand in every resolver's configuration. Write where the folder is on the machine of the resolver, beginning with /, in letters, digits and . _ - + ~ @ alone.`,
  );
}
