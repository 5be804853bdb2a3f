import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import type { DecodedPacket } from 'dns-packet';
import { decodeResponse } from './message.ts';

/** One query to a port on the loopback. Rejects when nothing listens there. */
export interface Exchange {
  readonly query: Buffer;
  readonly port: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** The client's own address on the loopback. */
  readonly from: string;
}

const LOOPBACK = '127.0.0.1';

/** Sends a query once over UDP. Null when no answer came in time. */
export function overUdp({ query, port, timeout, from }: Exchange): Promise<DecodedPacket | null> {
  const socket = createSocket('udp4');
  return new Promise<DecodedPacket | null>((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), timeout);
    socket.on('error', reject);
    socket.on('close', () => clearTimeout(timer));
    socket.on('message', (bytes) => {
      try {
        const packet = decodeResponse(query, bytes);
        if (packet !== null) resolve(packet);
      } catch (error) {
        reject(error);
      }
    });
    // A connected socket takes datagrams from this port alone and learns of a port where nothing listens.
    socket.bind(0, from, () => socket.connect(port, LOOPBACK, () => socket.send(query)));
  }).finally(() => socket.close());
}

/** Sends a query over a TCP connection of its own (RFC 7766). Null when no answer came in time. */
export function overTcp({ query, port, timeout, from }: Exchange): Promise<DecodedPacket | null> {
  const socket = connect({ port, host: LOOPBACK, localAddress: from });
  let received = Buffer.alloc(0);
  return new Promise<DecodedPacket | null>((resolve, reject) => {
    socket.setTimeout(timeout, () => resolve(null));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`port ${port} closed the connection and did not answer`)));
    socket.on('connect', () => socket.write(Buffer.concat([lengthOf(query), query])));
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      try {
        const packet = decodeResponse(query, received.subarray(2, 2 + received.readUInt16BE(0)));
        if (packet !== null) resolve(packet);
      } catch (error) {
        reject(error);
      }
    });
  }).finally(() => socket.destroy());
}

function lengthOf(message: Buffer): Buffer {
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16BE(message.length);
  return prefix;
}
