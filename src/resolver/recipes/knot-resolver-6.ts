import { below, type ConfigPath } from '../../core/config-text.ts';
import { holdsNetwork } from '../network.ts';
import type { RecipeFile, RecipeOptions } from '../recipe.ts';
import { comments, heading, lines, withAt } from '../recipe-text.ts';

/** Knot Resolver 6 has policy zones of its own, which do less than those of 5. */
export function knotResolver6(title: string, options: RecipeOptions, conf: ConfigPath): RecipeFile {
  return { path: below(conf, 'config.yaml'), text: config(title, options) };
}

function config(title: string, options: RecipeOptions): string {
  const { listen, upstream, validation, folder, clients, views } = options;
  const inViews = views.flatMap((view) => view.clients);
  const elsewhere = clients.filter((network) => !inViews.some((outer) => holdsNetwork(outer, network)));
  return `${comments('#', notes(title, options))}

${folder === undefined ? '' : `rundir: '${folder}'\n`}network:
  listen:
    - interface: '${withAt(listen)}'
# Who may ask. Others are refused.
views:
${views.map((view) => viewOf(view.clients, view.territory.toLowerCase())).join('')}${elsewhere.length === 0 ? '' : viewOf(elsewhere, 'everywhere-else')}  - subnets: ['0.0.0.0/0', '::/0']
    answer: refused
${upstream === undefined ? '' : forward(options)}${validation === 'here' ? '' : '# The upstream checks signatures.\ndnssec:\n  enable: false\n'}local-data:
  rpz:
${views.map(({ lists, territory }) => rpz(lists.knot6, territory.toLowerCase())).join('')}${rpz(options.lists.knot6, 'everywhere-else')}`;
}

function notes(title: string, options: RecipeOptions): readonly string[] {
  return [
    ...heading({ title }, options),
    'It reads a zone of its own: blocklist build --format rpz-knot6. That says what is not in it.',
    'After a build: kresctl reload',
    'What it cannot do: exceptions (what an order excepts, below a name, stays blocked), and a notice page for the names',
    'below a name. Where an order in force needs one, use version 5. Never give it blocklist.rpz: it would block all',
    'names below an exact one.',
    'It is not known to tell clients why a name is refused.',
  ];
}

function viewOf(clients: readonly string[], tag: string): string {
  return `  - subnets: [${clients.map((net) => `'${net}'`).join(', ')}]\n    answer: allow\n    tags: [${tag}]\n`;
}

function forward({ upstream, validation }: RecipeOptions): string {
  if (upstream === undefined) return '';
  const more = validation === 'here' ? [] : ['    options:', '      dnssec: false'];
  return `forward:\n  - subtree: '.'\n    servers: ['${withAt(upstream)}']\n${lines(more)}`;
}

function rpz(file: string, tag: string): string {
  return `    - file: '${file}'\n      tags: [${tag}]\n`;
}
