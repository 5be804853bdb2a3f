import { ordersFolder } from '../input-files.ts';
import type { NewFile } from './new-file.ts';

const text = `# Orders to block domain names

Courts and authorities order us to stop resolving some names. Each order is one file in \`${ordersFolder}/\`. From these files the
program \`blocklist\` makes what our resolvers load. Nothing is blocked that is in no order, and nothing is blocked by hand.

## What you need

The program \`blocklist\`, which needs Node.js 20.19 or later, and any text editor. Visual Studio Code offers to install what
completes and explains every line of an order.

## Day by day

| What happened                     | What to do                                                              |
| --------------------------------- | ----------------------------------------------------------------------- |
| A new order came                  | \`blocklist add\`                                                         |
| A later paper changes an order    | \`blocklist amend ORDER --from FILE\`, \`withdraw NAME\`                    |
| It is suspended, goes on, or ends | \`blocklist stay\`, \`resume\`, \`lift\`, \`annul\`, \`expire\`                   |
| You want to know what is due      | \`blocklist\`, or \`blocklist due\` for all of it                           |
| You want to know what is wrong    | \`blocklist check\`                                                       |
| You want to know why a name fails | \`blocklist explain NAME\`                                                |
| You agree with a colleague's work | \`blocklist approve ORDER --by YOUR-NAME\`, where approvals are asked for |
| The files for resolvers are due   | \`blocklist build\`: they are in \`out/\`                                   |
| You do not understand a message   | \`blocklist explain\` and the code at its end, as in domain/public-suffix |

## Rules

- **Only ever add.** When an order changes or ends, that is one more line in its file. Nothing that happened is rewritten.
- **Leave lists and papers as they came.** A record proves with a digest that nobody changed them. Do not open and save them.
- **Two people look at every change.** \`CODEOWNERS\` says who. An error in any order stops the build; the last one stays.
- **What the paper does not say is left out.** Nothing is guessed.

## Once on every computer

So that a record with an error is never committed, and lists keep their bytes:

\`\`\`sh
git config core.hooksPath .githooks
\`\`\`

On Windows, once for all: \`git update-index --chmod=+x .githooks/pre-commit\`, or the hook sleeps on other systems.
`;

export const readmeFile: NewFile = { path: 'README.md', text };
