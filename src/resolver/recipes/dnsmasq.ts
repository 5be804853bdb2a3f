import { below, type ConfigPath } from '../config-text.ts';
import type { Recipe, RecipeFile, RecipeOptions } from '../recipe.ts';
import { comments, heading, lines } from '../recipe-text.ts';

const title = 'dnsmasq';

export const dnsmasq: Recipe = {
  id: 'dnsmasq',
  title,
  versions: [{ version: '2.90' }],
  roles: ['standalone'],
  hasViews: false,
  hasKeys: false,
  needsUpstream: true,
  render,
};

function render(options: RecipeOptions): readonly RecipeFile[] {
  const conf = options.folder ?? ('/etc' as ConfigPath);
  const { listen, upstream, folder } = options;
  const file = below(conf, 'dnsmasq.conf');
  const { servers, hosts } = listsOf(options);
  const source =
    servers === undefined
      ? ['# Each name with 0.0.0.0 and ::', `addn-hosts=${hosts}`]
      : ['# A line a name: no such name, for all types, and for all names below.', `servers-file=${servers}`];
  const text = `${comments('#', notes(options, file))}

${lines([
  `port=${listen.port}`,
  `listen-address=${listen.address}`,
  'bind-interfaces',
  ...(folder === undefined ? [] : [`pid-file=${folder}/dnsmasq.pid`]),
  '# Names of this machine are not for others.',
  'no-hosts',
  '# It finds no answers itself.',
  'no-resolv',
  ...(upstream === undefined ? [] : [`server=${upstream.address}#${upstream.port}`]),
  '# Lets the upstream see whether a client asks for DNSSEC.',
  'proxy-dnssec',
  ...source,
])}`;
  return [{ path: file, text }];
}

function listsOf({ lists }: RecipeOptions): {
  readonly servers: ConfigPath | undefined;
  readonly hosts: ConfigPath | undefined;
} {
  return { servers: lists['dnsmasq'], hosts: lists['hosts'] };
}

function notes(options: RecipeOptions, file: string): readonly string[] {
  const { servers } = listsOf(options);
  return [
    ...heading({ title }, options),
    `Check: dnsmasq --test -C ${file}    Try: dnsmasq -k -C ${file}`,
    'After a build: send it HUP (systemctl reload dnsmasq). It has to be able to read the file as the user that it',
    'becomes, and a file that is gone blocks nothing from then on.',
    'What it cannot do:',
    ...(servers === undefined
      ? [
          '- BLOCK THE NAMES BELOW A NAME: it is given a hosts file. Where an order asks for them, this is not enough.',
          '- Block other types than A and AAAA: a question for TXT or MX goes to the upstream and is answered.',
        ]
      : [
          '- Block a name and not the names below it: it blocks them as well, even where an order is exact.',
          '- Give a notice page: a name is refused instead.',
        ]),
    '- Tell a client why a name is refused. - Other names for clients of other countries.',
    '- Fetch its list: copy the file to it. It reads no policy zones, so an exception in a zone is unknown to it.',
  ];
}
