import fs from 'node:fs';
import module from 'node:module';

// Loaded before a program. No file can have two names, as on the file systems of memory sticks.
fs.linkSync = () => {
  throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
};
module.syncBuiltinESMExports();
