import { resolve } from 'node:path';
import type { Manifest } from '../../generated/manifest.ts';
import { type BuildOptions, build } from '../build.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { previousManifest } from '../output-folder.ts';

export interface Anew {
  readonly config?: string;
  /** The output folder. */
  readonly out: string;
}

/** Builds everything in orders/ for now, in the formats and for the territory of the last build in the output folder. */
export function buildAnew({ config, out }: Anew, io: Io): Promise<ExitCode> {
  const last = previousManifest(resolve(io.cwd, out));
  const like = last === undefined || last === 'damaged' ? {} : asLast(last);
  const options = { ...like, out, report: 'text', ...(config !== undefined && { config }) };
  return build({ argv: commandOf(options), inputs: [], options }, io);
}

/** As if it had been typed: what a build prints to be run again is a build. */
function commandOf({ config, format, out, territory }: BuildOptions): readonly string[] {
  const said = { config, format: format?.join(), out: out === 'out' ? undefined : out, territory: territory?.join() };
  return [
    'build',
    ...Object.entries(said).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}`, value])),
  ];
}

function asLast({ files, territory }: Manifest): Pick<BuildOptions, 'format' | 'territory'> {
  const format = [...new Set(files.map((file) => file.format))];
  return { format, ...(territory && { territory }) };
}
