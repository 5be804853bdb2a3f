/** The words of a command line as a POSIX shell takes them, as far as our messages write them. */
export function shellWords(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|\\'|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"|\\'/g, (quoted, single, double) => single ?? double ?? quoted.slice(1)),
  );
}
