import { readFileSync } from 'node:fs';

/** What the program prints for `--help` and `--version`, by its arguments: made once, when the program is compiled. */
export type HelpPages = Readonly<Record<string, string>>;

const file = new URL('help.json', import.meta.url);

/** The page for these arguments; undefined where they ask for something else. Loads nothing of the program. */
export function helpPage(argv: readonly string[]): string | undefined {
  const asks = argv.length <= 2 && argv.some((word) => ['--help', '-h', '--version', '-V'].includes(word));
  if (!asks) return undefined;
  const pages: HelpPages = JSON.parse(readFileSync(file, 'utf8'));
  return Object.hasOwn(pages, argv.join(' ')) ? pages[argv.join(' ')] : undefined;
}
