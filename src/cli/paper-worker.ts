import { defaultCaps } from '../import/caps.ts';
import type { Paper, PaperChoices, Unreadable } from '../import/paper.ts';
import { readPaper } from '../import/registry.ts';

export function readPaperFile(bytes: Uint8Array, name: string, choices: PaperChoices): Promise<Paper | Unreadable> {
  return readPaper(bytes, name, { choices, caps: defaultCaps });
}
