import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import type { Programs } from './programs.ts';
import { ensurePrograms } from './programs.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The name servers on this machine. */
    programs: Programs;
  }
}

/** vitest's global setup: gets the name servers once and tells every test file where they are. */
export function setup(project: TestProject): void {
  project.provide('programs', ensurePrograms());
}
