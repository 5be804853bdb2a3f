import { createRequire } from 'node:module';

// From dist/cli as from src/cli, the package's own file is two folders up.
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

export const programVersion: string = version;
