/** The text of a file, or why it is none. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly byteOrderMark: boolean }
  | { readonly kind: 'foreign'; readonly encoding: string };

export const olderCharacterSet = 'an older character set, perhaps windows-1252';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads UTF-8 and nothing else: a guessed letter could be another name. */
export function decode(bytes: Uint8Array): Decoded {
  if (looksLikeUtf16(bytes)) return { kind: 'foreign', encoding: 'UTF-16' };
  try {
    const text = utf8.decode(bytes);
    const byteOrderMark = text.startsWith('\ufeff');
    return { kind: 'text', text: byteOrderMark ? text.slice(1) : text, byteOrderMark };
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'foreign', encoding: olderCharacterSet };
    throw error;
  }
}

// UTF-16 shows by its mark, or by a NUL beside the first character (YAML 1.2.2 section 5.2).
export function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const bare = bytes.length >= 2 && bytes.length % 2 === 0 && (first === 0) !== (second === 0);
  return marked || bare;
}
