import { configFile, ordersFolder } from '../input-files.ts';
import type { NewFile } from './new-file.ts';

export const hooksFolder = '.githooks';

// For every shell that comes with git. Git starts it in the repository's topmost folder, which need not be ours.
const preCommit = `#!/bin/sh
# Keeps a record with an error out of a commit. "blocklist check" says what is wrong; warnings pass.
# It looks at what is about to be committed, not at what lies in the folder: the two may differ.
# In an emergency: git commit --no-verify

# Where orders/ lies in the repository. Without git's own variables: they would answer for another folder.
prefix=$(
  unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
  cd "$(dirname "$0")/.." && git rev-parse --show-prefix
) || exit 1
orders="\${prefix}${ordersFolder}"
config="\${prefix}${configFile}"

git diff --cached --quiet -- "$orders" "$config" && exit 0

if ! command -v blocklist >/dev/null 2>&1; then
  echo "This commit changes orders, and there is no blocklist program here to check them." >&2
  echo "Install it, or commit with --no-verify and let the server check." >&2
  exit 1
fi

copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
git ls-files -z -- "$orders" "$config" | git checkout-index -z --stdin --prefix="$copy/" || exit 1

records() {
  git diff --cached --name-only --no-renames --diff-filter=AM -z \${prefix:+"--relative=$prefix"} -- \\
    ":(glob)$orders/**/*.yaml" ":(glob)$orders/**/*.yml"
}
# Whether there is more than records: a list, whose record may be any, or the configuration, which is for all.
more() {
  ! git diff --cached --quiet -- "$orders" "$config" \\
    ":(exclude,glob)$orders/**/*.yaml" ":(exclude,glob)$orders/**/*.yml"
}

if more; then
  (cd "$copy/$prefix" && blocklist check) >&2 && exit 0
elif [ -z "$(records | tr '\\0' x)" ]; then
  exit 0
else
  records | (cd "$copy/$prefix" && xargs -0 blocklist check) >&2 && exit 0
fi
echo "Nothing was committed. Mend what is said above, then: git add, git commit." >&2
exit 1
`;

export const hookFile: NewFile = { path: `${hooksFolder}/pre-commit`, text: preCommit, executable: true };
