/** An IPv4 address, known to be one, as octets. */
export function ipv4Octets(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}

/** An IPv6 address (RFC 4291 2.2), known to be one, as octets. */
export function ipv6Octets(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const octets = Buffer.alloc(16);
  for (const [at, group] of [...before, ...zeros, ...after].entries()) octets.writeUInt16BE(group, 2 * at);
  return octets;
}

function groups(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const octets = ipv4Octets(group);
    return [octets.readUInt16BE(0), octets.readUInt16BE(2)];
  });
}
