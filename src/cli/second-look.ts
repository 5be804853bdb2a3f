import crypto from 'node:crypto';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Writes files through to the disk and reads them back. */
export interface SecondLook {
  /** SHA-256 of what the disk gives back, in hexadecimal. */
  readonly at: (path: string) => Promise<string>;
  readonly end: () => Promise<void>;
}

export function readBack(path: string): string {
  return syncedDigest(fs, crypto, path);
}

/** Names from which on a second thread pays: it takes longer to start than fewer names take to read back. */
const many = 100_000;

/** With many names the second look goes on beside the writing of the next file. */
export function secondLook(names: number): SecondLook {
  return names < many ? { at: async (path) => readBack(path), end: async () => {} } : besideWriting();
}

function besideWriting(): SecondLook {
  // The function itself is the other thread's program, so that both ways are one.
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
    const look = ${syncedDigest.toString()};
    parentPort.on('message', (path) => {
      try {
        parentPort.postMessage({ path, digest: look(require('node:fs'), require('node:crypto'), path) });
      } catch (error) {
        parentPort.postMessage({ path, error });
      }
    });`,
    { eval: true },
  );
  const waiting = new Map<string, { resolve: (digest: string) => void; reject: (error: unknown) => void }>();
  worker.on('message', ({ path, digest, error }) => {
    const its = waiting.get(path);
    if (error) its?.reject(error);
    else its?.resolve(digest);
  });
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  return {
    at: (path) =>
      new Promise((resolve, reject) => {
        waiting.set(path, { resolve, reject });
        worker.postMessage(path);
      }),
    end: async () => void (await worker.terminate()),
  };
}

/** Takes all that it uses as arguments, because it runs in another thread as well. Outputs can be larger than memory. */
function syncedDigest(
  { openSync, fsyncSync, readSync, closeSync }: typeof fs,
  { createHash }: typeof crypto,
  path: string,
): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
    for (let size = readSync(file, piece); size > 0; size = readSync(file, piece)) hash.update(piece.subarray(0, size));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
