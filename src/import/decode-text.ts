import { counted } from '../core/text.ts';
import { plausibility, type Region, regionNames } from './alphabets.ts';
import { NotReadable } from './not-readable.ts';
import type { Doubt } from './paper.ts';

/** A paper's text, and how sure we are of its letters. */
export interface DecodedText {
  /** Without a byte order mark, lines end with LF. */
  readonly text: string;
  readonly encoding: string;
  readonly doubts: readonly Doubt[];
  readonly remarks: readonly string[];
}

const labels: Readonly<Record<string, string>> = {
  'utf-8': 'Unicode (UTF-8)',
  'utf-16le': 'Unicode (UTF-16, little end first)',
  'utf-16be': 'Unicode (UTF-16, big end first)',
  'windows-1250': 'Central European (windows-1250): Czech, Polish, Hungarian, Croatian …',
  'windows-1251': 'Cyrillic (windows-1251): Russian, Ukrainian, Bulgarian, Serbian …',
  'windows-1252': 'Western European (windows-1252): English, French, Italian, Spanish, German …',
};

/** What is looked at to tell one character set from another; a text does not change its set later on. */
const looked = 1 << 20;

/**
 * Reads the octets of a text. The set that was chosen wins, then a byte order mark, then what the file says of itself,
 * then what its octets can be. Throws NotReadable where they are no text.
 */
export function decodeText(
  bytes: Uint8Array,
  set: { chosen?: string | undefined; declared?: string | undefined },
): DecodedText {
  if (set.chosen) return decodedAs(bytes, set.chosen.toLowerCase());
  const marked = byMark(bytes) ?? byZeros(bytes);
  if (marked) return decodedAs(bytes, marked);
  if (bytes.includes(0))
    throw new NotReadable(
      'The file is no text, and of no kind that is known here. Save it as a CSV file or a plain text.',
    );
  if (set.declared && isSet(set.declared) && strictly(bytes, set.declared) !== undefined)
    return decodedAs(bytes, set.declared);
  const text = strictly(bytes, 'utf-8');
  return text === undefined ? guessed(bytes) : { text: lines(text), encoding: 'utf-8', doubts: [], remarks: [] };
}

/** The character sets that a file with older letters could be in, the most plausible first. */
function guessed(bytes: Uint8Array): DecodedText {
  const sample = bytes.subarray(0, looked);
  const readings = plausibleReadings(bytes.length > looked && isAscii(sample) ? bytes : sample);
  const taken = readings[0] ?? 'windows-1252';
  const { text, remarks } = decodedAs(bytes, taken);
  const doubt = doubtBetween(bytes, readings);
  return { text, encoding: taken, doubts: doubt ? [doubt] : [], remarks };
}

function plausibleReadings(bytes: Uint8Array): readonly string[] {
  const unicode = nearlyUnicode(bytes) ? ['utf-8'] : [];
  const regions = regionNames
    .map((set) => ({ set, share: plausibility(decoded(bytes, set), set).share }))
    .sort((one, other) => other.share - one.share);
  const best = regions[0]?.share ?? 0;
  // Where even the best reading is poor, none of them is out of the question.
  const margin = best < 0.8 ? 1 : 0.15;
  return [...unicode, ...regions.filter(({ share }) => share >= best - margin).map(({ set }) => set as Region)];
}

/** Text in UTF-8 with a few broken places, such as a line pasted from elsewhere or a cut in the middle of a letter. */
function nearlyUnicode(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  const broken = text.match(/\ufffd+/g)?.length ?? 0;
  const whole = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return whole > 4 * broken;
}

function doubtBetween(bytes: Uint8Array, sets: readonly string[]): Doubt | undefined {
  const texts = sets.map((set) => lines(decoded(bytes, set)));
  const [first = '', ...others] = texts;
  const at = Math.min(...others.map((other) => firstDifference(first, other)));
  const taken = sets[0];
  if (!Number.isFinite(at) || taken === undefined) return undefined;
  // Each of these sets has one character an octet but for UTF-8, so only the number of the line is the same in all.
  const number = first.slice(0, at).split('\n').length - 1;
  return {
    about: 'encoding',
    question: 'The file does not say how its letters are written. Which of these lines reads right?',
    choices: sets.map((set, index) => ({
      value: set,
      label: labels[set] ?? set,
      example: around(texts[index]?.split('\n', number + 1)[number] ?? ''),
    })),
    taken,
  };
}

function firstDifference(one: string, other: string): number {
  if (one === other) return Number.POSITIVE_INFINITY;
  let at = 0;
  while (one[at] === other[at]) at++;
  return at;
}

/** A line, cut so that its first letter outside ASCII shows. */
function around(line: string): string {
  const at = Math.max(0, line.search(/\P{ASCII}/u) - 40);
  return line.slice(at, at + 100).trim();
}

function decodedAs(bytes: Uint8Array, encoding: string): DecodedText {
  if (!isSet(encoding))
    throw new NotReadable(
      `“${encoding}” is no character set that is known here. Known are: ${Object.keys(labels).join(', ')}.`,
    );
  const text = decoded(bytes, encoding);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const remarks = broken
    ? [
        `${counted(broken, 'character')} could not be read as ${labels[encoding] ?? encoding}; they show as � in the lines.`,
      ]
    : [];
  return { text: lines(text), encoding, doubts: [], remarks };
}

/** What Node 20 makes of these octets in windows-1252 is ISO 8859-1 (nodejs/node#56542); what they are by the standard. */
const upper1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decoded(bytes: Uint8Array, set: string, options: { readonly fatal?: true } = {}): string {
  const decoder = new TextDecoder(set, options);
  const text = decoder.decode(bytes);
  if (decoder.encoding !== 'windows-1252') return text;
  return text.replace(/[\x80-\x9f]/g, (char) => upper1252[char.charCodeAt(0) - 0x80] ?? char);
}

function isSet(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false;
  }
}

function strictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return decoded(bytes, encoding, { fatal: true });
  } catch {
    return undefined;
  }
}

function lines(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((octet) => octet < 0x80);
}

function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** UTF-16 without a mark: the letters, points and line ends of names have a zero on one side, and always the same. */
function byZeros(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [at, octet] of sample.entries()) if (octet === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (bytes.length % 2 === 1 || even + odd < sample.length / 20) return undefined;
  const encoding = odd > 10 * even ? 'utf-16le' : even > 10 * odd ? 'utf-16be' : undefined;
  return encoding && strictly(bytes, encoding) === undefined ? undefined : encoding;
}
