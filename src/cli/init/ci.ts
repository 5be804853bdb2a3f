import { githubAction, gitlabPipeline } from '../../generated/ci-recipes.ts';
import { programVersion } from '../../generated/version.ts';
import type { Ci, NewFile } from './new-file.ts';

/** Of one version: a build must not change because the program did. */
const program = `blocklist@${programVersion}`;

/** Where GitHub looks for a step that a repository holds itself. */
const actionFolder = '.github/actions/blocklist';

const github = `# Checks every order before it is merged, and compiles the blocklist afterwards.
name: blocklist

on:
  pull_request:
  push:
    branches: [main, master]
  workflow_dispatch:
    inputs:
      accept:
        description: Safety stops to let pass this once, by comma, as the log of the stopped build names them
      because:
        description: Why they may pass; it is recorded
  schedule:
    # Orders begin and end by the clock: once an hour is soon enough for most. In public repositories GitHub stops
    # schedules after 60 days without a change.
    - cron: "17 * * * *"

permissions:
  contents: read

# Two builds at once would count one serial twice.
concurrency:
  group: blocklist-\${{ github.ref }}

jobs:
  blocklist:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./${actionFolder}
        with:
          # Where the program comes from: a version of the package, or the address of a tarball.
          program: ${program}
          accept: \${{ inputs.accept }}
          because: \${{ inputs.because }}
`;

const files = {
  github: [
    { path: '.github/workflows/blocklist.yml', text: github },
    { path: `${actionFolder}/action.yml`, text: githubAction },
  ],
  gitlab: [{ path: '.gitlab-ci.yml', text: gitlabPipeline }],
} as const satisfies Record<string, readonly NewFile[]>;

/** What a server does with every change: the steps that the package holds, and what calls them. */
export function ciFiles(ci: Ci): readonly NewFile[] {
  if (ci === 'none') return [];
  return ci === 'both' ? [...files.github, ...files.gitlab] : files[ci];
}
