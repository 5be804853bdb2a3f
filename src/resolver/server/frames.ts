/** A message as it goes by TCP: its length goes before it (RFC 1035 4.2.2). */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** Puts the messages of a TCP connection together, in whatever pieces they come. Never holds more than one and a piece. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that are whole with this piece. */
  add(piece: Buffer): readonly Buffer[] {
    const all = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const messages: Buffer[] = [];
    let at = 0;
    while (at + 2 <= all.length && at + 2 + all.readUInt16BE(at) <= all.length) {
      const end = at + 2 + all.readUInt16BE(at);
      messages.push(all.subarray(at + 2, end));
      at = end;
    }
    this.#rest = all.subarray(at);
    return messages;
  }
}
