import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Packet } from 'dns-packet';
import { udpServer } from '../resolver/fake-resolver.ts';
import type { Workspace } from './workspace.ts';

/** What its reload program does with a zone. */
export type Conduct =
  | 'loads'
  | 'fails'
  | 'fails after loading'
  | 'gives up before it is loaded'
  | 'gives up for good'
  | 'hangs'
  | 'keeps what it has';

/** A primary server that serves of each zone the serial of the file that it was last told to read. */
export interface StandIn {
  readonly port: number;
  /** The serials that it serves, by zone. */
  readonly served: () => Readonly<Record<string, number>>;
  /** Has it serve this without having read it anywhere; undefined: no longer. */
  readonly serve: (zone: string, serial: number | undefined) => void;
  /** `zone serial` of each time that it was told to read, whatever it did then. */
  readonly told: () => readonly string[];
  readonly behave: (conduct: Conduct, zone?: string) => void;
  /** From now on it answers nothing. */
  readonly fallSilent: (isSilent: boolean) => void;
  /** The settings that publish to it. */
  readonly config: string;
}

// A shell program, since what is to be tried is what happens around programs.
const reload = `#!/bin/sh
cd "$(dirname "$0")"
serial=$(sed -n 's/^@ SOA [^ ]* [^ ]* \\([0-9]*\\) .*/\\1/p' "$2")
echo "$1 $serial" >> told
conduct=$(cat "conduct-$1" 2>/dev/null)
case $conduct in
  fails) echo 'reload: connection refused' >&2; exit 1;;
  hangs) sleep 20; exit 1;;
  'keeps what it has') exit 0;;
  'gives up'*) sleep 5.5; echo 'reload: timed out' >&2;;
esac
[ "$conduct" = 'gives up for good' ] && exit 1
if [ "$conduct" = 'gives up before it is loaded' ]; then
  (sleep 1; echo "$serial" > "served-$1") >/dev/null 2>&1 &
  exit 1
fi
[ -n "$serial" ] && echo "$serial" > "served-$1.part" && mv "served-$1.part" "served-$1"
[ "$conduct" != 'fails after loading' ]
`;

// The checker's one rule: no name may be called refused.
const check = `#!/bin/sh
grep -q refused "$2" && { echo "zone $1: refused.to: not with us" >&2; exit 1; }
exit 0
`;

const zones = ['rpz.allow', 'rpz.blocklist'];

/** Until the test is over. */
export async function standInPrimary({ folder, write }: Workspace): Promise<StandIn> {
  const own = join(folder, 'stand-in');
  mkdirSync(join(folder, 'zones'), { recursive: true });
  for (const [name, text] of Object.entries({ reload, check })) {
    write(`stand-in/${name}`, text);
    chmodSync(join(own, name), 0o755);
  }
  const textOf = (name: string) => (existsSync(join(own, name)) ? readFileSync(join(own, name), 'utf8') : undefined);
  let isSilent = false;
  const port = await udpServer((query) => (isSilent ? [] : [answerTo(query, textOf(`served-${zoneOf(query)}`))]));
  return {
    port,
    served: () => {
      const found = zones.map((zone) => [zone, textOf(`served-${zone}`)] as const);
      return Object.fromEntries(found.flatMap(([zone, text]) => (text === undefined ? [] : [[zone, Number(text)]])));
    },
    serve: (zone, serial) => {
      if (serial === undefined) rmSync(join(own, `served-${zone}`));
      else write(`stand-in/served-${zone}`, `${serial}`);
    },
    told: () => (textOf('told') ?? '').split('\n').filter(Boolean),
    behave: (conduct, zone) => {
      for (const one of zone === undefined ? zones : [zone]) write(`stand-in/conduct-${one}`, conduct);
    },
    fallSilent: (value) => {
      isSilent = value;
    },
    config: `publish:
  primary: bind
  server: 127.0.0.1@${port}
  folder: zones
  reload: [stand-in/reload, "{zone}", "{file}"]
  check: [stand-in/check, "{zone}", "{file}"]
  wait: 1
`,
  };
}

function zoneOf({ questions }: Packet): string {
  return questions?.[0]?.name ?? '';
}

const authoritative = 0x0400;
const serverFailure = 2;

function answerTo(query: Packet, served: string | undefined): Packet {
  const { id, questions } = query;
  const answer: Packet = { type: 'response', id, questions };
  if (served === undefined) return { ...answer, flags: serverFailure };
  const times = { refresh: 1, retry: 1, expire: 1, minimum: 1 };
  const data = { mname: 'localhost', rname: 'x', serial: Number(served), ...times };
  return { ...answer, flags: authoritative, answers: [{ type: 'SOA', name: zoneOf(query), data }] };
}
