import fs from 'node:fs';
import module from 'node:module';

// Loaded before the program. It kills it, as a power cut would, when it touches the disk for the n-th time: before it does,
// or in the middle of a write. Without an n it prints how often that was.

const moment = Number(process.env.DIE_AT ?? 0);
let touches = 0;
const names = ['openSync', 'writeSync', 'closeSync', 'renameSync', 'linkSync', 'symlinkSync', 'unlinkSync', 'rmSync'];

for (const name of [...names, 'mkdirSync', 'rmdirSync', 'fsyncSync', 'ftruncateSync', 'utimesSync']) {
  const touch = fs[name];
  fs[name] = (...args) => {
    touches += 1;
    if (touches === moment) {
      if (name === 'writeSync') touch(args[0], args[1].subarray(0, args[1].length >> 1), 0, undefined, args[4]);
      process.kill(process.pid, 'SIGKILL');
    }
    return touch(...args);
  };
}
module.syncBuiltinESMExports();
if (moment === 0) process.once('exit', () => process.stdout.write(`${touches}\n`));
