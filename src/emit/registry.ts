import { domains } from './domains.ts';
import { feed } from './feed.ts';
import type { Format } from './format.ts';
import { hosts } from './hosts.ts';
import { allowZone, blockZone } from './rpz.ts';

/** Every output, in the order in which people see them. */
export const formats: readonly Format[] = [blockZone, allowZone, hosts, feed, domains];
