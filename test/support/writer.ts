import { changeFile, createTogether } from '../../src/cli/safe-file.ts';

// A program of its own that writes as commands do: `create NAME COUNT` or `append FILE WORD COUNT`.
const [what, name = '', ...rest] = process.argv.slice(2);
const count = Number(rest.at(-1));

for (let number = 0; number < count; number++) {
  if (what === 'create') {
    const [list, record] = [`orders/x/${name}-${number}.txt`, `orders/x/${name}-${number}.yaml`];
    const content = (path: string) => ({ path, bytes: Buffer.from(`${path}\n`.repeat(50)) });
    await createTogether([content(list), content(record)], process.cwd());
  } else {
    const line = `${rest[0]}-${number}\n`;
    await changeFile({ path: name, change: (bytes) => Buffer.concat([bytes, Buffer.from(line)]) }, process.cwd());
  }
}
