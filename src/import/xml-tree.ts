import { tooLarge } from './not-readable.ts';
import { readXml } from './xml-events.ts';

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  readonly children: Element[];
  /** Its own text, without that of its children. */
  text: string;
}

/** Elements that a document may have, by how many rows a paper may have. */
const elementsOfARow = 10;

/** The document's root. Throws NotReadable. */
export async function xmlTree(text: string, rows: number): Promise<Element> {
  const top: Element = { name: '', attributes: new Map(), line: 0, children: [], text: '' };
  const path = [top];
  let elements = 0;
  await readXml(text, {
    open: ({ name, attributes, line }) => {
      elements += 1;
      if (elements > rows * elementsOfARow) throw tooLarge('The file has more parts than can be read.');
      const element: Element = { name, attributes, line, children: [], text: '' };
      path.at(-1)?.children.push(element);
      path.push(element);
    },
    text: (piece) => {
      const element = path.at(-1);
      if (element) element.text += piece;
    },
    close: () => void path.pop(),
  });
  return top.children[0] ?? top;
}
