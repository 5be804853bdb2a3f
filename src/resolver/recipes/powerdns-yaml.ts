import type { ConfigPath } from '../../core/config-text.ts';
import { censored, type Recipe, type RecipeOptions, type RecipeZone } from '../recipe.ts';
import { comments, heading, isLoopback, lines, quoted, withColon } from '../recipe-text.ts';

/** recursor.yml, which PowerDNS Recursor reads from 5.0 on. */
export function yamlFile(
  { title, viewsFile }: Pick<Recipe, 'title'> & { readonly viewsFile: string },
  options: RecipeOptions,
  conf: ConfigPath,
): string {
  const { listen, clients, upstream, validation, folder, views, zones } = options;
  const all = [...views.flatMap((view) => view.zones), ...zones];
  return `${comments('#', notes(title, options, conf))}

incoming:
  listen:
    - '${withColon(listen)}'
  # Who may ask. Others get no answer.
  allow_from:
${lines(
  clients.map((net) => `- '${net}'`),
  '    ',
)}dnssec:
  validation: ${validation === 'here' ? 'process' : 'off'}
packetcache:
  # It would go on giving the old answer after a change, until that has run out.
  disable: true
${upstream !== undefined && isLoopback(upstream) ? `outgoing:\n  # Else it would not ask a server on this machine.\n  dont_query: []\n` : ''}recursor:
${folder === undefined ? '' : `  socket_dir: '${folder}'\n`}${
  upstream === undefined
    ? ''
    : `  forward_zones_recurse:\n    - zone: '.'\n      forwarders:\n        - '${withColon(upstream)}'\n`
}${views.length === 0 ? '' : `  # Who gets the names of which country.\n  lua_dns_script: '${conf}/${viewsFile}'\n`}  # The first zone with a rule for a name decides: exceptions come first.
  rpzs:
${all.map((zone) => entry(zone, options)).join('')}`;
}

function notes(title: string, options: RecipeOptions, conf: ConfigPath): readonly string[] {
  const { role, transfer } = options;
  return [
    ...heading({ title }, options),
    `Try: pdns_recursor --config-dir=${conf} --daemon=no`,
    ...(role === 'secondary'
      ? ['A change arrives when it looks at the primary (refresh, below), as IXFR: it does not hear NOTIFY.']
      : [
          `After a build: rec_control --config-dir=${conf} --timeout=60 reload-yaml`,
          'It says that it has reloaded even if it cannot read a file, and then blocks nothing of it: look in its log.',
        ]),
    'A refused client is told the extended error 16 (Censored) with the text of the zone.',
    'The text is one for a whole zone, whatever the order of a name: zones in the configuration of blocklist make several.',
    ...(role === 'secondary' && transfer.key !== undefined
      ? ['WRITE THE SECRET of the key where it says so: this file cannot read it from another. For its eyes only.']
      : []),
  ];
}

function entry({ name, file, text }: RecipeZone, options: RecipeOptions): string {
  const { primary, key, refresh } = options.transfer;
  const told = text === undefined ? [] : [`extendedErrorCode: ${censored}`, `extendedErrorExtra: ${quoted(text)}`];
  if (options.role === 'standalone' || primary === undefined) {
    return block([`name: '${file}'`, `policyName: '${name}'`, ...told]);
  }
  const state = options.folder ?? '/var/lib/powerdns';
  const keyed =
    key === undefined ? [] : ['tsig:', `  name: '${key}'`, '  algo: hmac-sha256', '  secret: WRITE THE SECRET HERE'];
  return block([
    `name: '${name}'`,
    'addresses:',
    `  - '${withColon(primary)}'`,
    `policyName: '${name}'`,
    ...told,
    ...keyed,
    `refresh: ${refresh}`,
    `dumpFile: '${state}/${name}.zone'`,
    `seedFile: '${state}/${name}.zone'`,
  ]);
}

function block([first = '', ...others]: readonly string[]): string {
  return `    - ${first}\n${lines(others, '      ')}`;
}
