import { adblock } from './adblock.ts';
import { csv } from './csv.ts';
import { serversFile } from './dnsmasq.ts';
import { domains } from './domains.ts';
import { feed } from './feed.ts';
import type { Format } from './format.ts';
import { hosts } from './hosts.ts';
import { allowZone, blockZone } from './rpz.ts';
import { knot6Zone } from './rpz-knot6.ts';
import { localZones } from './unbound.ts';

/** Every output, in the order in which people see them. */
export const formats: readonly Format[] = [
  blockZone,
  allowZone,
  hosts,
  feed,
  domains,
  knot6Zone,
  localZones,
  serversFile,
  adblock,
  csv,
];
