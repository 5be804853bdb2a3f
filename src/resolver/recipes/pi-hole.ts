import { below, type ConfigPath } from '../../core/config-text.ts';
import type { Recipe, RecipeFile, RecipeOptions } from '../recipe.ts';
import { comments, heading } from '../recipe-text.ts';

const title = 'Pi-hole';

export const piHole: Recipe = {
  id: 'pi-hole',
  title,
  versions: [{ version: '6', loads: 'lists', untried: 'Debian has no Pi-hole.' }],
  roles: ['standalone'],
  hasViews: false,
  hasKeys: false,
  hearsAt: undefined,
  needsUpstream: true,
  render,
};

function render(options: RecipeOptions): readonly RecipeFile[] {
  const { listen, upstream, folder, lists } = options;
  const home = folder ?? ('/etc/pihole' as ConfigPath);
  const { adblock: list } = lists;
  const text = `${comments('#', notes(options, home, list))}

[dns]
  port = ${listen.port}
${upstream === undefined ? '' : `  upstreams = [ "${upstream.address}#${upstream.port}" ]\n`}  # How long a refusal may be kept, in seconds.
  blockTTL = 300

[dns.blocking]
  active = true
  # No such name. The default answers 0.0.0.0.
  mode = "NXDOMAIN"
`;
  return [{ path: below(home, 'pihole.toml'), text }];
}

function notes(options: RecipeOptions, home: string, list: string): readonly string[] {
  return [
    ...heading({ title }, options),
    'Its list is not among the usual files: blocklist build --format adblock. That says what is not in it.',
    'It is told once to its database, not in this file:',
    `  pihole-FTL sqlite3 ${home}/gravity.db \\`,
    `    "INSERT INTO adlist (address, comment) VALUES ('file://${list}', 'Court orders')"`,
    'After a build: pihole -g. Its user has to be able to read the file.',
    'It listens where its own settings say (dns.interface, dns.listeningMode), and lets anybody there ask.',
    'What it cannot do: read | and * and @@ in such a list, so that names that are blocked alone, and exceptions, are',
    'passed over (the build counts them); give an empty answer or a notice page; tell a client why a name is refused;',
    'hold against its own users (whoever may log in can switch the list off, and their allow list goes first); fetch a',
    'zone from a primary (copy the file to it).',
  ];
}
