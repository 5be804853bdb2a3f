import { isBelow } from '../../core/name.ts';
import type { Guard } from './guard.ts';

export const operatorOwnGuard: Guard = ({ name }, { operator }) => {
  const own = operator?.domains.find((one) => one === name || isBelow(name, one) || isBelow(one, name));
  if (own === undefined) return undefined;
  const where = own === name ? 'is' : isBelow(name, own) ? `lies below ${own},` : `lies above ${own},`;
  return { code: 'domain/operator-own', message: `${name} ${where} one of our own names.` };
};
