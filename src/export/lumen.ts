import { ownLanguage } from '../core/extra-text.ts';
import { harmlessJson } from '../core/text.ts';
import type { ExportContext, ExportFormat } from './format.ts';
import { exceptionWords, type Subject } from './subject.ts';

/**
 * A draft of what Lumen takes as a notice (its API documentation, "Create notice", and the source of its server at
 * berkmancenter/lumendatabase, 99d44c8). It is sent by a person, who adds the authentication token. The case number stands in
 * the title: Lumen's own field for it takes whole numbers alone.
 */
export const lumen: ExportFormat = {
  id: 'lumen',
  title: 'a draft of a notice for Lumen (JSON)',
  reader: 'public',
  single: true,
  takesEvidence: false,
  ofOrders: true,
  render: ([subject], context) => `${harmlessJson(JSON.stringify({ notice: notice(subject, context) }, null, 2))}\n`,
};

function notice(subject: Subject, context: ExportContext): object {
  const { title, authority, caseNumbers, legalBasis, duties, history, standing, names, exceptions, ecli } = subject;
  const sent = history.find(({ type }) => type === 'issued')?.date;
  const received = history.find(({ type }) => type === 'served')?.date;
  const numbers = [...caseNumbers, ...(ecli === undefined ? [] : [ecli])];
  const isCourt = authority.kind === 'court';
  return {
    title: [...numbers, title].join(': '),
    type: isCourt ? 'CourtOrder' : 'GovernmentRequest',
    subject: `Order of ${authority.name} to block domain names`,
    body: [...duties, ...exceptions.map(exceptionWords), standing.text].join('\n'),
    ...(isTaken(sent) && { date_sent: sent }),
    ...(isTaken(received) && { date_received: received }),
    language: ownLanguage,
    // What was done is for a person to confirm: an order in force is no proof that it is obeyed.
    action_taken: '',
    jurisdiction_list: authority.country,
    // Lumen cuts the list at every comma, and drops a list that is an array.
    regulation_list: legalBasis.map((law) => law.replaceAll(',', ';')).join(', '),
    works_attributes: [
      {
        description: title,
        infringing_urls_attributes: names
          .filter(({ when }) => when === 'now')
          .map(({ name, scope }) => ({ url: `http://${scope === 'subdomains' ? '*.' : ''}${name}/` })),
      },
    ],
    entity_notice_roles_attributes: roles(subject, context),
  };
}

/** Lumen refuses a notice that bears a date before its law, the DMCA, was. */
function isTaken(date: string | undefined): boolean {
  return date !== undefined && date > '1998-10-28';
}

function roles({ authority, parties }: Subject, { notice: { organisation } }: ExportContext): readonly object[] {
  const role = (name: string, who: string, country?: string) => ({
    name,
    entity_attributes: { name: who, kind: 'organization', ...(country !== undefined && { country_code: country }) },
  });
  const own = organisation ?? '[who received the order]';
  const inCourt =
    authority.kind === 'court'
      ? [
          role('issuing_court', authority.name, authority.country),
          ...parties.applicants.map((who) => role('plaintiff', who)),
          ...parties.respondents.map((who) => role('defendant', who)),
        ]
      : [];
  return [
    role('sender', authority.name, authority.country),
    role('recipient', own),
    role('submitter', own),
    ...parties.applicants.map((who) => role('principal', who)),
    ...inCourt,
  ];
}
