import fs from 'node:fs';
import module from 'node:module';

// Loaded before a program. There are no links, as for some accounts of Windows.
fs.symlinkSync = () => {
  throw Object.assign(new Error('EPERM: operation not permitted, symlink'), { code: 'EPERM' });
};
module.syncBuiltinESMExports();
