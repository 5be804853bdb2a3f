import { resolve } from 'node:path';
import type { Manifest } from '../../generated/manifest.ts';
import { type BuildOptions, build } from '../build.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { previousManifest } from '../output-folder.ts';
import type { AcceptOptions } from '../safety/accepting.ts';

export interface Anew extends AcceptOptions {
  /** The command line, without the program's name. */
  readonly argv: readonly string[];
  readonly config?: string;
  /** The output folder. */
  readonly out: string;
}

/** Builds everything in orders/ for now, in the formats and for the territory of the last build in the output folder. */
export function buildAnew({ argv, accept, because, config, out }: Anew, io: Io): Promise<ExitCode> {
  const last = previousManifest(resolve(io.cwd, out));
  const like = last === undefined || last === 'damaged' ? {} : asLast(last);
  const options = {
    ...like,
    out,
    report: 'text',
    ...(config !== undefined && { config }),
    // What stops nothing here may stop the publication.
    ...(accept && { accept, heard: accept }),
    ...(because !== undefined && { because }),
  };
  return build({ argv, inputs: [], options }, io);
}

function asLast({ files, territory }: Manifest): Pick<BuildOptions, 'format' | 'territory'> {
  const format = [...new Set(files.map((file) => file.format))];
  return { format, ...(territory && { territory }) };
}
