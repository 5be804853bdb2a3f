import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { configFile } from './input-files.ts';

/** Where `blocklist init` lays the schemas that editors read, seen from the folder that holds orders/. */
export const schemaFolder = '.blocklist/schemas';

const orderSchema = 'order.schema.json';
/** The second is where they lie in the program's own house. */
const places: readonly string[] = [schemaFolder, 'schemas'];

/**
 * The schema of records as a record's first line names it: seen from the record's folder, with `/` between folders. The
 * nearest one counts, in the record's folder or above it within its repository; where there is none yet, the place in
 * `cwd` where `blocklist init` will lay it.
 */
export function schemaFor(recordPath: string, cwd: string): string {
  const folder = dirname(resolve(cwd, recordPath));
  const schema = nearest(folder) ?? join(resolve(cwd), schemaFolder, orderSchema);
  return relative(folder, schema).split(sep).join('/');
}

function nearest(folder: string): string | undefined {
  const here = places.map((place) => join(folder, place, orderSchema)).find((path) => existsSync(path));
  const above = dirname(folder);
  // What lies above the house is nothing that a colleague has as well.
  const isHouse = ['.git', configFile].some((name) => existsSync(join(folder, name)));
  return here ?? (isHouse || above === folder ? undefined : nearest(above));
}
