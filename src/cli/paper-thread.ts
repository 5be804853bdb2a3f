import { parentPort, workerData } from 'node:worker_threads';
import type { PaperChoices } from '../import/paper.ts';
import { readPaper } from '../import/registry.ts';

/** What the thread is started with; it answers once, with what `readPaper` gives. */
export interface PaperWork {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly choices: PaperChoices;
}

// For a damaged PDF, pdf.js leaves promises behind that nobody waits for. What it answers to us is looked at where we ask.
process.on('unhandledRejection', () => {});

const { bytes, fileName, choices }: PaperWork = workerData;
parentPort?.postMessage(await readPaper(bytes, fileName, { choices }));
