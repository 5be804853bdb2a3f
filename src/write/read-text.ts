import { type Document, isMap, type Node, parseDocument, visit, type YAMLMap } from 'yaml';

/** A record's text as a tree with the place of everything, and what it says: every scalar a text. */
export interface ReadText {
  readonly root: YAMLMap<Node, Node | null>;
  readonly value: Readonly<Record<string, unknown>>;
}

/** undefined where the text is not one group of keys, or where YAML has a way to say one thing in two places. */
export function readText(text: string): ReadText | undefined {
  const document = parseDocument(text, {
    schema: 'failsafe',
    version: '1.2',
    keepSourceTokens: true,
    prettyErrors: false,
    // Else it would keep a second document to itself.
    logLevel: 'error',
  });
  if (document.errors.length > 0 || document.warnings.length > 0 || !isMap(document.contents)) return undefined;
  if (hasAlias(document)) return undefined;
  return { root: document.contents as YAMLMap<Node, Node | null>, value: document.toJS() as ReadText['value'] };
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}
