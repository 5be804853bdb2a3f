import type { Guard } from './guard.ts';

/** Triggers other than names (draft-vixie-dnsop-dns-rpz section 4) are told apart by the last label of their owner. */
const marks = /(^|\.)rpz-(ip|client-ip|nsip|nsdname)$/;

export const policyMarkGuard: Guard = ({ name }) => {
  const mark = marks.exec(name);
  if (!mark) return undefined;
  return {
    code: 'domain/policy-mark',
    message: `${name} ends in rpz-${mark[2]}, which means something else to resolvers.`,
  };
};
