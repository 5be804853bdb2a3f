import type { Code } from '../core/codes.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { personalAddress, personalData } from '../core/personal-data.ts';
import { placeAt, type SourceText } from '../core/source-text.ts';
import { charactersThatAreNotText, codePoint } from '../core/text.ts';
import type { Shape, ShapeEntry } from '../generated/shape.ts';
import { quoted } from './quote.ts';
import { valuePlace, type YamlDocument } from './yaml.ts';
import type { TextNode, YamlNode } from './yaml-tree.ts';

/** The characters of a file that are not text, with their places: the first hundred, and how many more. */
export function controlCharacters(source: SourceText): Diagnostic[] {
  if (!unusual.test(source.text)) return [];
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

// A first, quick look: all other characters are text.
const unusual = /[^\n\r\x20-\x7e\u00a0-\u061b]|\r(?!\n)/;

/** What YAML's rules or a later reader would make of a value, against what its writer meant. */
export function textTraps(document: YamlDocument, shape: Shape): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { root, offset } of document.parts) {
    eachText(root, document.value, (node, text) => {
      const entry = shape.get(node.spot.pattern);
      const written = { node, text, offset };
      const trap = ambiguous(document, written) ?? (entry?.text && freeTextTrap(document, written, entry.text));
      if (trap) found.push(trap);
      const hidden = escapedControl(document, written);
      if (hidden) found.push(hidden);
    });
  }
  return found;
}

/** A value that is a text, and what is written for it. */
interface Written {
  readonly node: TextNode;
  readonly text: string;
  /** Where the node's ranges count from. */
  readonly offset: number;
}

/** Goes through the texts of a value; what the schema made a number of is none. */
function eachText(node: YamlNode, value: unknown, visit: (node: TextNode, text: string) => void): void {
  if (node.kind === 'text') {
    if (typeof value === 'string') visit(node, value);
  } else if (node.kind === 'list') {
    if (Array.isArray(value)) node.items.forEach((item, index) => void eachText(item, value[index], visit));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of node.entries) eachText(child, (value as Record<string, unknown>)[name], visit);
  }
}

// What YAML 1.1 reads as null, a truth value or a number (yaml.org/type): 0123 is 83 there, 12:30 is 750, NO is false.
const otherThanText = new RegExp(
  [
    '~|null|Null|NULL',
    'y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF',
    '[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\\.[0-9_]*)?)([eE][-+]?[0-9]+)?',
    '[-+]?\\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)',
  ]
    .map((part) => `^(?:${part})$`)
    .join('|'),
);

function ambiguous(document: YamlDocument, { node: { plain, spot }, text }: Written): Diagnostic | undefined {
  if (!plain || text === '' || !otherThanText.test(text)) return undefined;
  return diagnostic('yaml/ambiguous', {
    message: `Without quotes, some programs do not read ${text} as the text "${text}".`,
    place: valuePlace(document, spot.pointer),
    help: `Put the value in quotes: "${text}"`,
  });
}

type TextKind = NonNullable<ShapeEntry['text']>;

function freeTextTrap(document: YamlDocument, { node, text, offset }: Written, kind: TextKind): Diagnostic | undefined {
  const { plain, range } = node;
  const { pointer } = node.spot;
  const at = (code: Code, message: string) => diagnostic(code, { message, place: valuePlace(document, pointer) });
  const rest = plain && range ? commentAt(document.source.text, offset + range[1]) : null;
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
  if (kind === 'line' && /[\r\n]/.test(text)) return at('text/line-break', 'This must be one line.');
  const personal = kind === 'url' ? personalAddress(text) : personalData(text);
  return personal.length === 0
    ? undefined
    : at('text/personal-data', `This holds what looks like ${personal.join(' and ')}.`);
}

function commentAt(text: string, offset: number): RegExpExecArray | null {
  const comment = /[ \t]+#[^\r\n]*/y;
  comment.lastIndex = offset;
  return comment.exec(text);
}

/** A control character that stands in the value only by an escape such as "\e". */
function escapedControl(document: YamlDocument, { node, text, offset }: Written): Diagnostic | undefined {
  if (node.quotes !== undefined) return undefined;
  const written = node.range ? document.source.text.slice(offset + node.range[0], offset + node.range[1]) : '';
  const hidden = [...charactersThatAreNotText(text)].find(({ char }) => !written.includes(char));
  return hidden
    ? diagnostic('text/control-character', {
        message: `The value holds the character ${codePoint(hidden.char)}, which is not text.`,
        place: valuePlace(document, node.spot.pointer),
      })
    : undefined;
}
