import { below, type ConfigPath } from '../../core/config-text.ts';
import type { Recipe, RecipeFile, RecipeOptions } from '../recipe.ts';
import { comments, heading, lines, withColon } from '../recipe-text.ts';

const title = 'AdGuard Home';

export const adGuardHome: Recipe = {
  id: 'adguard-home',
  title,
  versions: [{ version: '0.107', loads: 'lists', untried: 'Debian has no AdGuard Home.' }],
  roles: ['standalone'],
  hasViews: false,
  hasKeys: false,
  hearsAt: undefined,
  needsUpstream: true,
  render,
};

function render(options: RecipeOptions): readonly RecipeFile[] {
  const { listen, upstream, clients, folder, lists } = options;
  const home = folder ?? ('/opt/AdGuardHome' as ConfigPath);
  const { adblock: list } = lists;
  const text = `${comments('#', notes(options))}

dns:
  bind_hosts:
    - '${listen.address}'
  port: ${listen.port}
  # Who may ask. Others get no answer.
  allowed_clients:
${lines(
  clients.map((net) => `- '${net}'`),
  '    ',
)}${upstream === undefined ? '' : `  upstream_dns:\n    - '${withColon(upstream)}'\n`}  # How long a refusal may be kept, in seconds.
  blocked_response_ttl: 300
filtering:
  filtering_enabled: true
  # No such name. The default answers 0.0.0.0.
  blocking_mode: nxdomain
  # Hours between two looks at the file: 1 is the least.
  filters_update_interval: 1
  safe_fs_patterns:
    - '${list}'
filters:
  - enabled: true
    id: 1
    name: 'Court orders'
    url: '${list}'
schema_version: 29
`;
  return [{ path: below(home, 'AdGuardHome.yaml'), text }];
}

function notes(options: RecipeOptions): readonly string[] {
  return [
    ...heading({ title }, options),
    'Its list is not among the usual files: blocklist build --format adblock. That says what is not in it.',
    'Stop AdGuard Home before you change its file: it writes it as it ends. It asks for a first user when it starts.',
    'After a build: Filters > DNS blocklists > Check for updates, else it waits for up to an hour.',
    'What it cannot do: give one name an empty answer or a notice page and others not; tell a client why a name is',
    'refused; hold against its own users (whoever may log in can switch the list off, and a rule of theirs can free a',
    'name); fetch a zone from a primary (copy the file to it). Other names for other clients: not with this list.',
  ];
}
