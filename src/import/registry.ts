import { defaultCaps } from './caps.ts';
import { csv, tsv } from './csv.ts';
import { decodeText } from './decode-text.ts';
import { delimiterOf } from './delimiter.ts';
import { docx } from './docx.ts';
import { json } from './json.ts';
import { NotReadable, tooLarge } from './not-readable.ts';
import type { Caps, Paper, PaperChoices, PaperFormat, PaperFormatId, Unreadable } from './paper.ts';
import { pdf } from './pdf.ts';
import { formatByContent } from './sniff.ts';
import { txt } from './txt.ts';
import { xlsx } from './xlsx.ts';
import { xml } from './xml.ts';

/** Every kind of paper that can be read, in the order that help shows them. */
export const formats: readonly PaperFormat[] = [pdf, xlsx, docx, csv, tsv, txt, json, xml];

/**
 * What a paper holds: by its content first, by the ending of its name second, because endings lie. `choices` says what a
 * person has decided (nothing: all is found out), `caps` how much is read at most.
 */
export async function readPaper(
  bytes: Uint8Array,
  fileName: string,
  { choices = {}, caps = defaultCaps }: { readonly choices?: PaperChoices; readonly caps?: Caps } = {},
): Promise<Paper | Unreadable> {
  try {
    if (bytes.length > caps.size)
      throw tooLarge(
        `The file has ${Math.ceil(bytes.length / 1024 / 1024)} MB; up to ${Math.floor(caps.size / 1024 / 1024)} MB are read.`,
      );
    const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
    const format = formatOf(bytes, { ending, choices });
    const paper = await format.read(bytes, { choices, caps });
    return withChosenParts(withEnding(paper, { format, ending }), choices);
  } catch (error) {
    if (error instanceof NotReadable) return { message: error.message };
    throw error;
  }
}

function formatOf(bytes: Uint8Array, { ending, choices }: { ending: string; choices: PaperChoices }): PaperFormat {
  const byEnding = formats.find(({ endings }) => endings.includes(ending));
  const content = formatByContent(bytes);
  const isText = byEnding === undefined || texts.includes(byEnding.id);
  if (content && !(isText && onlyLooksLike(bytes, content))) return byId(content);
  if (byEnding === csv || byEnding === tsv) return byEnding;
  // A file that ends like XML or JSON and does not begin like it breaks their rules, and its reader says so.
  if (byEnding === xml || byEnding === json) return byEnding;
  return isTable(bytes, choices) ? csv : txt;
}

/** A list such as `[1] example.com` or `<example.com>` is no register, though it begins like one. */
function onlyLooksLike(bytes: Uint8Array, format: PaperFormatId): boolean {
  if (format === 'xml') return !/^\s*<\?xml\s/.test(decodeText(bytes.subarray(0, 1024), {}).text);
  if (format !== 'json') return false;
  try {
    JSON.parse(decodeText(bytes, {}).text);
    return false;
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

/** A text whose lines are all divided alike: spreadsheets save tables with tabs as `.txt`. */
function isTable(bytes: Uint8Array, { encoding, delimiter }: PaperChoices): boolean {
  if (delimiter) return true;
  const { found } = delimiterOf(decodeText(bytes.subarray(0, 1 << 16), { chosen: encoding }).text);
  // Commas stand in any text.
  return found.character !== undefined && found.character !== ',' && found.share > 0.9;
}

function byId(id: PaperFormatId): PaperFormat {
  return formats.find((format) => format.id === id) ?? txt;
}

/** Formats whose files look alike to a person, so that another ending means nothing. */
const texts: readonly PaperFormatId[] = ['txt', 'csv', 'tsv'];

function withEnding(paper: Paper, { format, ending }: { format: PaperFormat; ending: string }): Paper {
  const said = formats.find(({ endings }) => endings.includes(ending));
  if (!said || said === format || (texts.includes(said.id) && texts.includes(format.id))) return paper;
  const remark = `The file’s name ends in .${ending}, but it is a ${format.title}, and was read as one.`;
  return { ...paper, remarks: [remark, ...paper.remarks] };
}

function withChosenParts(paper: Paper, { parts }: PaperChoices): Paper {
  if (!parts) return paper;
  const left = paper.parts.filter(({ name }) => !parts.includes(name)).map(({ name }) => name || 'the only part');
  const unknown = parts.filter((name) => !paper.parts.some((part) => part.name === name));
  if (unknown.length > 0)
    throw new NotReadable(
      `This paper has no part called ${unknown.join(', ')}. It has: ${paper.parts.map(({ name }) => name).join(', ')}.`,
    );
  const remarks = left.length > 0 ? [`Left aside, as you chose: ${left.join(', ')}.`] : [];
  return {
    ...paper,
    parts: paper.parts.filter(({ name }) => parts.includes(name)),
    remarks: [...paper.remarks, ...remarks],
  };
}
