import { configFile, ordersFolder } from '../input-files.ts';
import type { NewFile } from './new-file.ts';

/** Later lines go before earlier ones. */
const attributes = `* text=auto eol=lf

# Lists and papers stay as they came, byte by byte: a record proves with a digest that nobody changed them.
*.txt -text
*.csv -text
*.tsv -text
${ordersFolder}/** -text

# Records are text with the same line ends on every machine.
*.yaml text eol=lf
*.yml text eol=lf
`;

const ignored = `# What "blocklist build" writes: it is made from the orders, and can be made again.
out/
# What is not finished, and is one person's own.
.blocklist/drafts/
.blocklist/pending/
.*.part
.*.lock
node_modules/
`;

const owners = `# Who must agree before a change is merged: four eyes on every order.
#
# 1. Take the "#" away and write your own people or teams in place of those below.
# 2. Protect the main branch: on GitHub "Require review from Code Owners", on GitLab "Require approval from code owners".
#
# Until both are done, this file asks nobody.

#/${ordersFolder}/ @your-organisation/legal @your-organisation/dns
#/${configFile} @your-organisation/dns
#/CODEOWNERS @your-organisation/legal
#/.github/ @your-organisation/dns
#/.gitlab-ci.yml @your-organisation/dns
#/.githooks/ @your-organisation/dns
`;

export const gitFiles: readonly NewFile[] = [
  { path: '.gitattributes', text: attributes },
  { path: '.gitignore', text: ignored },
  { path: 'CODEOWNERS', text: owners },
];
