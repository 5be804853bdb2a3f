import { spawnSync } from 'node:child_process';
import type { Program } from './programs.ts';

/** The version that a program tells of itself, such as 9.18.49. */
export function versionOf({ path, libraryPath }: Program, option: '-V' | '--version'): string {
  const env = libraryPath === null ? process.env : { ...process.env, LD_LIBRARY_PATH: libraryPath };
  const { stdout, stderr } = spawnSync(path, [option], { encoding: 'utf8', env });
  const version = /(?:BIND|Version|version|Recursor) (\d+\.\d+(?:\.\d+)?)/.exec(`${stdout}${stderr}`)?.[1];
  if (version === undefined) throw new Error(`${path} ${option} tells no version: ${stdout}${stderr}`);
  return version;
}
