import type { SaxesTagNS } from 'saxes';
import { NotReadable } from './not-readable.ts';

/** What is told of an XML document while it is read from start to end. Names come without their prefix. */
export interface XmlHandlers {
  readonly open: (element: {
    readonly name: string;
    readonly attributes: XmlAttributes;
    readonly line: number;
  }) => void;
  readonly close: (name: string) => void;
  readonly text?: (text: string) => void;
}

export type XmlAttributes = ReadonlyMap<string, string>;

const deepest = 200;

/**
 * Reads XML 1.0. No entities but the five of the standard, no document type: with them a file of a kilobyte can ask for
 * a gigabyte, or for another file. Throws NotReadable.
 */
export async function readXml(text: string, handlers: XmlHandlers): Promise<void> {
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser({ xmlns: true, position: true });
  let depth = 0;
  let line = 1;
  parser.on('opentagstart', () => {
    line = parser.line;
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > deepest)
      throw new NotReadable(`The file has parts within parts, more than ${deepest} deep. ${another}`);
    handlers.open({ name: tag.local, attributes: attributesOf(tag), line });
  });
  parser.on('closetag', ({ local }) => {
    depth -= 1;
    handlers.close(local);
  });
  parser.on('doctype', () => {
    throw new NotReadable(
      'The file has a document type (<!DOCTYPE …>), which is not read, because it can make a small file a huge one. Ask the sender for the list as a CSV file or a plain text.',
    );
  });
  parser.on('error', () => {
    throw new NotReadable(
      `The file breaks the rules of XML in line ${parser.line}, so nothing was read from it. ${another}`,
    );
  });
  parser.on('text', (piece) => handlers.text?.(piece));
  parser.on('cdata', (piece) => handlers.text?.(piece));
  parser.write(text).close();
}

const another = 'Ask the sender for it once more, or for the list as a CSV file.';

function attributesOf(tag: SaxesTagNS): XmlAttributes {
  const attributes = new Map<string, string>();
  for (const { prefix, local, value } of Object.values(tag.attributes)) {
    // A name space is no content.
    if (prefix === 'xmlns' || (prefix === '' && local === 'xmlns')) continue;
    attributes.set(prefix && attributes.has(local) ? `${prefix}:${local}` : local, value);
  }
  return attributes;
}
