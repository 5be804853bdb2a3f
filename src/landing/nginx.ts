import { below, type ConfigPath } from '../core/config-text.ts';
import type { Notice } from '../core/extra-text.ts';
import { mapFile, pageFolder } from './landing.ts';
import { contentSecurityPolicy } from './page.ts';

export interface ServerOptions {
  /** Where `blocklist landing --out` wrote, on the machine of the server. */
  readonly folder: ConfigPath;
  /** `192.0.2.1:80`. */
  readonly listen: string;
  readonly website: Notice['website'];
}

/** A file for /etc/nginx/conf.d/: every request is answered 451 with the page of the name that it is for (RFC 7725). */
export function nginxRecipe({ folder, listen, website }: ServerOptions): string {
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
  default any;
  include ${below(folder, mapFile)};
}

server {
  listen ${listen} default_server;
  server_name _;
  server_tokens off;
  root ${below(folder, pageFolder)};
  charset utf-8;
  etag off;
  if_modified_since off;
  max_ranges 0;
${website === undefined ? '  # NOT IN HERE: Link with rel="blocked-by". Write notice: website: into the configuration of blocklist.\n' : `  # Who blocks, not who asked for it (RFC 7725 4).\n  add_header Link '<${website}>; rel="blocked-by"' always;\n`}  add_header Cache-Control no-store always;
  add_header Content-Security-Policy "${contentSecurityPolicy}" always;
  add_header Referrer-Policy no-referrer always;
  add_header X-Content-Type-Options nosniff always;
  # Those of \`internal\` and of a page that is gone as well.
  error_page 404 451 =451 /blocked?$args;

  location / {
    return 451;
  }
  location = /blocked {
    internal;
    types { }
    default_type text/html;
    try_files /$blocklist_page.html /any.html =451;
  }
}
`;
}
