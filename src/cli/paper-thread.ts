import { parentPort, workerData } from 'node:worker_threads';
import type { PaperChoices } from '../import/paper.ts';
import { readPaper } from '../import/registry.ts';

/** What the thread is started with; it answers once, with what `readPaper` gives. */
export interface PaperWork {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly choices: PaperChoices;
}

const { bytes, fileName, choices }: PaperWork = workerData;
parentPort?.postMessage(await readPaper(bytes, fileName, { choices }));
