export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}
export function createTogether(_files: readonly NewFile[], _cwd: string): 'taken' | 'written' {
  return 'written';
}
