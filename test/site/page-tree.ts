import { type DefaultTreeAdapterTypes, html, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** What a browser makes of a page. */
export interface PageTree {
  /** Codes of the HTML standard for what is not well formed. */
  readonly faults: readonly string[];
  readonly elements: readonly Element[];
  /** All text, as a visitor sees it. */
  readonly text: string;
}

export function pageTree(page: string): PageTree {
  const faults: string[] = [];
  const document = parse(page, { onParseError: ({ code }) => faults.push(code) });
  const elements: Element[] = [];
  let text = '';
  const visit = (node: Node) => {
    if ('value' in node) text += node.value;
    if (!('childNodes' in node)) return;
    if ('tagName' in node && node.namespaceURI) elements.push(node);
    for (const child of node.childNodes) visit(child);
  };
  for (const child of document.childNodes) visit(child);
  return { faults, elements, text };
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

/** Elements of HTML with this name. */
export function all({ elements }: PageTree, tag: string): readonly Element[] {
  return elements.filter(({ tagName, namespaceURI }) => tagName === tag && namespaceURI === html.NS.HTML);
}
