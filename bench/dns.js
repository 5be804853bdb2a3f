// Asks a resolver on the loopback over UDP: just what is needed to see whether a name is refused.
import { createSocket } from 'node:dgram';

const nameError = 3;
const timeout = 1000;
const atATime = 32;

/** `refused`, `resolves`, or `silent` where no answer comes within a second or it is of another kind. */
function asked(port, name) {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeout, 'silent');
    socket.on('close', () => clearTimeout(timer));
    socket.on('error', () => resolve('silent'));
    socket.on('message', (answer) => {
      const rcode = (answer[3] ?? 0) & 15;
      if (rcode === nameError) resolve('refused');
      else resolve(rcode === 0 && answer.readUInt16BE(6) > 0 ? 'resolves' : 'silent');
    });
    socket.connect(port, '127.0.0.1', () => socket.send(query(name)));
  }).finally(() => socket.close());
}

/** RFC 1035 section 4.1: one question for an address. */
function query(name) {
  const head = Buffer.from([Math.random() * 256, Math.random() * 256, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([head, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
}

/** How many of the names get another answer than they must; what is silent once is asked three times. */
export async function wrongOf(port, names, answer) {
  const queue = names.values();
  let wrong = 0;
  const work = async () => {
    for (const name of queue) {
      let found = await asked(port, name);
      for (let again = 0; again < 2 && found === 'silent'; again++) found = await asked(port, name);
      if (found !== answer) wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return wrong;
}

/** Seconds since `start` (performance.now) until a name is refused. */
export function untilRefused(port, name, waiting) {
  return untilAnswered(port, name, { ...waiting, answer: 'refused' });
}

/** The same until a name gets this answer. */
export async function untilAnswered(port, name, { start, started, patience, answer }) {
  while ((await asked(port, name)) !== answer) {
    if (started.isOver()) throw new Error(`it ended: ${started.lastWords()}`);
    if (performance.now() - start > patience) throw new Error(`no name is ${answer} after ${patience / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return (performance.now() - start) / 1000;
}
