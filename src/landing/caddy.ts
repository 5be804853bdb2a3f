import { below } from '../core/config-text.ts';
import { caddyNamesFile } from './caddy-names.ts';
import { answerHeaders, anyPage, blockedBy, pageFolder, type ServerOptions, withoutWebsite } from './server.ts';

const letters: readonly string[] = [...'abcdefghijklmnopqrstuvwxyz'];

/** A whole Caddyfile: every request is answered 451 with the page of the name that it is for (RFC 7725). */
export function caddyRecipe({ folder, listen: { address, port }, website }: ServerOptions): string {
  return `# Caddy, the page that blocked names lead to. Written by \`blocklist landing --recipe caddy\`.
# Tried: the tests of blocklist start Debian's Caddy 2.6.2 with it. Save it as /etc/caddy/Caddyfile and try: caddy validate --config /etc/caddy/Caddyfile
# After each \`blocklist landing --out\`: systemctl reload caddy
# There is no certificate for the names of others: whoever asks for https:// sees a warning or no connection, not this page.
{
	# It fetches no certificates.
	auto_https off
	# A reload comes by this way. As a socket in a folder of Caddy's own it is for Caddy's account and root; usual is a port, for everybody here.
	admin unix//var/lib/caddy/admin.sock
	# A reload waits for those who are slow, but not for ever; nor does anything else.
	grace_period 10s
	servers {
		timeouts {
			read_header 10s
			read_body 10s
			write 30s
			idle 1m
		}
	}
}

http://:${port} {
	bind ${address}
	root * ${below(folder, pageFolder)}
	header {
${website === undefined ? `		# ${withoutWebsite}` : `		# Who blocks, not who asked for it (RFC 7725 4).\n		Link \`${blockedBy(website)}\``}
${answerHeaders.map(([name, value]) => `		${name} "${value}"\n`).join('')}	}
	header {
		-Accept-Ranges
		-Etag
		-Last-Modified
		defer
	}

	route {
		# ?name= asks for a name from anywhere; without it, it is the host that was asked for.
		map {query.name} {blocked_asked} {
			"" {host}
			default {query.name}
		}
		# Labels that no name of the list has stand as one *; what ends in no name at all becomes nothing.
		map {blocked_asked} {blocked_name} {
			~^((?:[\\w-]+\\.)*[\\w-]+)\\.?$ \${1}
			~\\.((?:[\\w-]+\\.)*[\\w-]+)\\.?$ *.\${1}
		}
		# From here on the path is this name and nothing that was asked for; Caddy makes small letters no other way.
		rewrite * /{blocked_name}?
${letters.map((letter) => `		uri replace ${letter.toUpperCase()} ${letter}\n`).join('')}		# The longest name decides: it fills {blocked_page}.
		import ${below(folder, caddyNamesFile)}
		try_files {blocked_page} /${anyPage}.html
		# Every answer is whole.
		request_header -Range
		request_header -If-*
		file_server {
			status 451
			disable_canonical_uris
		}
	}

	# Where even the pages are gone.
	handle_errors {
		respond "This site may be blocked." 451
	}
}
`;
}
