/**
 * What a paper holds, before anybody asks which of it are targets: rows of cells, each with its place. A list of lines,
 * or the text of a document, has rows of one cell.
 */
export interface Paper {
  readonly format: PaperFormatId;
  /** Sheets, tables, or stretches of text, in the paper's order. */
  readonly parts: readonly PaperPart[];
  /** What could be read in more than one way, with the reading that was taken. */
  readonly doubts: readonly Doubt[];
  /** What was left aside and why, in sentences: a hidden sheet, a page that is a picture. */
  readonly remarks: readonly string[];
}

export type PaperFormatId = 'txt' | 'csv' | 'tsv' | 'xlsx' | 'docx' | 'pdf' | 'json' | 'xml';

export interface PaperPart {
  /** For people: `sheet "Sites"`, `page 3`, `table 2`; empty where the paper has but one part. */
  readonly name: string;
  readonly kind: 'table' | 'text';
  readonly rows: readonly PaperRow[];
  /** The first row is known to name the columns, whatever its words look like: `decision.org` may be one. */
  readonly isHeaded?: true;
}

export interface PaperRow {
  /** For people, in the whole paper: `line 14`, `page 3, line 12`, `sheet "Sites", row 7`. */
  readonly place: string;
  readonly cells: readonly PaperCell[];
}

export interface PaperCell {
  readonly text: string;
  /** As far as it says more than the row's: `cell B7`, `column 2`; else the row's. */
  readonly place: string;
  /**
   * It is the next line of the cell above it, in the same column of the row before: a PDF breaks what is too long for
   * its column. Whether the two are one name or two is for a person to say. (In other papers a cell keeps its lines, with
   * LF between them.)
   */
  readonly continues?: true;
}

/** Something that a paper leaves open, put to the person as a question. */
export interface Doubt {
  readonly about: keyof PaperChoices;
  readonly question: string;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly example?: string }[];
  /** The reading that was taken, one of the choices. */
  readonly taken: string;
}

/** What a person has decided about a paper; what is undefined is found out. */
export interface PaperChoices {
  /** WHATWG name: utf-8, utf-16le, utf-16be, windows-1250, windows-1251, windows-1252. */
  readonly encoding?: string | undefined;
  /** One character. */
  readonly delimiter?: string | undefined;
  /** The parts to read, by name. */
  readonly parts?: readonly string[] | undefined;
  /** The column of the names, by its heading or its number from 1. */
  readonly column?: string | undefined;
  /** The column that says from when a name is listed. */
  readonly listedColumn?: string | undefined;
  /** The column that says when a name was taken off the list. */
  readonly deletedColumn?: string | undefined;
  readonly dateOrder?: DateOrder | undefined;
}

/** How a paper writes dates: 03.04.2026 is 3 April in `day-month-year`, 4 March in `month-day-year`. */
export type DateOrder = 'day-month-year' | 'month-day-year' | 'year-month-day' | 'year-day-month';

/** Why a paper cannot be read, with what to do next, in sentences for a person. */
export interface Unreadable {
  readonly message: string;
}

/** Bounds that keep a hostile or broken paper from taking the machine with it. */
export interface Caps {
  /** Octets of the file. */
  readonly size: number;
  /** Octets that a packed file may hold when unpacked. */
  readonly unpacked: number;
  /** Times its packed size that a packed file may hold. */
  readonly ratio: number;
  /** Rows of all parts together. */
  readonly rows: number;
}

/** One kind of paper that can be read. */
export interface PaperFormat {
  readonly id: PaperFormatId;
  /** For people. */
  readonly title: string;
  /** Endings of file names, without the dot. */
  readonly endings: readonly string[];
  /** Throws NotReadable with a sentence for a person where the paper cannot be read. */
  read(bytes: Uint8Array, reading: { readonly choices: PaperChoices; readonly caps: Caps }): Promise<Paper>;
}
