import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Manifest } from '../generated/manifest.ts';
import { type IndexHead, type OpenIndex, openIndex } from './build-index.ts';
import { buildSummary } from './build-summary.ts';
import { pathKind, shownPath } from './disk.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type InputFiles, inputFiles } from './input-files.ts';
import type { Io } from './io.ts';
import { builds, currentSet, isOurs, ledgerName, manifestName, manifestSignature, sweep } from './sets.ts';
import { provenStamps, stampsOf } from './stamps.ts';
import { holdTheSame } from './watched.ts';

/**
 * A build with nothing to do: the same command line, the same inputs and outputs, and no order that began or ended since.
 * It says what the last one said. undefined where there may be something to do. Loads next to nothing of the program.
 */
export async function unchangedBuild(argv: readonly string[], io: Io): Promise<ExitCode | undefined> {
  const out = outOf(argv);
  const folder = resolve(io.cwd, out);
  const index = openIndex(join(folder, currentSet));
  if (!index) return undefined;
  const manifest = manifestInForce(index, { argv, out, folder }, io);
  return manifest && tellAgain(index.head, { manifest, label: shownPath(out, io.cwd) }, io);
}

function manifestInForce(index: OpenIndex, asked: Asked, io: Io): Manifest | undefined {
  try {
    const manifest = unchangedManifest(index, asked, io);
    if (manifest) sweep(asked.folder, io.now());
    return manifest;
  } catch {
    // Whatever is wrong, the whole build meets it as well and says what it is.
    return undefined;
  } finally {
    index.close();
  }
}

/** As commander reads it; a mistake only makes the index of another folder not fit. */
function outOf(argv: readonly string[]): string {
  const at = argv.lastIndexOf('--out');
  const joined = argv.findLast((word) => word.startsWith('--out='));
  return joined?.slice('--out='.length) ?? (at === -1 ? undefined : argv[at + 1]) ?? 'out';
}

interface Asked {
  readonly argv: readonly string[];
  readonly out: string;
  /** Where `out` leads. */
  readonly folder: string;
}

/** The manifest in force, if nothing has changed since it was written. */
function unchangedManifest(index: OpenIndex, { argv, out, folder }: Asked, io: Io): Manifest | undefined {
  const { head } = index;
  if (head.keyAsked !== io.keyFile) return undefined;
  if (head.key !== buildKey(io) || JSON.stringify(head.argv) !== JSON.stringify(argv) || !isStill(head, io.now())) {
    return undefined;
  }
  if (head.inputs.some(([input, kind]) => (pathKind(input, io.cwd) ?? null) !== kind)) return undefined;
  const text = readFileSync(join(folder, currentSet, manifestName));
  if (crc32(text) !== head.manifestCrc32) return undefined;
  const manifest = JSON.parse(text.toString('utf8')) as Manifest;
  const outputs = [...manifest.files.map(({ name }) => name), ...signatureOf(head)];
  if (![...outputs, manifestName, builds, currentSet].every((name) => isOurs(folder, name))) return undefined;
  const begun = io.now();
  const words = head.inputs.map(([input]) => input);
  const paths = watchedPaths({ ...head, files: inputFiles(words, io.cwd) }, { out, outputs: [...outputs, ledgerName] });
  const now = stampsOf(paths, io.cwd);
  if (now === index.stamps) return manifest;
  const digests = new Uint8Array(head.digests.size);
  if (!index.section(head.digests, digests) || !holdTheSame({ stamps: index.stamps, digests }, now, io.cwd)) {
    return undefined;
  }
  index.replaceStamps(provenStamps(now, begun));
  return manifest;
}

/** Every file that decides about a build, and every one that it wrote, in an order that the inputs fix. */
export function watchedPaths(
  { config, files, lists, keyFile }: Pick<IndexHead, 'config' | 'lists' | 'keyFile'> & { readonly files: InputFiles },
  { out, outputs }: { readonly out: string; readonly outputs: readonly string[] },
): readonly string[] {
  const written = outputs.map((name) => join(out, currentSet, name));
  return [config, ...files.records, ...files.texts, ...lists, ...written, ...(keyFile === undefined ? [] : [keyFile])];
}

/** The file that a build wrote beside those of its manifest, if it was signed. */
export function signatureOf({ keyFile }: Pick<IndexHead, 'keyFile'>): readonly string[] {
  return keyFile === undefined ? [] : [manifestSignature];
}

/** Whatever else decides what is made of an input: the program, and the rules of time zones and characters of this Node. */
export function buildKey(io: Io): string {
  const { tz = '', icu = '', unicode = '' } = process.versions;
  return [io.identity(), tz, icu, unicode].join(' ');
}

function isStill({ from, until }: IndexHead, now: number): boolean {
  return from === undefined || (from <= now && (until === undefined || now < until));
}

interface Telling {
  readonly manifest: Manifest;
  readonly label: string;
}

async function tellAgain({ said }: IndexHead, { manifest, label }: Telling, io: Io): Promise<ExitCode> {
  if (said.findings.length > 0) {
    const { showFindings } = await import('./findings.ts');
    showFindings(said.findings, { report: said.report, to: 'stderr' }, io);
  }
  if (said.json) io.stdout(`${JSON.stringify(manifest, null, 2)}\n`);
  const { records, foreign, validUntil, signedBy } = said;
  io.stderr(buildSummary({ records, foreign, manifest, changed: false, label, validUntil, signedBy }));
  return exitCodes.fine;
}
