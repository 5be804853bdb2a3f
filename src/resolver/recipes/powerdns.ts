import { below, type ConfigPath } from '../../core/config-text.ts';
import { censored, type Recipe, type RecipeFile, type RecipeOptions, type RecipeZone } from '../recipe.ts';
import { comments, heading, isLoopback, lines, quoted, withColon } from '../recipe-text.ts';
import { yamlFile } from './powerdns-yaml.ts';

const title = 'PowerDNS Recursor';

export const powerDns: Recipe = {
  id: 'powerdns',
  title,
  versions: [{ version: '4.8' }, { version: '5' }],
  roles: ['standalone', 'secondary'],
  hasViews: true,
  hasKeys: true,
  hearsAt: undefined,
  needsUpstream: false,
  sendsText: true,
  render,
};

function render(options: RecipeOptions): readonly RecipeFile[] {
  const conf = options.folder ?? ('/etc/powerdns' as ConfigPath);
  const views = options.views.length === 0 ? [] : [{ path: below(conf, viewsFile), text: viewScript(options) }];
  if (options.version.version === '5') {
    return [{ path: below(conf, 'recursor.yml'), text: yamlFile({ title, viewsFile }, options, conf) }, ...views];
  }
  return [
    { path: below(conf, 'recursor.conf'), text: settings(options, conf) },
    { path: below(conf, zonesFile), text: zoneScript(options, conf) },
    ...views,
  ];
}

const zonesFile = 'blocklist.lua';
const viewsFile = 'blocklist-views.lua';

function settings(options: RecipeOptions, conf: ConfigPath): string {
  const { listen, clients, upstream, validation, folder, views } = options;
  const forward =
    upstream === undefined
      ? []
      : [
          `forward-zones-recurse=.=${withColon(upstream)}`,
          ...(isLoopback(upstream) ? ['# Else it would not ask a server on this machine.', 'dont-query='] : []),
        ];
  return `${comments('#', [...heading({ title }, options), ...notes(options, conf)])}

${lines([
  ...(folder === undefined ? [] : [`socket-dir=${folder}`]),
  `local-address=${withColon(listen)}`,
  '# Who may ask. Others get no answer.',
  `allow-from=${clients.join(', ')}`,
  ...forward,
  `dnssec=${validation === 'here' ? 'process' : 'off'}`,
  '# Its packet cache would go on giving the old answer after a change, until that has run out.',
  'disable-packetcache=yes',
  `lua-config-file=${conf}/${zonesFile}`,
  ...(views.length === 0 ? [] : ['# Who gets the names of which country.', `lua-dns-script=${conf}/${viewsFile}`]),
])}`;
}

/** What holds for both ways of writing its configuration. */
function notes({ role, zones, views }: RecipeOptions, conf: ConfigPath): readonly string[] {
  return [
    `Try: pdns_recursor --config-dir=${conf} --daemon=no`,
    ...(role === 'secondary'
      ? [
          'A change arrives when it looks at the primary (refresh, below), as IXFR: it does not hear NOTIFY.',
          'It blocks from the first transfer on. The last one is kept in a file for the next start.',
        ]
      : [
          `After a build: rec_control --config-dir=${conf} --timeout=60 reload-lua-config`,
          'It says "Reloaded" even of a file that it cannot read, and then blocks nothing of it: look in its log for',
          `"Done loading RPZ from file", once for each of ${[...views.flatMap((view) => view.zones), ...zones].length} zones, and ask it with blocklist verify.`,
        ]),
    'A refused client is told the extended error 16 (Censored) with the text of the zone.',
    'The text is one for a whole zone, whatever the order of a name: zones in the configuration of blocklist make several.',
  ];
}

function zoneScript(options: RecipeOptions, conf: ConfigPath): string {
  const { zones, views, role } = options;
  const all = [...views.flatMap((view) => view.zones), ...zones];
  return `${comments('--', heading({ title }, options))}
-- The first zone with a rule for a name decides: exceptions come first.
${role === 'secondary' ? secretScript(options, conf) : ''}${all.map((zone) => zoneCall(zone, options)).join('')}`;
}

function zoneCall(zone: RecipeZone, options: RecipeOptions): string {
  const { primary, key, refresh } = options.transfer;
  const { name, file, text } = zone;
  const told = text === undefined ? [] : [`extendedErrorCode = ${censored}`, `extendedErrorExtra = ${quoted(text)}`];
  if (options.role === 'standalone' || primary === undefined) {
    return `rpzFile("${file}", ${table([`policyName = "${name}"`, ...told])})\n`;
  }
  const state = options.folder ?? '/var/lib/powerdns';
  const keyed = key === undefined ? [] : [`tsigname = "${key}"`, 'tsigalgo = "hmac-sha256"', 'tsigsecret = secret'];
  const fetched = [
    `policyName = "${name}"`,
    ...told,
    ...keyed,
    `refresh = ${refresh}`,
    `dumpFile = "${state}/${name}.zone"`,
    `seedFile = "${state}/${name}.zone"`,
  ];
  return `rpzPrimary({"${withColon(primary)}"}, "${name}", ${table(fetched)})\n`;
}

function table(entries: readonly string[]): string {
  return `{\n${lines(
    entries.map((entry) => `${entry},`),
    '  ',
  )}}`;
}

/** So that the secret stands in no file that is shown or kept under version control. */
function secretScript({ transfer }: RecipeOptions, conf: ConfigPath): string {
  if (transfer.key === undefined) return '';
  const file = `${conf}/${transfer.key}.secret`;
  return `-- The secret of the key by itself, as the primary has it between quotes. For its eyes only.
local file = assert(io.open("${file}"))
local secret = file:read("*l")
file:close()
`;
}

function viewScript(options: RecipeOptions): string {
  const { views, zones } = options;
  const nets = views.map(
    ({ territory, clients }) =>
      `places["${territory}"] = newNMG()\n${lines(clients.map((net) => `places["${territory}"]:addMask("${net}")`))}`,
  );
  const policies = [
    ...views.map((view) => ({ place: `"${view.territory}"`, names: view.zones.map(({ name }) => name) })),
    { place: 'elsewhere', names: zones.map(({ name }) => name) },
  ];
  return `${comments('--', [...heading({ title }, options), 'Of all zones, a client gets those of its country, and else those for elsewhere.'])}
local places = {}
${nets.join('')}local elsewhere = {}
local policies = {}
${lines(policies.map(({ place, names }) => `policies[${place}] = { ${names.map((name) => `"${name}"`).join(', ')} }`))}
local function placeOf(client)
${lines(views.map(({ territory }) => `  if places["${territory}"]:match(client) then return "${territory}" end`))}  return elsewhere
end

function prerpz(dq)
  local own = placeOf(dq.remoteaddr)
  for place, names in pairs(policies) do
    if place ~= own then
      for _, name in ipairs(names) do dq:discardPolicy(name) end
    end
  end
  return false
end
`;
}
