import { below, type ConfigPath } from '../../core/config-text.ts';
import type { Recipe, RecipeFile, RecipeOptions } from '../recipe.ts';
import { comments, heading, lines } from '../recipe-text.ts';

const title = 'dnsmasq';

export const dnsmasq: Recipe = {
  id: 'dnsmasq',
  title,
  versions: [{ version: '2.90', loads: 'lists' }],
  roles: ['standalone'],
  hasViews: false,
  hasKeys: false,
  hearsAt: undefined,
  needsUpstream: true,
  render,
};

function render(options: RecipeOptions): readonly RecipeFile[] {
  const { listen, upstream, folder, lists } = options;
  const file = below(folder ?? ('/etc' as ConfigPath), 'dnsmasq.conf');
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
  '# Lets clients see whether the upstream has checked signatures.',
  'proxy-dnssec',
  '# Names that nobody is asked for: they do not exist, whatever is asked of them.',
  `servers-file=${lists.dnsmasq}`,
])}`;
  return [{ path: file, text }];
}

function notes(options: RecipeOptions, file: string): readonly string[] {
  return [
    ...heading({ title }, options),
    `Check: dnsmasq --test -C ${file}    Try: dnsmasq -k -C ${file}`,
    'Its list is not among the usual files: blocklist build --format dnsmasq (2.86 or later).',
    'After a build: send it HUP (systemctl reload dnsmasq), which empties its cache as well. The user that it becomes has to be',
    'able to read the file: of one that it cannot read it keeps what it had, and only its log says so.',
    'Who may ask is for a firewall to say: it answers whoever reaches its address.',
    'What it cannot do: give an empty answer or a notice page (such names do not exist instead); tell a client why a',
    'name is refused; give clients of other countries other names; fetch its list (copy the file to it).',
  ];
}
