import { changeFile, createAndChange, createTogether } from '../../src/cli/safe-file.ts';

// A program of its own that writes as commands do: `create NAME COUNT`, `append FILE WORD COUNT`, or
// `amend FILE WORD COUNT`, which makes a list for each line that it appends.
const [what, name = '', ...rest] = process.argv.slice(2);
const count = Number(rest.at(-1));

for (let number = 0; number < count; number++) {
  if (what === 'create') {
    const [list, record] = [`orders/x/${name}-${number}.txt`, `orders/x/${name}-${number}.yaml`];
    const content = (path: string) => ({ path, bytes: Buffer.from(`${path}\n`.repeat(50)) });
    await createTogether([content(list), content(record)], process.cwd());
  } else {
    const line = `${rest[0]}-${number}`;
    const change = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.from(`${line}\n`)]);
    if (what === 'append') await changeFile({ path: name, change }, process.cwd());
    else {
      const list = { path: `lists/${line}.txt`, bytes: Buffer.from(line.repeat(50)) };
      await createAndChange([list], { path: name, change }, process.cwd());
    }
  }
}
