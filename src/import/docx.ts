import { RowCount } from './caps.ts';
import { DocxText } from './docx-text.ts';
import { damaged } from './not-readable.ts';
import { mainPart, readPart, relationsOf } from './office.ts';
import type { PaperFormat, PaperPart } from './paper.ts';
import { linkElsewhere, moreLinks, some } from './remarks.ts';
import { openZip, type Zip } from './zip.ts';

/** A Word document (ECMA-376 WordprocessingML) as it reads with all tracked changes accepted. */
export const docx: PaperFormat = {
  id: 'docx',
  title: 'Word document',
  endings: ['docx', 'docm', 'dotx', 'dotm'],
  read: async (bytes, { caps }) => {
    const zip = openZip(bytes, caps);
    const main = await mainPart(zip, 'document');
    const relations = [...(await relationsOf(zip, main)).values()];
    const files = [
      { file: main, name: '' },
      ...relations.flatMap(({ type, target }) => {
        const name = besides.get(type);
        return name ? [{ file: target, name }] : [];
      }),
    ];
    const count = new RowCount(caps);
    const texts = [];
    for (const { file, name } of files) texts.push(await textOf(zip, { file, name, count }));
    const parts = texts.flatMap((text) => text.parts);
    return {
      format: 'docx',
      parts: parts.length === 1 ? parts.map((part): PaperPart => ({ ...part, name: '' })) : parts,
      doubts: [],
      remarks: [
        ...remarksOf(texts),
        ...leftAside(
          zip,
          relations.map(({ type }) => type),
        ),
      ],
    };
  },
};

/** What stands outside the text's own stream, with the names of its parts. */
const besides: ReadonlyMap<string, string> = new Map([
  ['footnotes', 'footnotes'],
  ['endnotes', 'endnotes'],
  ['header', 'header'],
  ['footer', 'footer'],
]);

async function textOf(
  zip: Zip,
  { file, name, count }: { file: string; name: string; count: RowCount },
): Promise<DocxText> {
  const links = await relationsOf(zip, file);
  const text = new DocxText({ name, count, addressOf: (id) => links.get(id)?.target });
  const found = await readPart(zip, file, text);
  if (!found && name === '') throw damaged('document');
  text.end();
  return text;
}

function remarksOf(texts: readonly DocxText[]): string[] {
  const links = texts.flatMap((text) =>
    text.links.flatMap(({ place, ...link }) => {
      const remark = linkElsewhere(place, link);
      return remark ? [remark] : [];
    }),
  );
  const any = (what: 'hasTrackedChanges' | 'hasHiddenText' | 'hasTextBoxes' | 'hasInsertedFiles') =>
    texts.some((text) => text[what]);
  return [
    ...(any('hasTrackedChanges')
      ? [
          'The document has tracked changes: what is marked as deleted was left out, what is marked as inserted was read. Ask whether these changes are final.',
        ]
      : []),
    ...(any('hasHiddenText') ? ['The document has hidden text; it was read all the same.'] : []),
    ...(any('hasTextBoxes')
      ? ['The document has text boxes; their lines stand beside the paragraph that they belong to.']
      : []),
    ...(any('hasInsertedFiles')
      ? ['The document contains another file as a part of its text; that part was not read.']
      : []),
    ...some(links, moreLinks),
  ];
}

function leftAside(zip: Zip, relations: readonly string[]): string[] {
  return [
    ...(relations.includes('comments') ? ['The document has comments; they were not read.'] : []),
    ...(zip.names.some((name) => /^word\/media\//i.test(name))
      ? ['The document has pictures; words that are part of a picture were not read.']
      : []),
    ...(zip.names.some((name) => /^word\/embeddings\//i.test(name))
      ? [
          'The document has other files (a table from Excel, perhaps) embedded in it; they were not read. Open each, and save it as a file of its own.',
        ]
      : []),
  ];
}
