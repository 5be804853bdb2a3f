import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { byText } from '../../core/diagnostic.ts';
import { harmless } from '../../core/text.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { attempt } from '../disk.ts';
import { fileDigest } from '../file-lines.ts';
import { builds, currentSet, isAsideLink, isLeftBeside, isOurs, isPlainName } from '../sets.ts';

/** What is wrong with a set of files, in words for whoever is to load it. */
export interface SetProblem {
  readonly code: SetProblemCode;
  readonly file?: string;
  readonly says: string;
}

export type SetProblemCode =
  | 'missing'
  | 'extra'
  | 'changed'
  | 'unsigned'
  | 'signature'
  | 'other-key'
  | 'manifest'
  | 'expired'
  | 'early'
  | 'older'
  | 'other-series';

/** The files of a set against what its manifest says of them. */
export function fileProblems(set: string, { files }: Manifest): readonly SetProblem[] {
  return files.flatMap(({ name, bytes, sha256 }): SetProblem[] => {
    const shown = harmless(name);
    if (!isPlainName(name)) {
      return [{ code: 'manifest', file: name, says: `It names a file ${shown}, as no build does.` }];
    }
    const path = join(set, name);
    const found = attempt(() => lstatSync(path, { throwIfNoEntry: false }), shown);
    if (!found) return [{ code: 'missing', file: name, says: `${shown} was signed and is not there.` }];
    // What a link leads to can be changed by whoever owns that place.
    const isSame = found.isFile() && found.size === bytes && attempt(() => fileDigest(path), shown) === sha256;
    if (isSame) return [];
    return [
      { code: 'changed', file: name, says: `${shown} is not what was signed: it was changed, or is of another build.` },
    ];
  });
}

/**
 * What lies in the folder of a set and was not signed. What a build itself leaves beside its files does not count: its
 * memory and the zones before this one. Their names begin with a dot, so that no program that reads a whole folder, or
 * files by a pattern, takes them up.
 */
export function extraInSet(set: string, signed: ReadonlySet<string>): readonly SetProblem[] {
  return attempt(() => readdirSync(set), harmless(set))
    .toSorted(byText)
    .filter((name) => !signed.has(name) && !(isLeftBeside(name) && lstatSync(join(set, name)).isFile()))
    .filter((name) => name !== builds || !isOurs(set, name))
    .map(extra);
}

/** The links of an output folder: to each signed file through the one link, and nothing else. */
export function linkProblems(out: string, signed: ReadonlySet<string>): readonly SetProblem[] {
  const names = attempt(() => readdirSync(out), harmless(out)).toSorted(byText);
  const isFine = (name: string) =>
    signed.has(name) || name === builds || name === currentSet ? isOurs(out, name) : isAsideLink(out, name);
  const missing = [...signed].filter((name) => !names.includes(name));
  return [
    ...missing.map((name): SetProblem => {
      return { code: 'missing', file: name, says: `${harmless(name)} was signed and is not there.` };
    }),
    ...names.filter((name) => !isFine(name)).map(extra),
  ];
}

function extra(name: string): SetProblem {
  return { code: 'extra', file: name, says: `${harmless(name)} was not signed: this build did not write it.` };
}
