import { below, type ConfigPath } from '../../core/config-text.ts';
import { holdsNetwork } from '../network.ts';
import type { Recipe, RecipeFile, RecipeOptions, RecipeZone } from '../recipe.ts';
import { comments, heading, isLoopback, lines, withAt } from '../recipe-text.ts';

export const unbound: Recipe = {
  id: 'unbound',
  title: 'Unbound',
  versions: [{ version: '1.17' }, { version: '1.26' }],
  roles: ['standalone', 'secondary'],
  hasViews: true,
  hasKeys: false,
  hearsAt: 'listen',
  needsUpstream: false,
  render,
};

function render(options: RecipeOptions): readonly RecipeFile[] {
  const conf = options.folder ?? ('/etc/unbound' as ConfigPath);
  const state = options.folder ?? ('/var/lib/unbound' as ConfigPath);
  const { upstream } = options;
  const forward = upstream === undefined ? '' : `\nforward-zone:\n  name: "."\n  forward-addr: ${withAt(upstream)}\n`;
  const text = `${comments('#', notes(options, conf))}

server:
${lines(server(options, state), '  ')}
remote-control:
  control-enable: yes
  # A socket, which only those who may write to it can use.
  control-interface: "${options.folder ?? '/run'}/unbound.ctl"
${forward}
# The first zone with a rule for a name decides: exceptions come first.
${clauses(options, state)}`;
  return [{ path: below(conf, 'unbound.conf'), text }];
}

function notes(options: RecipeOptions, conf: ConfigPath): readonly string[] {
  const { role, folder, zones, lists, views } = options;
  const reload = [...views.flatMap((view) => view.zones), ...zones].map(
    ({ name }) => `unbound-control -c ${conf}/unbound.conf auth_zone_reload ${name}`,
  );
  return [
    ...heading(unbound, options),
    `Check: unbound-checkconf ${conf}/unbound.conf    Try: unbound -d -p -c ${conf}/unbound.conf`,
    ...(role === 'secondary'
      ? [
          'A change arrives by itself: NOTIFY from the primary, then IXFR.',
          'Unbound has no TSIG: the primary has to let it fetch by its address (--keyless), on a network of your own.',
          'How often it looks at the primary without a notice is what the zone says (refresh in its SOA: an hour).',
        ]
      : [
          ...reload.map((command) => `After a build: ${command}`),
          'With a million names it is silent for some 15 seconds while it does so: reload one server after another.',
        ]),
    ...(role === 'standalone'
      ? [
          `With millions of names: blocklist build --format unbound writes local zones, a quarter of the weight, for`,
          `include: "${lists.localZones}" in place of the rpz clauses.`,
          'They block less exactly: the build says what.',
        ]
      : []),
    'A file that it cannot read makes it start WITHOUT the names: look for "error" in its log.',
    ...(folder === undefined
      ? ["Debian's AppArmor lets unbound read only below /etc/unbound and /var/lib/unbound."]
      : []),
    'What it cannot do: tell a client why a name is refused (no extended error for policies, NLnetLabs/unbound#1191).',
    'It answers localhost and names for special use (RFC 6761) by itself, whatever a zone says.',
  ];
}

function server(options: RecipeOptions, state: ConfigPath): readonly string[] {
  const { listen, clients, upstream, validation, folder, views } = options;
  const isHere = validation === 'here';
  return [
    `directory: "${state}"`,
    `username: "${folder === undefined ? 'unbound' : ''}"`,
    '# Without it, paths would be read from inside another root.',
    'chroot: ""',
    `pidfile: "${folder ?? '/run'}/unbound.pid"`,
    'use-syslog: no',
    `interface: ${withAt(listen)}`,
    '# Who may ask. Others are refused.',
    ...clients.map((net) => `access-control: ${net} allow`),
    '# respip has to come first: without it no zone blocks anything.',
    `module-config: "respip${isHere ? ' validator' : ''} iterator"`,
    ...(isHere
      ? [`# Made by: unbound-anchor -a ${state}/root.key`, `auto-trust-anchor-file: "${state}/root.key"`]
      : []),
    ...(upstream !== undefined && isLoopback(upstream) ? ['do-not-query-localhost: no'] : []),
    ...(views.length === 0 ? [] : tags(options)),
  ];
}

/** Of all networks, the narrowest that a client is in gives it its tags: so each network that may ask needs one. */
function tags({ views, clients }: RecipeOptions): readonly string[] {
  const names = [...views.map(({ territory }) => tagOf(territory)), rest];
  const given = clients.map((network) => {
    const view = views.find((one) => one.clients.some((outer) => holdsNetwork(outer, network)));
    return `access-control-tag: ${network} "${view === undefined ? rest : tagOf(view.territory)}"`;
  });
  return ['# Who gets the names of which country.', `define-tag: "${names.join(' ')}"`, ...given];
}

const rest = 'everywhere-else';

function tagOf(territory: string): string {
  return territory.toLowerCase();
}

function clauses(options: RecipeOptions, state: ConfigPath): string {
  const { views, zones } = options;
  if (views.length === 0) return zones.map((zone) => clause(zone, options, state)).join('');
  const own = views.flatMap((view) =>
    view.zones.map((zone) => `${clause(zone, options, state)}  tags: "${tagOf(view.territory)}"\n`),
  );
  return own.join('') + zones.map((zone) => `${clause(zone, options, state)}  tags: "${rest}"\n`).join('');
}

function clause({ name, file }: RecipeZone, { role, transfer }: RecipeOptions, state: ConfigPath): string {
  const { primary } = transfer;
  const source =
    role === 'standalone' || primary === undefined
      ? [`zonefile: "${file}"`]
      : [
          '# Kept here, so that names stay blocked when it starts and the primary is down.',
          `zonefile: "${state}/${name}.zone"`,
          `primary: ${withAt(primary)}`,
          `allow-notify: ${primary.address}`,
        ];
  return `rpz:\n${lines([`name: "${name}"`, ...source], '  ')}`;
}
