import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import type { Paper, Unreadable } from '../../src/import/paper.ts';

/** A file of the real data beside the project (its README says whose it is). */
export function sharedData(path: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, '../../../shared/data', path));
}

/** A paper as lines that a person can compare: each row's place and its cells; `^` where a cell goes on. */
export function shown(paper: Paper | Unreadable): string {
  if ('message' in paper) return `unreadable: ${paper.message}\n`;
  const lines = [
    `format: ${paper.format}`,
    ...paper.remarks.map((remark) => `remark: ${remark}`),
    ...paper.doubts.map(
      ({ about, taken, choices }) => `doubt: ${about}: ${taken} of ${choices.map(({ value }) => value)}`,
    ),
    ...paper.parts.flatMap(({ name, kind, rows }) => [
      `${kind} ${name}`.trim(),
      ...rows.map(({ place, cells }) => {
        const texts = cells.map(({ text, continues }) => `${continues ? '^' : ''}${text.replaceAll('\n', '⏎')}`);
        return `  ${place}: ${texts.join(' | ')}`.trimEnd();
      }),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** All texts of a paper, row by row. */
export function texts(paper: Paper | Unreadable): string[][] {
  if ('message' in paper) throw new Error(paper.message);
  return paper.parts.flatMap(({ rows }) => rows.map(({ cells }) => cells.map(({ text }) => text)));
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text in one of the older character sets, made by turning the decoder's table round. */
export function encoded(text: string, set: 'windows-1250' | 'windows-1251' | 'windows-1252'): Uint8Array {
  const table = new TextDecoder(set).decode(Uint8Array.from({ length: 256 }, (_, octet) => octet));
  return Uint8Array.from(text, (letter) => {
    const octet = table.indexOf(letter);
    if (octet < 0) throw new Error(`${letter} is not in ${set}.`);
    return octet;
  });
}

/** What a hostile archive says of a file instead of the truth. */
interface Lie {
  readonly size?: number;
}

/** A ZIP archive of these files. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>, lie: Lie = {}): Uint8Array {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const packed = zlib.deflateRawSync(bytes, { level: 9 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(zlib.crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(lie.size ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A document whose body is this WordprocessingML. */
export function docxOf(body: string, { links = {} }: { links?: Readonly<Record<string, string>> } = {}): Uint8Array {
  const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return zipOf({
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships>${Object.entries(links).map(
      ([id, address]) =>
        `<Relationship Id="${id}" Type="${relations}/hyperlink" Target="${address}" TargetMode="External"/>`,
    )}</Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${w}" xmlns:r="${relations}"><w:body>${body}</w:body></w:document>`,
  });
}

/** A workbook whose sheets are these; each is its name, its state, and SpreadsheetML. */
export function xlsxOf(
  sheets: readonly { readonly name: string; readonly state?: string; readonly xml: string; readonly links?: string }[],
  styles = '',
): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const list = sheets.map(
    ({ name, state = 'visible' }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="s${index}"/>`,
  );
  const files: Record<string, string> = {
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${relations}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="y" Type="${relations}/styles" Target="styles.xml"/>${sheets
      .map(
        (_, index) => `<Relationship Id="s${index}" Type="${relations}/worksheet" Target="worksheets/s${index}.xml"/>`,
      )
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}">${styles}</styleSheet>`,
  };
  for (const [index, { xml, links }] of sheets.entries()) {
    files[`xl/worksheets/s${index}.xml`] = `<worksheet xmlns="${main}" xmlns:r="${relations}">${xml}</worksheet>`;
    if (links)
      files[`xl/worksheets/_rels/s${index}.xml.rels`] =
        `<Relationships><Relationship Id="l" Type="${relations}/hyperlink" Target="${links}" TargetMode="External"/></Relationships>`;
  }
  return zipOf(files);
}

/** A PDF with one page for each of these streams of commands (Helvetica is F1). */
export function pdfOf(pages: readonly string[], { form = 'plain' }: { form?: 'plain' | 'packed' } = {}): Uint8Array {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ];
  for (const [index, commands] of pages.entries()) {
    const content = form === 'packed' ? zlib.deflateSync(commands) : Buffer.from(commands, 'latin1');
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + index * 2} 0 R>>`,
      `<</Length ${content.length}${form === 'packed' ? '/Filter/FlateDecode' : ''}>>stream\n${content.toString('latin1')}\nendstream`,
    );
  }
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = text.length;
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** Commands that write a text with its left end at a place, in points from the lower left corner. */
export function at(x: number, y: number, text: string): string {
  return `BT /F1 10 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET\n`;
}
