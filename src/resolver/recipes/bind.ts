import { isIPv6 } from 'node:net';
import { below, type ConfigPath } from '../../core/config-text.ts';
import type { Endpoint, Recipe, RecipeFile, RecipeOptions, RecipeZone, View } from '../recipe.ts';
import { comments, heading, lines, publishNotes } from '../recipe-text.ts';

export const bind: Recipe = {
  id: 'bind',
  title: 'BIND',
  versions: [{ version: '9.18' }, { version: '9.20' }],
  roles: ['standalone', 'primary', 'secondary'],
  hasViews: true,
  // DNS_RPZ_MAX_ZONES in lib/dns/include/dns/rpz.h.
  mostZones: 64,
  hasKeys: true,
  hearsAt: 'listen',
  needsUpstream: false,
  render,
};

interface Folders {
  readonly conf: ConfigPath;
  readonly state: ConfigPath;
  readonly run: ConfigPath;
}

function render(options: RecipeOptions): readonly RecipeFile[] {
  const { folder } = options;
  const folders: Folders =
    folder === undefined
      ? {
          conf: '/etc/bind' as ConfigPath,
          state: '/var/cache/bind' as ConfigPath,
          run: '/run/named' as ConfigPath,
        }
      : { conf: folder, state: folder, run: folder };
  const text = options.role === 'primary' ? primary(options, folders) : resolver(options, folders);
  return [{ path: below(folders.conf, 'named.conf'), text }];
}

function resolver(options: RecipeOptions, folders: Folders): string {
  const { upstream, validation, views, clients } = options;
  const mayAsk = `{ ${clients.map((net) => `${net};`).join(' ')} }`;
  const forward =
    upstream === undefined ? [] : [`forwarders { ${upstream.address} port ${upstream.port}; };`, 'forward only;'];
  return `${comments('//', resolverNotes(options, folders))}
${key(options, folders)}options {
${common(options, folders)}
  // Who may ask. Others are refused.
  allow-query ${mayAsk};
  allow-recursion ${mayAsk};
  allow-transfer { none; };
  recursion yes;
${lines(forward, '  ')}  dnssec-validation ${validation === 'here' ? 'auto' : 'no'};
${views.length > 0 ? '' : `\n${policy(options, '  ')}`}};
${control(options)}
${views.length > 0 ? viewBlocks(options, folders) : options.zones.map((zone) => zoneBlock(zone, options, folders)).join('')}`;
}

function resolverNotes(options: RecipeOptions, { conf }: Folders): readonly string[] {
  const { version, role, folder } = options;
  return [
    ...heading(bind, options),
    `Check: named-checkconf ${conf}/named.conf    Try: named -g -c ${conf}/named.conf`,
    role === 'secondary'
      ? 'A change arrives by itself: NOTIFY from the primary, then IXFR. Nothing has to be reloaded.'
      : `After a build: ${reloadCommand(options)}. Of a file that it cannot read BIND keeps the zone that it had, and logs an error.`,
    'It blocks piece by piece while it loads. Send it clients when it has logged, for every zone,',
    '"rpz: NAME: reload done: success" and not "not loaded due to errors".',
    ...(folder === undefined && role === 'standalone'
      ? [
          "Debian's AppArmor lets named read only below /etc/bind, /var/lib/bind and /var/cache/bind: let the build write",
          'there (blocklist build --out /var/lib/bind/blocklist), or allow the folder in',
          '/etc/apparmor.d/local/usr.sbin.named.',
        ]
      : []),
    'What it cannot do: a notice page is given for 5 seconds at most (max-policy-ttl), so it is asked for again and again.',
    version.version === '9.18'
      ? 'It tells no client why a name is refused: extended errors for policies came with 9.20.'
      : 'A refused client is told the extended error 16 (Censored), but no text: BIND has none for policies.',
  ];
}

/** What both kinds of server say of themselves. */
function common({ listen }: RecipeOptions, { state, run }: Folders): string {
  const here = `{ ${listen.address}; }`;
  const [v4, v6] = isIPv6(listen.address) ? ['{ none; }', here] : [here, '{ none; }'];
  return `  directory "${state}";
  pid-file "${run}/named.pid";
  session-keyfile "${run}/session.key";
  listen-on port ${listen.port} ${v4};
  listen-on-v6 port ${listen.port} ${v6};`;
}

function policy({ version, zones, role }: Pick<RecipeOptions, 'version' | 'zones' | 'role'>, indent: string): string {
  const ede = version.version === '9.18' ? '' : ' ede censored';
  const names = zones.map(({ name, kind }) => `zone "${name}"${kind === 'block' ? ede : ''};`);
  const expiry = [
    'A zone that its primary has not confirmed for 30 days (expire in its SOA) is unloaded, and every name is free:',
    'watch for "expired" in the log.',
  ];
  return lines(
    [
      '// The first zone with a rule for a name decides: exceptions come first.',
      'response-policy {',
      ...names.map((name) => `  ${name}`),
      '}',
      '  // The default (60) lets a second change within a minute wait.',
      '  min-update-interval 1',
      '  // The default (no) gives the real answer to a client that asks for DNSSEC, where the name is signed.',
      '  break-dnssec yes',
      '  // The default (yes) waits for the upstream first: when that is down, a blocked name is SERVFAIL.',
      '  qname-wait-recurse no;',
      ...(role === 'secondary' ? expiry.map((line) => `// ${line}`) : []),
    ],
    indent,
  );
}

function reloadCommand({ controlPort }: RecipeOptions): string {
  return controlPort === 953 ? 'rndc reload' : `rndc -p ${controlPort} reload`;
}

function control({ controlPort }: RecipeOptions): string {
  return `// rndc, with Debian's key in /etc/bind/rndc.key.
controls { inet 127.0.0.1 port ${controlPort} allow { 127.0.0.1; }; };`;
}

function zoneBlock(zone: RecipeZone, { role, transfer }: RecipeOptions, { state }: Folders): string {
  const { name, file } = zone;
  if (role === 'standalone') {
    return `zone "${name}" { type primary; file "${file}"; allow-query { none; }; notify no; };\n`;
  }
  const { primary: from, refresh } = transfer;
  return `zone "${name}" {
  type secondary;
  primaries { ${from === undefined ? '' : server(from, transfer.key)} };
  // Kept here, so that names stay blocked when it starts and the primary is down.
  file "${state}/${name}.zone";
  masterfile-format text;
  // A look at the primary, for when a notice was lost: the zone itself asks for one an hour.
  max-refresh-time ${refresh};
  max-retry-time ${refresh};
  allow-query { none; };
  notify no;
};
`;
}

function viewBlocks(options: RecipeOptions, folders: Folders): string {
  const rest: Pick<View, 'clients' | 'zones'> = { clients: ['any'], zones: options.zones };
  const shown = [
    ...options.views.map((view) => ({ ...view, id: view.territory.toLowerCase() })),
    { ...rest, id: 'everywhere-else' },
  ];
  return shown
    .map(({ id, clients, zones }) => {
      const inside = { ...options, zones };
      const blocks = zones.map((zone) => `  ${zoneBlock(zone, options, folders)}`).join('');
      const match = clients.map((net) => `${net};`).join(' ');
      return `view "${id}" {\n  match-clients { ${match} };\n${policy(inside, '  ')}${blocks}};\n`;
    })
    .join('');
}

function server({ address, port }: Endpoint, keyName: string | undefined): string {
  return `${address} port ${port}${keyName === undefined ? '' : ` key "${keyName}"`};`;
}

function key({ transfer, role }: RecipeOptions, { conf }: Folders): string {
  if (role === 'standalone' || transfer.key === undefined) return '';
  const file = `${conf}/${transfer.key}.key`;
  const made = `tsig-keygen -a hmac-sha256 ${transfer.key} > ${file}`;
  const make =
    role === 'primary'
      ? ['Made once, for named alone to read:', made]
      : ['The key of the primary, for named alone to read.'];
  return `${comments('//', make)}\ninclude "${file}";\n`;
}

function primary(options: RecipeOptions, folders: Folders): string {
  const { transfer, zones } = options;
  const { secondaries, keyless, key: keyName } = transfer;
  const byAddress = keyName === undefined ? [...secondaries, ...keyless] : keyless;
  const who = [...(keyName === undefined ? [] : [`key "${keyName}";`]), ...byAddress.map((one) => `${one.address};`)];
  const told = [...secondaries.map((one) => server(one, keyName)), ...keyless.map((one) => server(one, undefined))];
  const blocks = zones.map(
    ({ name, file }) => `zone "${name}" {
  type primary;
  file "${file}";
  // Its own place: beside the file, the journal would lie in the folder of the builds.
  journal "${folders.state}/${name}.jnl";
};
`,
  );
  return `${comments('//', primaryNotes(options, folders))}
${key(options, folders)}options {
${common(options, folders)}
  recursion no;
  // It asks nobody, the servers of the root neither.
  dnssec-validation no;
  // Only secondaries may fetch; this machine may ask, so that "blocklist publish" sees what is served.
  allow-query { ${who.join(' ')} localhost; };
  allow-transfer { ${who.join(' ')} };
  // What has changed between two builds goes out as a difference (IXFR, RFC 1995), not as the whole zone.
  ixfr-from-differences yes;
  notify explicit;
  also-notify { ${told.join(' ')} };
};
${control(options)}

${blocks.join('')}`;
}

function primaryNotes(options: RecipeOptions, { conf }: Folders): readonly string[] {
  const { folder, transfer } = options;
  return [
    ...heading(bind, options),
    `Check: named-checkconf ${conf}/named.conf    Try: named -g -c ${conf}/named.conf`,
    `After a build: ${reloadCommand(options)}. A file that BIND cannot read never reaches a secondary: it keeps the zone that it had.`,
    'A file that is older than the one before (a build put back) is not looked at: touch it first.',
    ...publishNotes('bind', options),
    'With a million names, a change costs it about 15 seconds before the difference goes out.',
    ...(transfer.keyless.length > 0
      ? ['Some secondaries are known by address alone: keep them on a network of your own.']
      : []),
    ...(folder === undefined
      ? ["Debian's AppArmor lets named read only below /etc/bind, /var/lib/bind and /var/cache/bind."]
      : []),
  ];
}
