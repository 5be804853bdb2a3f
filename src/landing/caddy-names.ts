import type { Lead } from './server.ts';

export const caddyNamesFile = 'names.caddy';

/** Lines of maps by the first character of their names. */
type Shelf = Map<string, string[]>;

/** Maps that look for one part of the name that was asked for, with as many labels. */
interface Level {
  /** Of the placeholder that the maps fill. */
  readonly id: string;
  /** What it looks for, as a regular expression, if that begins with this character. */
  readonly part: (first: string) => string;
  readonly shelf: Shelf;
}

/**
 * Fills {blocked_page} with the page of the name in the path, for Caddy to import.
 * Caddy's `map` compares with line after line. So there is one for each number of labels, which looks for just as many of
 * them, counted from the end, and of these one for each first character, of which a name needs a single one.
 * In front of each name stands `/`, so that none is a word that means something to Caddy (`import`, `default`).
 */
export function caddyNames(leads: readonly Lead[]): string {
  const whole: Shelf = new Map();
  const ends = new Map<number, Shelf>();
  for (const { name, self, below } of leads) {
    const labels = name.split('.').length;
    const shelf: Shelf = ends.get(labels) ?? new Map();
    ends.set(labels, shelf);
    put(shelf, name, below);
    if (self !== below) put(whole, name, self);
  }
  const longestFirst = [...ends].toSorted(([a], [b]) => b - a);
  const levels: readonly Level[] = [
    { id: 'blocked_whole', part: (first) => `^/(${first}.*)$`, shelf: whole },
    ...longestFirst.map(([labels, shelf]) => ({ id: `blocked_${labels}`, part: endOf(labels), shelf })),
  ];
  return levels.map(maps).join('') + choice(levels);
}

function put(shelf: Shelf, name: string, page: string): void {
  const first = name.charAt(0);
  const lines = shelf.get(first) ?? [];
  if (lines.length === 0) shelf.set(first, lines);
  lines.push(`\t/${name} /${page}.html\n`);
}

/** So many labels at the end of the path. */
function endOf(labels: number): Level['part'] {
  return (first) => `(?:^/|\\.)(${first}[^.]*${'\\.[^.]+'.repeat(labels - 1)})$`;
}

function maps({ id, part, shelf }: Level): string {
  const made = [...shelf].map(([first, lines]) => {
    const matcher = `${id}_${first}`;
    return `@${matcher} path_regexp ${matcher} ${part(first)}\nmap @${matcher} /{re.${matcher}.1} {${id}} {\n${lines.join('')}}\n`;
  });
  return made.join('');
}

/** The first that was found: the others are of shorter names. */
function choice(levels: readonly Level[]): string {
  const found = levels.map(({ id }) => `{${id}}`).join('');
  return `map ${found} {blocked_page} {\n\t~^(/[^/]+) \${1}\n}\n`;
}
