/** Offsets in UTF-16 code units: the first, and the one behind the last. */
export type Range = readonly [start: number, end: number];

/** Where in the whole a node belongs. */
export interface Spot {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** The pointer with `*` for any number: the place in a schema. */
  readonly pattern: string;
  /** Where its key stands. */
  readonly key: Range | undefined;
  /** Whether it has a line of its own in a list: `- text`. */
  readonly item: boolean;
}

interface AnyNode {
  readonly spot: Spot;
  /** Where it stands; undefined where nothing is written. */
  readonly range: Range | undefined;
}

export interface TextNode extends AnyNode {
  readonly kind: 'text';
  readonly text: string;
  readonly plain: boolean;
  /** How many characters around the text are not part of it, if the text is what is written between them. */
  readonly quotes: 0 | 1 | undefined;
}

export interface ListNode extends AnyNode {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface GroupNode extends AnyNode {
  readonly kind: 'group';
  readonly entries: ReadonlyMap<string, YamlNode>;
}

/** What a YAML text says: every scalar a string (YAML 1.2 failsafe schema). It may serve several texts of one form. */
export type YamlNode = TextNode | ListNode | GroupNode;

/** Says how many characters around a text are not part of it, if it is what is written there. */
export function quotesOf(text: string, written: string): TextNode['quotes'] {
  if (text === written) return 0;
  return written.length === text.length + 2 && /^['"]/.test(written) && written.slice(1, -1) === text ? 1 : undefined;
}

/** The plain value of a node, as it stands in `source` from `offset` on. */
export function plainValue(node: YamlNode, source: string, offset: number): unknown {
  switch (node.kind) {
    case 'text':
      return textOf(node, source, offset);
    case 'list':
      return node.items.map((item) => plainValue(item, source, offset));
    case 'group': {
      const value: Record<string, unknown> = {};
      for (const [name, child] of node.entries) setOwn(value, name, plainValue(child, source, offset));
      return value;
    }
  }
}

function textOf({ text, quotes, range }: TextNode, source: string, offset: number): string {
  if (quotes === undefined || range === undefined) return text;
  return source.slice(offset + range[0] + quotes, offset + range[1] - quotes);
}

/** So that a key named __proto__ is data and nothing more. */
export function setOwn(value: Record<string, unknown>, name: string, child: unknown): void {
  if (name !== '__proto__') value[name] = child;
  else Object.defineProperty(value, name, { value: child, enumerable: true, writable: true, configurable: true });
}

/** The node and all below it, each before those inside it. */
export function* nodesOf(node: YamlNode): Generator<YamlNode> {
  yield node;
  const children = node.kind === 'list' ? node.items : node.kind === 'group' ? node.entries.values() : [];
  for (const child of children) yield* nodesOf(child);
}

export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
