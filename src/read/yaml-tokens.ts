import type { CST } from 'yaml';
import type { Code } from '../core/codes.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { placeAt, type SourceText } from '../core/source-text.ts';
import { quoted } from './quote.ts';
import { faultOf } from './yaml-faults.ts';

const deepest = 20;
const collections: ReadonlySet<string> = new Set(['block-map', 'block-seq', 'flow-collection']);

/** A node of the library's concrete syntax tree, as far as this file looks at it. */
interface AnyToken {
  readonly type?: string;
  readonly offset?: number;
  readonly source?: string;
}

const refused: Readonly<Record<string, { readonly code: Code; readonly says: string }>> = {
  directive: { code: 'yaml/directive', says: 'changes how the file is read' },
  anchor: { code: 'yaml/anchor', says: 'would be taken away: an & at the start of a value is a mark for programs' },
  alias: {
    code: 'yaml/alias',
    says: 'would not be read as text: a star at the start of a value points to another place of the file',
  },
  tag: { code: 'yaml/tag', says: 'would be taken away: an ! at the start of a value is a mark for programs' },
};

/**
 * The parts of YAML that a record never needs and that change what a reader sees: directives, anchors, aliases and tags;
 * and quotation marks that are open at the end of the text, which the library takes for closed where an escaped one is last.
 * Walks without recursion, because a hostile file is nested as deep as it is long.
 */
export function forbiddenTokens(
  source: SourceText,
  tokens: readonly CST.Token[],
): { diagnostics: Diagnostic[]; tooDeep: boolean } {
  const diagnostics: Diagnostic[] = [];
  const open: { value: unknown; depth: number }[] = tokens.map((value) => ({ value, depth: 0 }));
  while (open.length > 0) {
    const { value, depth } = open.pop() ?? { value: undefined, depth: 0 };
    if (typeof value !== 'object' || value === null) continue;
    const token = value as AnyToken;
    const collection = collections.has(token.type ?? '');
    if (collection && depth >= deepest) return { diagnostics: [...diagnostics, tooDeep(source, token)], tooDeep: true };
    const found = finding(source, token);
    if (found) diagnostics.push(found);
    const below = depth + (collection ? 1 : 0);
    for (const child of Object.values(value)) {
      if (typeof child === 'object') open.push({ value: child, depth: below });
    }
  }
  return { diagnostics, tooDeep: false };
}

function finding(source: SourceText, token: AnyToken): Diagnostic | undefined {
  if (isLeftOpen(token)) return leftOpen(source, token);
  const rule = refused[token.type ?? ''];
  const written = token.source;
  if (!rule || written === undefined || token.offset === undefined) return undefined;
  const place = placeAt(source, token.offset, token.offset + written.length);
  // An alias is all there is of the value; an anchor or a tag stands before the rest of it.
  const value = token.type === 'alias' ? written : place.text.slice(place.column - 1).trim();
  return diagnostic(rule.code, {
    message: `${written} ${rule.says}.`,
    place,
    ...(rule.code !== 'yaml/directive' && { help: `Put the value in quotes: ${quoted(value)}` }),
  });
}

/** Whether a text in quotes ends with a quotation mark that belongs to it: `"a\\"`, `'a''` (YAML 1.2.2 sections 7.3.1, 7.3.2). */
function isLeftOpen({ type, source = '' }: AnyToken): boolean {
  if (type === 'double-quoted-scalar') return (/\\*(?="$)/.exec(source.slice(1))?.[0].length ?? 0) % 2 === 1;
  if (type !== 'single-quoted-scalar' || !source.endsWith("''")) return false;
  return (/'*$/.exec(source.slice(1))?.[0].length ?? 0) % 2 === 0;
}

function leftOpen(source: SourceText, { offset = 0 }: AnyToken): Diagnostic {
  const place = placeAt(source, offset, source.text.length);
  return diagnostic('yaml/syntax', {
    ...faultOf({ line: place.text, code: 'MISSING_CHAR', says: 'Missing closing quote' }),
    place,
  });
}

function tooDeep(source: SourceText, token: AnyToken): Diagnostic {
  const start = token.offset ?? (token as { start?: { offset: number } }).start?.offset ?? 0;
  return diagnostic('yaml/too-deep', {
    message: `More than ${deepest} levels inside one another.`,
    place: placeAt(source, start, start + 1),
  });
}
