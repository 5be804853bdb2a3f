import { damaged } from './not-readable.ts';
import { readXml, type XmlHandlers } from './xml-events.ts';
import type { Zip } from './zip.ts';

/** A relation of one file in an Office package to another (ECMA-376 part 2, 6.5). */
export interface Relation {
  /** The last word of its type: `worksheet`, `hyperlink`. */
  readonly type: string;
  /** The file's name in the package, or an address. */
  readonly target: string;
  readonly external: boolean;
}

/** The relations of a file by their id; of the package itself where `of` is empty. */
export async function relationsOf(zip: Zip, of: string): Promise<ReadonlyMap<string, Relation>> {
  const slash = of.lastIndexOf('/');
  const folder = of.slice(0, slash + 1);
  const relations = new Map<string, Relation>();
  await readPart(zip, `${folder}_rels/${of.slice(slash + 1)}.rels`, {
    open: ({ name, attributes }) => {
      if (name !== 'Relationship') return;
      const external = attributes.get('TargetMode') === 'External';
      const target = attributes.get('Target') ?? '';
      relations.set(attributes.get('Id') ?? '', {
        type: (attributes.get('Type') ?? '').split('/').at(-1) ?? '',
        target: external ? target : inPackage(folder, target),
        external,
      });
    },
    close: () => {},
  });
  return relations;
}

/** The package's main file: the workbook or the document. */
export async function mainPart(zip: Zip, what: string): Promise<string> {
  for (const { type, target } of (await relationsOf(zip, '')).values()) if (type === 'officeDocument') return target;
  throw damaged(what);
}

/** Reads a file of the package, if it is there; says whether it is. */
export async function readPart(zip: Zip, name: string, handlers: XmlHandlers): Promise<boolean> {
  const bytes = zip.file(name);
  if (!bytes) return false;
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  await readXml(new TextDecoder(encoding).decode(bytes), handlers);
  return true;
}

function inPackage(folder: string, target: string): string {
  const parts: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '' && step !== '.') parts.push(step);
  }
  return parts.join('/');
}
