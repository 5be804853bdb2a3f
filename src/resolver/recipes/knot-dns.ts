import { below, type ConfigPath } from '../../core/config-text.ts';
import type { Endpoint, Recipe, RecipeFile, RecipeOptions } from '../recipe.ts';
import { comments, heading, lines, publishNotes, withAt } from '../recipe-text.ts';

const title = 'Knot DNS';

export const knotDns: Recipe = {
  id: 'knot-dns',
  title,
  versions: [{ version: '3.2' }],
  roles: ['primary'],
  hasViews: false,
  hasKeys: true,
  hearsAt: undefined,
  needsUpstream: false,
  render: (options) => [primary(options)],
};

interface Folders {
  readonly conf: ConfigPath;
  readonly state: ConfigPath;
  readonly run: ConfigPath;
}

function foldersOf({ folder }: RecipeOptions): Folders {
  if (folder !== undefined) return { conf: folder, state: folder, run: folder };
  return {
    conf: '/etc/knot' as ConfigPath,
    state: '/var/lib/knot' as ConfigPath,
    run: '/run/knot' as ConfigPath,
  };
}

function primary(options: RecipeOptions): RecipeFile {
  const folders = foldersOf(options);
  const { zones, transfer, listen } = options;
  const { key, secondaries, keyless } = transfer;
  const remotes = [
    ...secondaries.map((to, index) => ({ id: `secondary-${index + 1}`, to, key })),
    ...keyless.map((to, index) => ({ id: `keyless-${index + 1}`, to, key: undefined })),
  ];
  const byAddress = [...(key === undefined ? secondaries : []), ...keyless];
  const acls = [...(key === undefined ? [] : ['by-key']), ...(byAddress.length === 0 ? [] : ['by-address'])];
  const text = `${comments('#', primaryNotes(options, folders))}

${include(options, folders)}${server(listen, folders)}
remote:
${remotes.map(remote).join('')}
acl:
${key === undefined ? '' : `  - id: by-key\n    key: ${key}\n    action: transfer\n`}${
  byAddress.length === 0
    ? ''
    : `  - id: by-address\n    address: [ ${[...new Set(byAddress.map(({ address }) => address))].join(', ')} ]\n    action: transfer\n`
}
zone:
${zones
  .map(
    ({ name, file }) => `  - domain: ${name}.
    file: "${file}"
    # What has changed between two builds goes out as a difference (IXFR, RFC 1995), not as the whole zone.
    zonefile-load: difference
    # It never writes into the folder of the builds.
    zonefile-sync: -1
    notify: [ ${remotes.map(({ id }) => id).join(', ')} ]
    acl: [ ${acls.join(', ')} ]
`,
  )
  .join('')}`;
  return { path: below(folders.conf, 'knot.conf'), text };
}

function primaryNotes(options: RecipeOptions, { conf }: Folders): readonly string[] {
  const { transfer, zones } = options;
  const { key } = transfer;
  return [
    ...heading({ title }, options),
    `Check: knotc -c ${conf}/knot.conf conf-check    Try: knotd -c ${conf}/knot.conf`,
    `After a build: knotc -c ${conf}/knot.conf zone-reload ${zones.map(({ name }) => name).join(' ')}`,
    'Of a file that it cannot read it keeps the zone that it had, so nothing of it reaches a secondary.',
    ...publishNotes('knot', options),
    ...(key === undefined
      ? []
      : [
          `The key, made once: keymgr -t ${key} hmac-sha256 > ${conf}/${key}.key; secondaries need the same secret.`,
          'For its eyes only.',
        ]),
    'What it cannot do: refuse single questions. Whoever reaches it can ask whether a name is in the zone, so let only',
    'secondaries reach it. Transfers need the key or the address.',
    ...(transfer.keyless.length > 0
      ? ['Some secondaries are known by address alone: keep them on a network of your own.']
      : []),
  ];
}

/** The Knot DNS that fetches the zones for a Knot Resolver on the same machine and writes them into files. */
export function knotSecondary(options: RecipeOptions): RecipeFile {
  const folders = foldersOf(options);
  const { zones, transfer } = options;
  const { primary: from, key, notices, refresh } = transfer;
  if (from === undefined) throw new Error('a secondary without a primary');
  const text = `${comments('#', [
    ...heading({ title: 'Knot DNS for Knot Resolver' }, options),
    `Check: knotc -c ${folders.conf}/knot.conf conf-check    Try: knotd -c ${folders.conf}/knot.conf`,
    'It hears of changes, fetches them (IXFR), and writes the files that the resolver beside it reads.',
    ...(key === undefined
      ? []
      : [`The key of the primary, for its eyes only, in ${folders.conf}/${key}.key:`, ...keyExample(key)]),
  ])}

${include(options, folders)}${server(notices, folders)}
remote:
${remote({ id: 'primary', to: from, key })}
acl:
  - id: from-primary
    address: ${from.address}
${key === undefined ? '' : `    key: ${key}\n`}    action: notify

zone:
${zones
  .map(
    ({ name, file }) => `  - domain: ${name}.
    file: "${file}"
    # Written at once, whole, under another name and then renamed.
    zonefile-sync: 0
    master: primary
    # A look at the primary, for when a notice was lost: the zone itself asks for one an hour.
    refresh-max-interval: ${refresh}
    acl: from-primary
`,
  )
  .join('')}`;
  return { path: below(folders.conf, 'knot.conf'), text };
}

function keyExample(key: string): readonly string[] {
  return ['key:', `  - id: ${key}`, '    algorithm: hmac-sha256', '    secret: …'].map((line) => `  ${line}`);
}

function include({ transfer: { key } }: RecipeOptions, { conf }: Folders): string {
  return key === undefined ? '' : `include: "${conf}/${key}.key"\n\n`;
}

function server(listen: Endpoint, { state, run }: Folders): string {
  return `server:
  rundir: "${run}"
  listen: ${withAt(listen)}

control:
  listen: "${run}/knot.sock"

database:
  storage: "${state}"

log:
  - target: stderr
    any: info
`;
}

function remote({
  id,
  to,
  key,
}: {
  readonly id: string;
  readonly to: Endpoint;
  readonly key: string | undefined;
}): string {
  return lines([`- id: ${id}`, `  address: ${withAt(to)}`, ...(key === undefined ? [] : [`  key: ${key}`])], '  ');
}
