import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Manifest } from '../generated/manifest.ts';
import type { NameTable } from '../names/index.ts';
import { IndexDraft, type IndexHead, type Said, type ShelvedStretch } from './build-index.ts';
import type { RecordLine } from './earlier.ts';
import type { Sources } from './input.ts';
import type { Io } from './io.ts';
import { manifestText } from './output-folder.ts';
import { currentSet, ledgerName, manifestSignature } from './sets.ts';
import { digestOfFile, digestSize, provenStamps, stampsOf } from './stamps.ts';
import { buildKey, signatureOf, watchedPaths } from './unchanged.ts';

export interface Finished {
  /** undefined where the command line can be said only once. */
  readonly argv: readonly string[] | undefined;
  readonly out: string;
  /** Milliseconds since 1970: before anything was read. */
  readonly begun: number;
  /** The moment that was compiled for, where the command line names none. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly sources: Sources;
  readonly manifest: Manifest;
  /** The file of the secret key that signed; undefined where none did. */
  readonly keyFile: string | undefined;
  readonly said: Said;
}

/** With fewer records, reading all of them takes no longer than finding out which have changed. */
const manyRecords = 100;

/** Rows that are read back at a time. */
const stretchRows = 1 << 15;

/**
 * Leaves the index beside the files of a build, in the folder of their set: by now another build may have put its own set in
 * use. Without an index the next build does all of its work: no reason to fail.
 */
export function saveIndex(finished: Finished, set: string, io: Io): void {
  try {
    const draft = new IndexDraft(set);
    try {
      writeIndex(draft, finished, io);
    } finally {
      draft.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function writeIndex(draft: IndexDraft, finished: Finished, io: Io): void {
  const { argv, out, begun, from, until, sources, manifest, keyFile, said } = finished;
  const { config, files } = sources;
  const { records } = sources.keeping;
  const lists = [...new Set(records.flatMap(({ order }) => order?.lists.map(({ path }) => path) ?? []))];
  // As they were found when they were read: what came since is new to the next build.
  const signed = { ...(keyFile !== undefined && { keyFile }) };
  const outputs = [...manifest.files.map(({ name }) => name), ...signatureOf(signed), ledgerName];
  const paths = watchedPaths({ config, files, lists, ...signed }, { out, outputs });
  const isWorth = records.length >= manyRecords;
  const head: IndexHead = {
    key: buildKey(io),
    ...(argv !== undefined && { argv }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    inputs: files.asked,
    config,
    ...signed,
    ...(io.keyFile !== undefined && { keyAsked: io.keyFile }),
    lists,
    manifestCrc32: crc32(manifestText(manifest)),
    said,
    digests: draft.add(digestsOf(paths, finished, io.cwd)),
    ...(isWorth && { records: draft.add(recordLines(sources)) }),
    tables: isWorth ? Array.from(sources.keeping.tables(), (table) => stretches(draft, table)).flat() : [],
  };
  draft.finish(head, provenStamps(stampsOf(paths, io.cwd), begun));
}

function digestsOf(paths: readonly string[], { sources, manifest, out, keyFile }: Finished, cwd: string): Uint8Array {
  const known = new Map(sources.digests);
  for (const { order } of sources.keeping.records)
    for (const { path, sha256 } of order?.lists ?? []) known.set(path, Buffer.from(sha256, 'hex'));
  for (const { name, sha256 } of manifest.files) known.set(join(out, currentSet, name), Buffer.from(sha256, 'hex'));
  const beside = [ledgerName, ...(keyFile === undefined ? [] : [manifestSignature])];
  for (const path of [
    ...beside.map((name) => join(out, currentSet, name)),
    ...(keyFile === undefined ? [] : [keyFile]),
  ])
    known.set(path, digestOfFile(path, cwd) ?? new Uint8Array());
  const all = new Uint8Array(paths.length * digestSize);
  for (const [line, path] of paths.entries()) all.set(known.get(path) ?? [], line * digestSize);
  return all;
}

function recordLines({ files, keeping }: Sources): Uint8Array {
  // Each by itself: all of them can be longer than a text may be.
  const lines = keeping.records.map((kept, index) => {
    const line: RecordLine = { file: files.records[index] as string, kept };
    return Buffer.from(`${JSON.stringify(line)}\n`);
  });
  return Buffer.concat(lines);
}

function stretches(draft: IndexDraft, table: NameTable): ShelvedStretch[] {
  const all: ShelvedStretch[] = [];
  for (let from = 0; from < table.size; from += stretchRows) {
    const { rows, base, cells, octets } = table.stretch(from, Math.min(table.size, from + stretchRows));
    all.push({ rows, base, cells: draft.add(cells), octets: draft.add(octets) });
  }
  return all;
}
