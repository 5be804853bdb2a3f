import zlib from 'node:zlib';
import { damaged, NotReadable, tooLarge } from './not-readable.ts';
import type { Caps } from './paper.ts';

/** The files in a ZIP archive (PKWARE APPNOTE 6.3), unpacked one by one as they are asked for. */
export interface Zip {
  readonly names: readonly string[];
  /** Undefined where there is no such file; throws NotReadable where it cannot be unpacked or is too large. */
  readonly file: (name: string) => Uint8Array | undefined;
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/** Below this, even a very dense file is harmless: a table of equal rows packs better than any bound that stops a bomb. */
const denseIsHarmless = 20 * 1024 * 1024;

/** What a file says of itself is checked first, and what comes out of it is counted again while it is unpacked. */
export function openZip(bytes: Uint8Array, caps: Caps): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = inBounds(() => directory(view));
  const said = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  const cap = said > denseIsHarmless ? Math.min(caps.unpacked, bytes.length * caps.ratio) : caps.unpacked;
  if (said > cap) throw bomb(said);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  // Two files of one name: programs differ in which of them they show, so none can be trusted.
  if (byName.size < entries.length) throw damaged('file');
  let left = cap;
  return {
    names: [...byName.keys()],
    file: (name) => {
      const entry = byName.get(name);
      if (!entry) return undefined;
      const content = inBounds(() => unpack(view, { entry, cap: left }));
      left -= content.length;
      return content;
    },
  };
}

function bomb(size: number): NotReadable {
  return tooLarge(`The file is packed, and unpacked it would be ${Math.ceil(size / 1024 / 1024)} MB or more.`);
}

/** Reading beyond the end is what a file that was cut off makes us do. */
function inBounds<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw damaged('file');
    throw error;
  }
}

function directory(view: DataView): Entry[] {
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff)
    throw new NotReadable(
      'The file is packed in a way that is kept for very large files. Open it and save it again under a new name.',
    );
  const entries: Entry[] = [];
  for (let number = 0; number < count; number++) {
    if (view.getUint32(at, true) !== entrySignature) throw damaged('file');
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    entries.push(entryAt(view, { at, name, extra }));
    at += 46 + name + extra + comment;
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === endSignature) return at;
  throw damaged('file');
}

function entryAt(view: DataView, { at, name, extra }: { at: number; name: number; extra: number }): Entry {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 46, name);
  const sizes = { unpacked: view.getUint32(at + 24, true), packed: view.getUint32(at + 20, true) };
  const offset = view.getUint32(at + 42, true);
  return {
    name: new TextDecoder().decode(bytes),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    ...longSizes(view, { at: at + 46 + name, size: extra, sizes: { ...sizes, offset } }),
  };
}

type Sizes = Pick<Entry, 'unpacked' | 'packed' | 'offset'>;

/** Some programs write every size with 8 octets, in a field of its own (APPNOTE 4.5.3), however small it is. */
function longSizes(view: DataView, { at, size, sizes }: { at: number; size: number; sizes: Sizes }): Sizes {
  const end = at + size;
  for (let field = at; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    const long = (value: number) => {
      if (value !== 0xffffffff) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    };
    return { unpacked: long(sizes.unpacked), packed: long(sizes.packed), offset: long(sizes.offset) };
  }
  return sizes;
}

function unpack(view: DataView, { entry, cap }: { entry: Entry; cap: number }): Uint8Array {
  if (entry.flags & 1)
    throw new NotReadable(
      'The file is locked with a password. Open it, save it without a password, and use that file.',
    );
  if (entry.unpacked > cap) throw bomb(entry.unpacked);
  if (view.getUint32(entry.offset, true) !== localSignature) throw damaged('file');
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = new Uint8Array(view.buffer, view.byteOffset + start, entry.packed);
  if (start + entry.packed > view.byteLength) throw damaged('file');
  const content = entry.method === 0 ? packed : inflate(packed, { entry, cap });
  if (content.length !== entry.unpacked || zlib.crc32(content) !== entry.crc) throw damaged('file');
  return content;
}

function inflate(packed: Uint8Array, { entry, cap }: { entry: Entry; cap: number }): Uint8Array {
  if (entry.method !== 8) throw damaged('file');
  try {
    // One octet more than it says it has is enough to see that it lies.
    return zlib.inflateRawSync(packed, { maxOutputLength: Math.min(cap, entry.unpacked) + 1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('The file is packed, and what is in it is larger than it says.');
    throw damaged('file');
  }
}
