import { programVersion } from '../../generated/version.ts';
import type { Ci, NewFile } from './new-file.ts';

/** Of one version: a build must not change because the program did. */
const program = `blocklist@${programVersion}`;

/**
 * The serial of a zone is counted on from the build before, so `out/` is kept from one run to the next. What resolvers get
 * is copied out of it: `out/` itself holds links, and an index of what was read.
 */
const copyZones = `mkdir -p zones
find out -maxdepth 1 ! -name out ! -name builds ! -name current -exec cp -L {} zones/ \\;`;

const github = `# Checks every order before it is merged, and compiles the blocklist afterwards.
name: blocklist

on:
  pull_request:
  push:
    branches: [main, master]
  workflow_dispatch:
  schedule:
    # Orders begin and end by the clock: once an hour is soon enough for most. In public repositories GitHub stops
    # schedules after 60 days without a change.
    - cron: "17 * * * *"

permissions:
  contents: read

# Two builds at once would count one serial twice.
concurrency:
  group: blocklist-\${{ github.ref }}

env:
  # Where the program comes from: a version of the package, or the address of a tarball.
  BLOCKLIST_PROGRAM: ${program}

jobs:
  blocklist:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install --global "$BLOCKLIST_PROGRAM"
      - name: Check every order
        run: blocklist check --report github
      # The serial of the zones is counted on from the build before. Should it ever be lost, give it once: --serial.
      - uses: actions/cache@v4
        with:
          path: out
          key: blocklist-out-\${{ github.run_id }}-\${{ github.run_attempt }}
          restore-keys: blocklist-out-
      - name: Build
        run: blocklist build
      - name: Take out what resolvers load
        run: |
${indented(copyZones, 10)}
      # Whoever may read the repository may read this: sealed orders are in it.
      - uses: actions/upload-artifact@v4
        if: github.event_name != 'pull_request'
        with:
          name: zones
          path: zones
          if-no-files-found: error
`;

const gitlab = `# Checks every order before it is merged, and compiles the blocklist afterwards.
# Orders begin and end by the clock: add a schedule under Build > Pipeline schedules, once an hour.
image: node:22

variables:
  # Where the program comes from: a version of the package, or the address of a tarball.
  BLOCKLIST_PROGRAM: "${program}"

stages: [check, build]

before_script:
  - npm install --global "$BLOCKLIST_PROGRAM"

check:
  stage: check
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - blocklist check
    - blocklist build --out trial

build:
  stage: build
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  # Two builds at once would count one serial twice.
  resource_group: blocklist
  # The serial of the zones is counted on from the build before. Should it ever be lost, give it once: --serial.
  cache:
    key: blocklist-out
    paths: [out/]
  script:
    - blocklist build
    - |
${indented(copyZones, 6)}
  # Whoever may read the project may read this: sealed orders are in it.
  artifacts:
    name: zones
    paths: [zones/]
`;

function indented(text: string, columns: number): string {
  return text.replace(/^/gm, ' '.repeat(columns));
}

const workflows = {
  github: { path: '.github/workflows/blocklist.yml', text: github },
  gitlab: { path: '.gitlab-ci.yml', text: gitlab },
} as const satisfies Record<string, NewFile>;

/** What a server does with every change. */
export function ciFiles(ci: Ci): readonly NewFile[] {
  if (ci === 'none') return [];
  return ci === 'both' ? [workflows.github, workflows.gitlab] : [workflows[ci]];
}
