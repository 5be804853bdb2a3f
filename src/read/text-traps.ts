import { electronicFormatIBAN, isValidIBAN } from 'ibantools';
import type { Code } from '../core/codes.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { placeAt, type SourceText } from '../core/source-text.ts';
import { charactersThatAreNotText, codePoint } from '../core/text.ts';
import type { Shape, ShapeEntry } from '../generated/shape.ts';
import { quoted } from './quote.ts';
import { patternOf } from './schema.ts';
import { escapePointer, valuePlace, type YamlDocument } from './yaml.ts';

/** The characters of a file that are not text, with their places: the first hundred, and how many more. */
export function controlCharacters(source: SourceText): Diagnostic[] {
  const all = [...charactersThatAreNotText(source.text)];
  const found = all.slice(0, mostShown).map(({ char, index }) =>
    diagnostic('text/control-character', {
      message: `The character ${codePoint(char)} is not text.`,
      place: placeAt(source, index, index + 1),
    }),
  );
  const next = all[mostShown];
  if (next) {
    const message = `${all.length - mostShown} more characters from here on are not text.`;
    found.push(diagnostic('text/control-character', { message, place: placeAt(source, next.index, next.index + 1) }));
  }
  return found;
}

const mostShown = 100;

/** What YAML's rules or a later reader would make of a value, against what its writer meant. */
export function textTraps(document: YamlDocument, shape: Shape): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { pointer, text } of strings(document.value, '')) {
    const entry = shape.get(patternOf(pointer));
    const trap =
      ambiguous(document, pointer, text) ?? (entry?.text && freeTextTrap(document, { pointer, text, entry }));
    if (trap) found.push(trap);
    const hidden = escapedControl(document, pointer, text);
    if (hidden) found.push(hidden);
  }
  return found;
}

interface FreeText {
  readonly pointer: string;
  readonly text: string;
  readonly entry: ShapeEntry;
}

function* strings(value: unknown, pointer: string): Generator<{ pointer: string; text: string }> {
  if (typeof value === 'string') yield { pointer, text: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    yield* strings(child, `${pointer}/${escapePointer(key)}`);
  }
}

// What YAML 1.1 reads as null, a truth value or a number (yaml.org/type): 0123 is 83 there, 12:30 is 750, NO is false.
const otherThanText = new RegExp(
  [
    '~|null|Null|NULL',
    'y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF',
    '[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\\.[0-9_]*)?)([eE][-+]?[0-9]+)?',
    '[-+]?\\.[0-9_]+([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)',
  ]
    .map((part) => `^(?:${part})$`)
    .join('|'),
);

function ambiguous(document: YamlDocument, pointer: string, text: string): Diagnostic | undefined {
  if (!document.spans.get(pointer)?.plain || text === '' || !otherThanText.test(text)) return undefined;
  return diagnostic('yaml/ambiguous', {
    message: `Without quotes, some programs do not read ${text} as the text "${text}".`,
    place: valuePlace(document, pointer),
    help: `Put the value in quotes: "${text}"`,
  });
}

function freeTextTrap(document: YamlDocument, { pointer, text, entry }: FreeText): Diagnostic | undefined {
  const at = (code: Code, message: string) => diagnostic(code, { message, place: valuePlace(document, pointer) });
  const span = document.spans.get(pointer);
  const rest = span?.plain ? /^[ \t]+#[^\r\n]*/.exec(document.source.text.slice(span.value[1])) : null;
  if (rest) {
    return diagnostic('yaml/comment-in-text', {
      message: `Everything after # would be lost: only "${text}" would be kept.`,
      place: valuePlace(document, pointer),
      help: `Put the value in quotes: ${quoted(text + rest[0])}. If it is a comment, give it a line of its own.`,
    });
  }
  if (/^[ \t]*(::\w|\$(INCLUDE|GENERATE|ORIGIN|TTL)\b)|##\[/im.test(text)) {
    return at('text/command', 'A line of this text begins like a command to another program.');
  }
  if (entry.text === 'line' && /[\r\n]/.test(text)) return at('text/line-break', 'This must be one line.');
  const personal = entry.text === 'url' ? personalAddress(text) : personalData(text);
  return personal.length === 0
    ? undefined
    : at('text/personal-data', `This holds what looks like ${personal.join(' and ')}.`);
}

function personalData(text: string): readonly string[] {
  const accounts = [...text.matchAll(/\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{2,4}){3,8}\b/g)];
  const kinds: readonly (readonly [string, boolean])[] = [
    ['an e-mail address', /[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}/i.test(text)],
    ['a telephone number', /(?<![\w+])\+[1-9](?:[ ()./-]?\d){7,14}(?!\d)/.test(text)],
    ['a bank account number', accounts.some(([written]) => isValidIBAN(electronicFormatIBAN(written) ?? ''))],
  ];
  return kinds.filter(([, found]) => found).map(([kind]) => kind);
}

/** In a web address an @ may stand before an account's name; only what is before and after it makes a mailbox. */
function personalAddress(url: string): readonly string[] {
  return /[\w.+%-]@[\w-]+(\.[\w-]+)+/.test(url) ? ['an e-mail address'] : [];
}

/** A control character that stands in the value only by an escape such as "\e". */
function escapedControl(document: YamlDocument, pointer: string, text: string): Diagnostic | undefined {
  const span = document.spans.get(pointer);
  const written = span ? document.source.text.slice(...span.value) : '';
  const hidden = [...charactersThatAreNotText(text)].find(({ char }) => !written.includes(char));
  return hidden
    ? diagnostic('text/control-character', {
        message: `The value holds the character ${codePoint(hidden.char)}, which is not text.`,
        place: valuePlace(document, pointer),
      })
    : undefined;
}
