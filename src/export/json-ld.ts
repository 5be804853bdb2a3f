import { harmlessJson } from '../core/text.ts';
import type { ExportFormat } from './format.ts';
import type { Subject } from './subject.ts';

/** Orders in the vocabulary of schema.org. An order is no `Legislation` there: that is an act, decree or bill. */
export const jsonLd: ExportFormat = {
  id: 'json-ld',
  title: 'linked data (JSON-LD, schema.org)',
  reader: 'public',
  single: false,
  takesEvidence: false,
  ofOrders: false,
  render: (subjects) => {
    const document = { '@context': 'https://schema.org', '@graph': subjects.map(node) };
    return `${harmlessJson(JSON.stringify(document, null, 2))}\n`;
  },
};

function node(subject: Subject): object {
  const { id, title, authority, caseNumbers, ecli, legalBasis, history, standing, names, parties } = subject;
  const identifiers = [
    ...caseNumbers.map((value) => ({ '@type': 'PropertyValue', propertyID: 'case number', value })),
    ...(ecli === undefined ? [] : [{ '@type': 'PropertyValue', propertyID: 'ECLI', value: ecli }]),
  ];
  const issued = history.find(({ type }) => type === 'issued')?.date;
  const published = history.find(({ type }) => type === 'published')?.date;
  return {
    '@type': 'DigitalDocument',
    '@id': `urn:blocklist:${id}`,
    name: title,
    creativeWorkStatus: standing.text,
    ...(identifiers.length > 0 && { identifier: identifiers }),
    creator: {
      '@type': 'GovernmentOrganization',
      name: authority.name,
      address: { '@type': 'PostalAddress', addressCountry: authority.country },
    },
    ...(issued !== undefined && { dateCreated: issued }),
    ...(published !== undefined && { datePublished: published }),
    ...(legalBasis.length > 0 && { isBasedOn: legalBasis.map((name) => ({ '@type': 'Legislation', name })) }),
    mentions: [...parties.applicants, ...parties.respondents].map((name) => ({ '@type': 'Organization', name })),
    about: names.filter(({ when }) => when === 'now').map(({ name }) => ({ '@type': 'WebSite', name })),
  };
}
