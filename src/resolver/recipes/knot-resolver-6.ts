import { below, type ConfigPath } from '../config-text.ts';
import type { RecipeFile, RecipeOptions } from '../recipe.ts';
import { comments, heading, lines, withAt } from '../recipe-text.ts';

/** Knot Resolver 6 has policy zones of its own, which do less than those of 5. */
export function knotResolver6(title: string, options: RecipeOptions, conf: ConfigPath): RecipeFile {
  return { path: below(conf, 'config.yaml'), text: config(title, options) };
}

function config(title: string, options: RecipeOptions): string {
  const { listen, upstream, validation, folder, zones, clients, views } = options;
  const blocks = zones.filter(({ kind }) => kind === 'block');
  return `${comments('#', notes(title, options))}

${folder === undefined ? '' : `rundir: '${folder}'\n`}network:
  listen:
    - interface: '${withAt(listen)}'
# Who may ask. Others are refused.
views:
${views.map((view) => viewOf(view.clients, view.territory.toLowerCase())).join('')}${viewOf(clients, 'everywhere-else')}  - subnets: ['0.0.0.0/0', '::/0']
    answer: refused
${upstream === undefined ? '' : forward(options)}${validation === 'here' ? '' : '# The upstream checks signatures.\ndnssec:\n  enable: false\n'}local-data:
  rpz:
${[...views.flatMap((view) => view.zones.filter(({ kind }) => kind === 'block').map((zone) => rpz(zone.file, view.territory.toLowerCase()))), ...blocks.map(({ file }) => rpz(file, 'everywhere-else'))].join('')}`;
}

function notes(title: string, options: RecipeOptions): readonly string[] {
  return [
    ...heading({ title }, options),
    ...(options.role === 'secondary'
      ? [
          'It fetches no zones itself. The Knot DNS beside it does (knot.conf, below) and writes the files that it reads.',
        ]
      : []),
    'After a change: kresctl reload',
    'READ THIS. What it cannot do with policy zones, as measured with 6.5:',
    '- Exceptions (allow.rpz): it knows none, so that zone is left out, and what an order excepts is BLOCKED.',
    '- Exact names: a refused name takes all names below it along, even where an order asks for the name alone.',
    '- Names below a name without the name itself: it refuses the name as well.',
    '- A notice page for the names below a name.',
    '`blocklist list` and `blocklist explain NAME` show whether an order in force needs one of these: then use version 5.',
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
