/**
 * What must never be wrong in silence, group by group: a name, a moment, a doubt, a serial or a line of a file. The tests of
 * a group are those that hold its files to their rules without a disk, a process or a resolver, so that a mutant costs
 * seconds. Left out on purpose: protected-names.ts and generated files (data), format.ts and guard.ts (types only),
 * registry.ts (a list of imports that the harness walks).
 */
export const groups = {
  serial: {
    files: ['src/core/serial.ts', 'src/emit/next-serial.ts'],
    tests: ['test/core/serial.test.ts', 'test/emit/next-serial.test.ts'],
  },
  'in-force': {
    files: ['src/compile/in-force.ts', 'src/core/dates.ts', 'src/core/period.ts'],
    tests: ['test/compile/in-force.test.ts', 'test/core/dates.test.ts', 'test/core/period.test.ts'],
  },
  guards: {
    files: [
      'src/compile/exceptions.ts',
      'src/compile/guards/alarm.ts',
      'src/compile/guards/index.ts',
      'src/compile/guards/look-alike.ts',
      'src/compile/guards/operator-own.ts',
      'src/compile/guards/policy-mark.ts',
      'src/compile/guards/protected.ts',
      'src/compile/guards/special-use.ts',
      'src/compile/guards/suffix.ts',
      'src/compile/guards/zone-length.ts',
    ],
    tests: ['test/compile/alarm.test.ts', 'test/compile/exceptions.test.ts', 'test/compile/guards.test.ts'],
  },
  normalise: {
    files: [
      'src/core/name.ts',
      'src/core/suffix.ts',
      'src/core/target-refusal.ts',
      'src/core/target-text.ts',
      'src/names/hash-set.ts',
      'src/names/scan.ts',
    ],
    tests: [
      'test/core/name.test.ts',
      'test/core/name-laws.test.ts',
      'test/core/suffix.test.ts',
      'test/core/target-refusal.test.ts',
      'test/core/target-text.test.ts',
      'test/names/scan.test.ts',
    ],
  },
  emitters: {
    files: [
      'src/emit/adblock.ts',
      'src/emit/calendar.ts',
      'src/emit/csv.ts',
      'src/emit/cut-files.ts',
      'src/emit/dnsmasq.ts',
      'src/emit/domains.ts',
      'src/emit/exact-limits.ts',
      'src/emit/express.ts',
      'src/emit/feed.ts',
      'src/emit/hosts.ts',
      'src/emit/nearest.ts',
      'src/emit/nsupdate.ts',
      'src/emit/outputs.ts',
      'src/emit/rpz-knot6.ts',
      'src/emit/rpz.ts',
      'src/emit/shortfall.ts',
      'src/emit/unbound.ts',
      'src/emit/zone-digest.ts',
      'src/emit/zone-text.ts',
    ],
    tests: ['test/emit/*.test.ts'],
  },
};
