import { filesBelow, pathKind, shownPath } from './disk.ts';

/** The default place of records. */
export const ordersFolder = 'orders';
export const configFile = 'blocklist.config.yaml';

/** What a command line asks for, as files. */
export interface InputFiles {
  /** What the command line says, and what each word was. */
  readonly asked: readonly (readonly [string, 'file' | 'folder' | null])[];
  /** Ids of orders, not paths. */
  readonly ids: readonly string[];
  /** Where records were looked for: files and folders. */
  readonly places: readonly string[];
  readonly records: readonly string[];
  /** Those of them that paths ask for, where others come along because of an id. */
  readonly byPath: ReadonlySet<string>;
  /** Text files beside the records. */
  readonly texts: readonly string[];
}

/** Paths or ids of orders; none: everything in orders/. */
export function inputFiles(inputs: readonly string[], cwd: string): InputFiles {
  const asked = inputs.map((input) => [input, pathKind(input, cwd) ?? null] as const);
  const paths = asked.flatMap(([input, kind]) => (kind === null ? [] : [input]));
  const ids = inputs.filter((input) => !paths.includes(input));
  const all = inputs.length > paths.length || inputs.length === 0 ? [ordersFolder, ...paths] : paths;
  const below = new Map(all.map((path) => [path, filesAt(path, cwd)]));
  const recordsOf = (places: readonly string[]) => [
    ...new Set(places.flatMap((path) => below.get(path)?.records ?? [])),
  ];
  return {
    asked,
    ids,
    places: all,
    records: recordsOf(all),
    byPath: new Set(recordsOf(paths)),
    texts: all.flatMap((path) => below.get(path)?.texts ?? []),
  };
}

interface FilesAt {
  readonly records: readonly string[];
  readonly texts: readonly string[];
}

function filesAt(path: string, cwd: string): FilesAt {
  const shown = shownPath(path, cwd);
  const kind = pathKind(path, cwd);
  if (kind === 'file') return { records: [shown], texts: [] };
  if (kind === undefined) return { records: [], texts: [] };
  const files = filesBelow(shown, cwd, (name) => /\.(ya?ml|txt)$/i.test(name));
  return {
    records: files.filter((file) => /\.ya?ml$/i.test(file)),
    texts: files.filter((file) => /\.txt$/i.test(file)),
  };
}
