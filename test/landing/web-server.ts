import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Foreground } from '../resolvers/foreground.ts';

/** Returns as soon as the server on this port answers anything. */
export async function untilAnswering(running: Foreground, port: number): Promise<void> {
  while ((await send(port, '').catch(() => undefined)) === undefined) {
    if (running.hasEnded()) throw new Error(running.log());
    await sleep(20);
  }
}

/** What comes back for these very octets; latin1, so that each is one. */
export function send(port: number, octets: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.from(octets, 'latin1')));
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      got += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
  });
}

export interface Asked {
  readonly path?: string;
  readonly method?: string;
  /** Lines, each with its end. */
  readonly more?: string;
}

export function get(
  port: number,
  host: string,
  { path = '/', method = 'GET', more = '' }: Asked = {},
): Promise<string> {
  return send(port, `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`);
}

/** The status, and the orders that the page names. */
export function shown(answer: string): string {
  const orders = [...answer.matchAll(/On record here as<\/dt><dd>([a-z]+)/g)].map(([, id]) => id);
  return [/^HTTP\/1\.[01] (\d+)/.exec(answer)?.[1], ...orders].join(' ');
}

/** The lines of the head in order, without what no two answers share. */
export function headOf(answer: string): readonly string[] {
  const [head = ''] = answer.split('\r\n\r\n');
  return head
    .replace(/(Date|Content-Length): .*/g, '$1: *')
    .split('\r\n')
    .sort();
}

export function bodyOf(answer: string): string {
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}
