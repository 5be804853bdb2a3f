import type { RowCount } from './caps.ts';
import { DocxTable } from './docx-table.ts';
import type { PaperPart, PaperRow } from './paper.ts';
import type { XmlAttributes, XmlHandlers } from './xml-events.ts';

interface Paragraph {
  text: string;
}

interface Link {
  readonly place: string;
  readonly shown: string;
  readonly address: string;
}

/** Text that is there and not meant to be read: deleted, moved away, the second form of a drawing, how a word is spoken. */
const skipped: ReadonlySet<string> = new Set([
  'del',
  'moveFrom',
  'Fallback',
  'rt',
  'delText',
  'instrText',
  'delInstrText',
]);
const changes: ReadonlySet<string> = new Set(['del', 'ins', 'moveFrom', 'moveTo']);
const signs: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['br', '\n'],
  ['cr', '\n'],
  ['noBreakHyphen', '-'],
  ['softHyphen', '\u00ad'],
  ['sym', '\ufffd'],
]);

/** Follows one stream of text in a document (the body, the footnotes): its paragraphs and tables in their order. */
export class DocxText implements XmlHandlers {
  readonly parts: PaperPart[] = [];
  readonly links: Link[] = [];
  hasTrackedChanges = false;
  hasHiddenText = false;
  hasTextBoxes = false;
  hasInsertedFiles = false;

  readonly #name: string;
  readonly #count: RowCount;
  readonly #addressOf: (id: string) => string | undefined;
  readonly #path: string[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables: DocxTable[] = [];
  readonly #openLinks: {
    readonly address: string | undefined;
    readonly paragraph: Paragraph;
    readonly from: number;
  }[] = [];
  #rows: PaperRow[] = [];
  #number = 0;
  #texts = 0;
  #tableNumber = 0;
  #skipping = 0;

  constructor(of: { name: string; count: RowCount; addressOf: (id: string) => string | undefined }) {
    this.#name = of.name;
    this.#count = of.count;
    this.#addressOf = of.addressOf;
  }

  open({ name, attributes }: { readonly name: string; readonly attributes: XmlAttributes }): void {
    // Inside the properties of a run or of a row, `del` says of what surrounds it that it is deleted.
    if (changes.has(name)) this.hasTrackedChanges = true;
    if (name === 'del' && this.#path.at(-1) === 'trPr') this.#tables.at(-1)?.dropRow();
    this.#path.push(name);
    if (skipped.has(name)) this.#skipping += 1;
    if (this.#skipping > 0) return;
    if (name === 'vanish' && attributes.get('val') !== '0' && attributes.get('val') !== 'false')
      this.hasHiddenText = true;
    if (name === 'txbxContent') this.hasTextBoxes = true;
    if (name === 'altChunk') this.hasInsertedFiles = true;
    if (name === 'tbl') this.#openTable();
    else if (name === 'p') this.#paragraphs.push({ text: '' });
    else if (name === 'hyperlink') this.#openLink(attributes.get('id'));
    // A tab stop in the properties of a paragraph is no tab.
    else if (this.#path.at(-2) === 'r') this.#say(signs.get(name) ?? '');
    this.#tables.at(-1)?.open(name, attributes);
  }

  text(piece: string): void {
    if (this.#skipping === 0 && this.#path.at(-1) === 't') this.#say(piece);
  }

  close(name: string): void {
    this.#path.pop();
    if (skipped.has(name)) this.#skipping -= 1;
    if (this.#skipping > 0 || skipped.has(name)) return;
    if (name === 'p') this.#closeParagraph();
    if (name === 'hyperlink') this.#closeLink();
    if (name === 'tbl') this.#closeTable();
  }

  /** Closes the last stretch of text. */
  end(): void {
    this.#closeText();
  }

  #say(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.text += text;
  }

  #closeParagraph(): void {
    const text = this.#paragraphs.pop()?.text ?? '';
    if (text.trim() === '') return;
    const table = this.#tables.at(-1);
    if (table) {
      table.say(text);
      return;
    }
    this.#number += 1;
    const lines = text.split('\n');
    for (const [index, line] of lines.entries()) {
      const place = this.#place(`paragraph ${this.#number}${lines.length > 1 ? `, line ${index + 1}` : ''}`);
      if (line.trim() !== '') this.#rows.push(this.#count.counted({ place, cells: cellsOf(line, place) }));
    }
  }

  #openTable(): void {
    if (this.#tables.length === 0) this.#closeText();
    this.#tables.push(new DocxTable());
  }

  /** A table within a cell of another one is lines of that cell. */
  #closeTable(): void {
    const table = this.#tables.pop();
    const outer = this.#tables.at(-1);
    if (!table) return;
    if (outer) {
      for (const cells of table.texts()) {
        const line = cells.filter((text) => text !== '').join('\t');
        if (line !== '') outer.say(line);
      }
      return;
    }
    this.#tableNumber += 1;
    const name = this.#place(`table ${this.#tableNumber}`);
    const rows = table.rows(name).map((row) => this.#count.counted(row));
    if (rows.length > 0) this.parts.push({ name, kind: 'table', rows });
  }

  #closeText(): void {
    if (this.#rows.length === 0) return;
    this.#texts += 1;
    this.parts.push({ name: this.#place(`text ${this.#texts}`), kind: 'text', rows: this.#rows });
    this.#rows = [];
  }

  #openLink(id: string | undefined): void {
    const paragraph = this.#paragraphs.at(-1) ?? { text: '' };
    const address = id === undefined ? undefined : this.#addressOf(id);
    this.#openLinks.push({ address, paragraph, from: paragraph.text.length });
  }

  #closeLink(): void {
    const { address, paragraph, from } = this.#openLinks.pop() ?? {};
    const shown = paragraph?.text.slice(from) ?? '';
    const table = this.#tableNumber + 1;
    const place = this.#tables.length > 0 ? `table ${table}` : `paragraph ${this.#number + 1}`;
    if (address && shown.trim() !== '') this.links.push({ place: capital(this.#place(place)), shown, address });
  }

  #place(within: string): string {
    return this.#name === '' ? within : `${this.#name}, ${within}`;
  }
}

/** What tabs divide stands in columns, as far as a reader sees. */
function cellsOf(line: string, place: string): PaperRow['cells'] {
  const texts = line
    .split('\t')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  return texts.map((text, index) => ({ text, place: texts.length > 1 ? `column ${index + 1}` : place }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
