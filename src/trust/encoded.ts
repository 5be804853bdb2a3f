/** What stands before every first line: nothing vouches for what comes after it. */
export const untrusted = 'untrusted comment: ';

/** The octets that a text in base64 stands for, if it is written as RFC 4648 4 asks: no other text stands for the same ones. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** A key's id as minisign shows it. */
export function keyIdText(id: Uint8Array): string {
  return Buffer.from(id).reverse().toString('hex').toUpperCase();
}
