import { recipes } from '../resolver/registry.ts';
import type { Io } from './io.ts';
import { table } from './table.ts';

/** Every resolver with a recipe, what it can be, and what of it has been tried. */
export function recipeList(io: Io): string {
  const columns = ['Resolver', 'Program', 'Version', 'Roles', ''].map((head) => ({ head }));
  const rows = recipes.flatMap(({ id, title, versions, roles }) =>
    versions.map(({ version, untried, roles: own = roles }, at) => [
      at === 0 ? id : '',
      at === 0 ? title : '',
      version,
      own.join(', '),
      untried === undefined ? 'started and asked by our tests' : 'not tried here',
    ]),
  );
  return `${table(columns, rows, { width: io.columns, paintHead: (text) => text }).join('\n')}\n`;
}
