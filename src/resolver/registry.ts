import type { Recipe } from './recipe.ts';
import { adGuardHome } from './recipes/adguard-home.ts';
import { bind } from './recipes/bind.ts';
import { dnsmasq } from './recipes/dnsmasq.ts';
import { knotDns } from './recipes/knot-dns.ts';
import { knotResolver } from './recipes/knot-resolver.ts';
import { piHole } from './recipes/pi-hole.ts';
import { powerDns } from './recipes/powerdns.ts';
import { unbound } from './recipes/unbound.ts';

/** Every program that we have a configuration for, in the order in which people see them. */
export const recipes: readonly Recipe[] = [
  bind,
  unbound,
  powerDns,
  knotResolver,
  knotDns,
  dnsmasq,
  adGuardHome,
  piHole,
];
