import crypto from 'node:crypto';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import zlib from 'node:zlib';
import { diagnostic } from '../core/diagnostic.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

/** What the disk gives back of a file. */
export interface Seen {
  /** In hexadecimal. */
  readonly sha256: string;
  readonly crc32: number;
}

/** Writes files through to the disk and reads them back. */
export interface SecondLook {
  readonly at: (path: string) => Promise<Seen>;
  readonly end: () => Promise<void>;
}

/** What the disk gives back of a file is not what was written. */
export function notAsWritten(name: string): CommandError {
  const { message, help } = diagnostic('build/read-back', { message: `${name} does not say what was to be written.` });
  return new CommandError(`${message} ${help}`, exitCodes.safetyStop);
}

export async function readBack(path: string): Promise<Seen> {
  return lookAt({ fs, crypto, zlib }, path);
}

/** Names from which on a second thread pays: it takes longer to start than fewer names take to read back. */
const many = 100_000;

/** With many names the second look goes on beside the writing of the next file. */
export function secondLook(names: number): SecondLook {
  return names < many ? { at: readBack, end: async () => {} } : besideWriting();
}

function besideWriting(): SecondLook {
  // The function itself is the other thread's program, so that both ways are one.
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
    const modules = { fs: require('node:fs'), crypto: require('node:crypto'), zlib: require('node:zlib') };
    const look = ${lookAt.toString()};
    parentPort.on('message', (path) =>
      look(modules, path).then(
        (seen) => parentPort.postMessage({ path, seen }),
        ({ message, code }) => parentPort.postMessage({ path, fault: { message, code } }),
      ),
    );`,
    { eval: true },
  );
  const waiting = new Map<string, { resolve: (seen: Seen) => void; reject: (error: unknown) => void }>();
  worker.on('message', ({ path, seen, fault }) => {
    if (seen) waiting.get(path)?.resolve(seen);
    // An error loses its code on the way from thread to thread, and with it what the user is told.
    else waiting.get(path)?.reject(Object.assign(new Error(fault.message), fault));
  });
  const giveUp = (error: unknown) => {
    for (const { reject } of waiting.values()) reject(error);
  };
  worker.on('error', giveUp);
  worker.on('exit', () => giveUp(new Error('The second thread ended before its work did.')));
  return {
    at: (path) =>
      new Promise((resolve, reject) => {
        waiting.set(path, { resolve, reject });
        worker.postMessage(path);
      }),
    end: async () => void (await worker.terminate()),
  };
}

interface Modules {
  readonly fs: typeof fs;
  readonly crypto: typeof crypto;
  readonly zlib: typeof zlib;
}

/**
 * Takes all that it uses as arguments, because it runs in another thread as well. The disk writes while the digest is
 * made. Piece by piece: outputs can be larger than memory should be.
 */
async function lookAt({ fs, crypto, zlib }: Modules, path: string): Promise<Seen> {
  const hash = crypto.createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 18);
  let crc32 = 0;
  const file = fs.openSync(path, 'r+');
  try {
    const synced = new Promise<void>((resolve, reject) =>
      fs.fsync(file, (error) => (error ? reject(error) : resolve())),
    );
    for (let size = fs.readSync(file, piece); size > 0; size = fs.readSync(file, piece)) {
      hash.update(piece.subarray(0, size));
      crc32 = zlib.crc32(piece.subarray(0, size), crc32);
    }
    await synced;
  } finally {
    fs.closeSync(file);
  }
  return { sha256: hash.digest('hex'), crc32 };
}
