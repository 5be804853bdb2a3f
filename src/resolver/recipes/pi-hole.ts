import { below, type ConfigPath } from '../config-text.ts';
import type { Recipe, RecipeFile, RecipeOptions } from '../recipe.ts';
import { comments, heading } from '../recipe-text.ts';

const title = 'Pi-hole';

export const piHole: Recipe = {
  id: 'pi-hole',
  title,
  versions: [{ version: '6', untried: 'Debian has no Pi-hole.' }],
  roles: ['standalone'],
  hasViews: false,
  hasKeys: false,
  needsUpstream: true,
  render,
};

function render(options: RecipeOptions): readonly RecipeFile[] {
  const { listen, upstream, folder, lists } = options;
  const home = folder ?? ('/etc/pihole' as ConfigPath);
  const list = lists['adblock'] ?? lists['domains'];
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

function notes(options: RecipeOptions, home: string, list: string | undefined): readonly string[] {
  const hasSyntax = options.lists['adblock'] !== undefined;
  return [
    ...heading({ title }, options),
    'The list is told once to its database, not in this file:',
    `  pihole-FTL sqlite3 ${home}/gravity.db \\`,
    `    "INSERT INTO adlist (address, comment) VALUES ('file://${list}', 'Court orders')"`,
    'After a build: pihole -g',
    'It listens where its own settings say (dns.interface, dns.listeningMode), and lets anybody there ask.',
    'What it cannot do:',
    ...(hasSyntax
      ? []
      : ['- BLOCK THE NAMES BELOW A NAME: it is given plain names. Where an order asks for them, this is not enough.']),
    '- Read policy zones, so no notice pages.',
    '- Hold against its own users: whoever may log in can switch the list off, and their allow list goes first.',
    '- Fetch a zone from a primary: copy the file to it.',
  ];
}
