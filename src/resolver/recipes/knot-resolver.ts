import { below, type ConfigPath } from '../../core/config-text.ts';
import type { Recipe, RecipeFile, RecipeOptions, RecipeZone } from '../recipe.ts';
import { comments, heading, lines, quoted, withAt } from '../recipe-text.ts';
import { knotSecondary } from './knot-dns.ts';
import { knotResolver6 } from './knot-resolver-6.ts';

const title = 'Knot Resolver';

export const knotResolver: Recipe = {
  id: 'knot-resolver',
  title,
  versions: [
    { version: '5' },
    { version: '6', roles: ['standalone'], loads: 'lists', untried: 'Debian 12 has Knot Resolver 5.6.' },
  ],
  roles: ['standalone', 'secondary'],
  hasViews: true,
  hasKeys: true,
  hearsAt: 'notices',
  needsUpstream: false,
  sendsText: true,
  render,
};

/** kresd fetches no zones: as a secondary it stands beside a Knot DNS that does, and reads what that writes. */
function render(options: RecipeOptions): readonly RecipeFile[] {
  const conf = options.folder ?? ('/etc/knot-resolver' as ConfigPath);
  if (options.version.version === '6') return [knotResolver6(title, options, conf)];
  const path = below(conf, 'kresd.conf');
  if (options.role === 'standalone') return [{ path, text: kresd(options, conf) }];
  const state = options.folder ?? ('/var/lib/knot' as ConfigPath);
  const zones = options.zones.map((zone) => ({ ...zone, file: below(state, `${zone.name}.zone`) }));
  const local = { ...options, zones };
  return [{ path, text: kresd(local, conf) }, knotSecondary(local)];
}

function kresd(options: RecipeOptions, conf: ConfigPath): string {
  const { listen, views, zones } = options;
  return `${comments('--', notes(options, conf))}

net.listen('${listen.address}', ${listen.port}, { kind = 'dns' })
${resolving(options)}
-- Whatever blocks says "Censored" (RFC 8914).
local deny = policy.DENY_MSG(nil, kres.extended_error.CENSORED)
local loaded = {}

-- The head of a file, where its serial stands: it moves with every change.
local function head(file)
  local handle = io.open(file, 'rb')
  if not handle then return nil end
  local text = handle:read(512)
  handle:close()
  return text
end

local function load(zone)
  local seen = head(zone.file)
  zone.rules = policy.rpz(deny, zone.file, false)
  zone.seen = seen
end

-- An exception ends the list of rules, so the rule itself has to say where the query goes.
local function enforce(file, text, applies)
  local zone = { file = file }
  load(zone)
  table.insert(loaded, zone)
  policy.add(function (request, query)
    if not applies(request, query) then return nil end
    local action = zone.rules(request, query)
    if action == policy.PASS then return onward end
    if action and text then request:set_extended_error(kres.extended_error.CENSORED, text) end
    return action
  end)
end

${who(options)}
-- The first zone with a rule for a name decides: exceptions come first.
${[...views.flatMap((view) => view.zones.map((zone) => call(zone, `within['${view.territory}']`))), ...zones.map((zone) => call(zone, 'elsewhere'))].join('')}
-- A file that has changed is read again. One that cannot be opened leaves the rules as they are.
event.recurrent(1 * sec, function ()
  for _, zone in ipairs(loaded) do
    local now = head(zone.file)
    if now and now ~= zone.seen then pcall(load, zone) end
  end
end)

-- Everything else.
policy.add(policy.all(onward))
`;
}

function notes(options: RecipeOptions, conf: ConfigPath): readonly string[] {
  const { role, folder } = options;
  return [
    ...heading({ title }, options),
    `Try: kresd -n -c ${conf}/kresd.conf ${folder ?? '/var/lib/knot-resolver'}`,
    ...(role === 'secondary'
      ? [
          'It fetches no zones itself. The Knot DNS beside it does (knot.conf, below) and writes the files that this',
          'one reads, for which its user has to be in the group of that one. Start that first: without the files this one',
          'does not start.',
        ]
      : ['After a build: nothing. It looks at its files every second.']),
    'While it reads a file it answers nobody: 6 seconds for a million names. Run several, each reads by itself.',
    'Of a file with a fault it keeps only what stands before: give it nothing but what blocklist wrote.',
    'A client that is refused a name is told the extended error 16 (Censored) with the text of the zone.',
    'What it cannot do: that text beside an empty answer or a notice page; a CNAME to a notice page (it IGNORES one,',
    'and the name resolves); and let go of a name quickly: others may keep its refusal for three hours.',
  ];
}

function resolving({ upstream, validation }: RecipeOptions): string {
  const trust =
    validation === 'upstream'
      ? `-- The upstream checks signatures.
trust_anchors.remove('.')
`
      : '';
  if (upstream === undefined) return `${trust}local onward = policy.PASS\n`;
  const way = validation === 'upstream' ? 'STUB' : 'FORWARD';
  const asking =
    validation === 'upstream'
      ? `-- Modules that would ask the servers of the root by themselves.
for _, name in ipairs({ 'priming', 'detect_time_skew', 'ta_update', 'ta_signal_query' }) do modules.unload(name) end
`
      : '';
  return `${trust}${asking}local onward = policy.${way}({ '${withAt(upstream)}' })\n`;
}

function who({ clients, views }: RecipeOptions): string {
  const list = (nets: readonly string[]) => `{ ${nets.map((net) => `'${net}'`).join(', ')} }`;
  const places = views.map(({ territory, clients: own }) => `within['${territory}'] = from(${list(own)})`);
  return `modules.load('view')

-- Whether a query comes from one of these networks.
local function from(networks)
  local checks = {}
  for _, network in ipairs(networks) do table.insert(checks, view.rule_src(true, network)) end
  return function (request, query)
    for _, check in ipairs(checks) do
      if check(request, query) then return true end
    end
    return false
  end
end

-- Who may ask. Others are refused.
local known = from(${list(clients)})
policy.add(function (request, query)
  if request.qsource.addr ~= nil and not known(request, query) then return policy.REFUSE end
end)

${
  views.length === 0
    ? 'local function elsewhere() return true end\n'
    : `-- Who gets the names of which country.
local within = {}
${lines(places)}local function elsewhere(request, query)
  for _, is_there in pairs(within) do
    if is_there(request, query) then return false end
  end
  return true
end
`
}`;
}

function call({ file, text }: RecipeZone, applies: string): string {
  return `enforce('${file}', ${text === undefined ? 'nil' : quoted(text)}, ${applies})\n`;
}
