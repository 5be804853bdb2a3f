import { createHash } from 'node:crypto';

/**
 * Which places of a list are taken into a sample: spread evenly, others for each seed, the same for the same one. Without
 * a number, all.
 */
export function sampler(size: number, number: number | undefined, seed: string): (place: number) => boolean {
  if (number === undefined || number >= size) return () => true;
  const start = createHash('sha256').update(seed).digest().readUInt32BE(0) % size;
  return (place) => {
    const turned = (place + start) % size;
    return Math.floor(((turned + 1) * number) / size) > Math.floor((turned * number) / size);
  };
}
