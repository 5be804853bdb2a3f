import { mainPart, readPart, relationsOf } from './office.ts';
import { isDateFormat } from './xlsx-dates.ts';
import type { Zip } from './zip.ts';

/** What the sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly SheetEntry[];
  /** The texts that cells refer to by number. */
  readonly texts: readonly string[];
  readonly isDate: (style: number) => boolean;
  readonly from1904: boolean;
}

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  /** Its file; undefined where it holds no cells (a chart) or is missing. */
  readonly file: string | undefined;
}

export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const main = await mainPart(zip, 'workbook');
  const relations = await relationsOf(zip, main);
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  await readPart(zip, main, {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') from1904 = isTrue(attributes.get('date1904'));
      if (name !== 'sheet') return;
      const relation = relations.get(attributes.get('id') ?? '');
      sheets.push({
        name: attributes.get('name') ?? `${sheets.length + 1}`,
        hidden: (attributes.get('state') ?? 'visible') !== 'visible',
        file: relation?.type === 'worksheet' ? relation.target : undefined,
      });
    },
    close: () => {},
  });
  const shared = (kind: string) => [...relations.values()].find(({ type }) => type === kind)?.target ?? '';
  return {
    sheets,
    texts: await sharedTexts(zip, shared('sharedStrings')),
    isDate: await dateStyles(zip, shared('styles')),
    from1904,
  };
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

async function sharedTexts(zip: Zip, file: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = '';
  const path: string[] = [];
  await readPart(zip, file, {
    open: ({ name }) => {
      if (name === 'si') text = '';
      path.push(name);
    },
    // `rPh` says how a Japanese word is spoken; it is no part of the text.
    text: (piece) => {
      if (path.at(-1) === 't' && !path.includes('rPh')) text += piece;
    },
    close: (name) => {
      path.pop();
      if (name === 'si') texts.push(text);
    },
  });
  return texts;
}

async function dateStyles(zip: Zip, file: string): Promise<(style: number) => boolean> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  await readPart(zip, file, {
    open: ({ name, attributes }) => {
      if (name === 'numFmt') codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(Number(attributes.get('numFmtId') ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  const dates = formats.map((id) => isDateFormat(id, codes.get(id)));
  return (style) => dates[style] ?? false;
}
