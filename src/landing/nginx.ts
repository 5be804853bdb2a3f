import { below } from '../core/config-text.ts';
import {
  answerHeaders,
  anyPage,
  blockedBy,
  type Lead,
  pageFolder,
  type ServerOptions,
  withoutWebsite,
} from './server.ts';

export const nginxNamesFile = 'names.map';

/** Where names lead to which page, for a `map` with `hostnames`. */
export function nginxNames(leads: readonly Lead[]): string {
  return leads.map(lineOf).join('');
}

function lineOf({ name, self, below: under }: Lead): string {
  return self === under ? `.${name} ${self};\n` : `${name} ${self};\n*.${name} ${under};\n`;
}

/** A file for /etc/nginx/conf.d/: every request is answered 451 with the page of the name that it is for (RFC 7725). */
export function nginxRecipe({ folder, listen: { address, port }, website }: ServerOptions): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `# nginx, the page that blocked names lead to. Written by \`blocklist landing --recipe nginx\`.
# Tried: the tests of blocklist start Debian's nginx with it. Save it as /etc/nginx/conf.d/blocklist.conf and try: nginx -t
# After each \`blocklist landing --out\`: nginx -s reload
# There is no certificate for the names of others: whoever asks for https:// sees a warning or no connection, not this page.

# Room for long names and many of them.
map_hash_bucket_size 512;
map_hash_max_size 1048576;

# ?name= asks for a name from anywhere; without it, it is the host that was asked for.
map $arg_name $blocklist_name {
  '' $host;
  default $arg_name;
}
# The longest name decides, in any case of letters.
map $blocklist_name $blocklist_page {
  hostnames;
  default ${anyPage};
  include ${below(folder, nginxNamesFile)};
}

server {
  listen ${host}:${port} default_server;
  server_name _;
  server_tokens off;
  root ${below(folder, pageFolder)};
  charset utf-8;
  etag off;
  if_modified_since off;
  max_ranges 0;
${website === undefined ? `  # ${withoutWebsite}` : `  # Who blocks, not who asked for it (RFC 7725 4).\n  add_header Link '${blockedBy(website)}' always;`}
${answerHeaders.map(([name, value]) => `  add_header ${name} "${value}" always;\n`).join('')}  # Those of \`internal\` and of a page that is gone as well.
  error_page 404 451 =451 /blocked?$args;

  location / {
    return 451;
  }
  location = /blocked {
    internal;
    types { }
    default_type text/html;
    try_files /$blocklist_page.html /${anyPage}.html =451;
  }
}
`;
}
