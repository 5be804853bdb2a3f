import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shelf } from '../names/index.ts';
import { attempt } from './disk.ts';
import { writeAll } from './durable.ts';

/** A shelf in a file that only this account can read, made when it is first used and gone with the program. */
export function temporaryShelf(): Shelf {
  let file: number | undefined;
  let end = 0;
  return {
    put: (octets) =>
      attempt(() => {
        file ??= openUnseen();
        writeAll(file, octets, end);
        end += octets.length;
        return end - octets.length;
      }, tmpdir()),
    take: (from, into) =>
      attempt(() => {
        if (file === undefined) throw new Error('Nothing was put on the shelf.');
        for (let at = 0; at < into.length; ) {
          const read = readSync(file, into, at, into.length - at, from + at);
          if (read === 0) throw new Error('The shelf was cut short.');
          at += read;
        }
      }, tmpdir()),
  };
}

/** Without a name in its folder, a file cannot be left behind. Windows keeps the name as long as the file is open. */
function openUnseen(): number {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-'));
  const file = openSync(join(folder, 'names'), 'wx+', 0o600);
  const forget = () => rmSync(folder, { recursive: true, force: true });
  if (process.platform !== 'win32') forget();
  else
    process.once('exit', () => {
      closeSync(file);
      forget();
    });
  return file;
}
