import type { Status } from '../generated/status.ts';
import { filesBelow, pathKind, readBytes } from './disk.ts';

type KeptDraft = Status['drafts']['kept'][number];

/** Where orders lie whose recording was broken off. */
export const draftsFolder = '.blocklist/drafts';

/** What lies there; of a file that cannot be understood, its name alone. */
export function keptDrafts(cwd: string): KeptDraft[] {
  if (pathKind(draftsFolder, cwd) !== 'folder') return [];
  return filesBelow(draftsFolder, cwd, (name) => name.endsWith('.json')).map((file) => {
    const { title, saved } = contentOf(readBytes(file, cwd));
    return {
      file,
      ...(typeof title === 'string' && title.trim() !== '' && { title }),
      ...(typeof saved === 'string' && { saved }),
    };
  });
}

function contentOf(bytes: Uint8Array | undefined): { readonly title?: unknown; readonly saved?: unknown } {
  if (!bytes) return {};
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
