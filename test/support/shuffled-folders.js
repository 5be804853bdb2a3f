import fs from 'node:fs';
import module from 'node:module';

// Loaded before a program. Folders are listed in an order of chance, as other file systems may have it.
const { readdirSync } = fs;
fs.readdirSync = (...request) => {
  const entries = readdirSync(...request);
  for (let at = entries.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [entries[at], entries[other]] = [entries[other], entries[at]];
  }
  return entries;
};
module.syncBuiltinESMExports();
