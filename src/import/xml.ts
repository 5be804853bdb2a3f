import { RowCount } from './caps.ts';
import { decodeText } from './decode-text.ts';
import { NotReadable } from './not-readable.ts';
import type { PaperFormat, PaperPart, PaperRow } from './paper.ts';
import { tableOf } from './table-of-values.ts';
import { type Element, xmlTree } from './xml-tree.ts';

/**
 * A register as XML: the elements that repeat are the rows; what they say, in attributes and elements, are the columns.
 * Poland (`PozycjaRejestru`) and Russia (`content`) publish theirs so.
 */
export const xml: PaperFormat = {
  id: 'xml',
  title: 'register as XML',
  endings: ['xml'],
  read: async (bytes, { choices, caps }) => {
    const { text, doubts, remarks } = decodeText(bytes, {
      chosen: choices.encoding,
      declared: declaredEncoding(bytes),
    });
    if (/<\?mso-application/.test(text.slice(0, 1000)))
      throw new NotReadable(
        'This is an older form of an Office file. Open it in Excel or Word, save it as .xlsx or .docx, and use that file.',
      );
    const root = await xmlTree(text, caps.rows);
    return { format: 'xml', parts: partsOf(root, new RowCount(caps)), doubts, remarks };
  },
};

/** What the XML declaration says (XML 1.0, 4.3.3). */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^[^<]{0,3}<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1]?.toLowerCase();
}

function partsOf(root: Element, count: RowCount): PaperPart[] {
  const { holder, others } = holderOf(root);
  if (!repeats(holder.children))
    return [...aside([...others, bare(holder)], count), part('', { records: [holder], count })];
  const kinds = new Map<string, Element[]>();
  for (const child of holder.children) {
    const kind = kinds.get(child.name);
    if (kind) kind.push(child);
    else kinds.set(child.name, [child]);
  }
  return [
    ...aside([...others, holder], count),
    ...[...kinds].map(([name, records]) => part(kinds.size > 1 ? `element "${name}"` : '', { records, count })),
  ];
}

function part(name: string, { records, count }: { records: readonly Element[]; count: RowCount }): PaperPart {
  const things = records.map((record) => ({ place: `line ${record.line}`, values: valuesOf(record) }));
  return { name, ...tableOf(things, count) };
}

/** The element whose children are the records, or that is the only record itself, and what stands around it. */
function holderOf(root: Element): { readonly holder: Element; readonly others: readonly Element[] } {
  const others: Element[] = [];
  for (let holder = root; ; ) {
    const inner = innerHolder(holder);
    if (!inner) return { holder, others };
    others.push({ ...holder, children: holder.children.filter((child) => child !== inner) });
    holder = inner;
  }
}

function innerHolder({ children }: Element): Element | undefined {
  if (repeats(children)) return undefined;
  const [only] = children;
  if (only && children.length === 1 && only.children.length > 0) return only;
  const holders = children.filter((child) => repeatsWithin(child));
  return holders.sort((one, other) => sizeOf(other) - sizeOf(one))[0];
}

function repeats(elements: readonly Element[]): boolean {
  return new Set(elements.map(({ name }) => name)).size < elements.length;
}

function repeatsWithin({ children }: Element): boolean {
  return repeats(children) || children.some((child) => repeatsWithin(child));
}

function sizeOf({ children }: Element): number {
  return children.reduce((sum, child) => sum + sizeOf(child), 1);
}

/** Without what it says itself, where that is told elsewhere. */
function bare(element: Element): Element {
  return { ...element, attributes: new Map(), text: '' };
}

/** What stands around the records: the date of an edition, say. The last element's children are the records. */
function aside(elements: readonly Element[], count: RowCount): PaperPart[] {
  const rows = elements.flatMap((element, index): PaperRow[] => {
    const children = index < elements.length - 1 ? element.children : [];
    const values = valuesOf({ ...element, children });
    const place = `line ${element.line}`;
    return values.map(([name, text]) =>
      count.counted({ place, cells: [{ text: `${name === '' ? element.name : name}: ${text}`, place }] }),
    );
  });
  return rows.length > 0 ? [{ name: 'around the list', kind: 'text', rows }] : [];
}

/** What an element says, by the path that leads there. */
function valuesOf(record: Element): [string, string][] {
  const values: [string, string][] = [];
  const collect = (element: Element, path: string) => {
    for (const [name, value] of element.attributes) values.push([joined(path, name), value]);
    if (element.text.trim() !== '') values.push([path === '' ? element.name : path, element.text.trim()]);
    for (const child of element.children) collect(child, joined(path, child.name));
  };
  collect(record, '');
  return values;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
