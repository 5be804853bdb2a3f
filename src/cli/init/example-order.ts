import { onlyClockOf } from '../../core/countries.ts';
import { recordVersion } from '../../core/order.ts';
import { quotedText } from '../../write/scalar.ts';
import { ordersFolder } from '../input-files.ts';
import { schemaFolder } from '../schema-path.ts';
import type { Choices, NewFile } from './new-file.ts';

/**
 * A record that shows every common key. It is checked and built like any other, so that the first build shows what a build
 * is. Its names are set apart for examples (RFC 2606 section 2): no site can have one, whatever is done with the files. It
 * is not public, so that no published feed tells of an order that nobody made.
 */
export function exampleOrder({ operators, countries }: Choices): NewFile {
  const country = countries[0] ?? 'IT';
  const respondent = quotedText(operators[0] ?? 'Example Resolver, Inc.');
  return {
    path: `${ordersFolder}/example.yaml`,
    text: `# yaml-language-server: $schema=../${schemaFolder}/order.schema.json
#
# THIS IS AN EXAMPLE, NOT AN ORDER. It shows what a record looks like. Its names end in .example: no site can have
# such a name, so blocking them does no harm. Delete this file when your first order is here.

# The version of the form that the record is written in. Leave it as it is.
schema: ${recordVersion}
# A short name for the order that is never given to another one.
id: example
title: "An example: Film Company v Resolver, two streaming sites"
instrument: court-order
# Who issued the paper. Its dates are read by the clock of timeZone.
authority: { name: "Court of Example", kind: court, country: "${country}", timeZone: ${clockOf(country)} }
# As on the paper, in quotes. What the paper does not say is left out; nothing is invented.
caseNumbers: ["1234/2026"]
parties:
  applicants: ["Example Film Company"]
  # Who must obey. Leave it out where the order binds everyone.
  respondents: [${respondent}]
# Who must do what, and where. Only a duty to block on a DNS resolver becomes part of the blocklist.
obligations:
  - { service: dns-resolver, effect: block, territory: ["${country}"] }
# What happened, oldest first. Add to the end and change nothing above: whether an order counts is worked out from here.
events:
  - { type: issued, date: "2026-01-12" }
  - { type: effective, date: "2026-01-15" }
  # When the order is over, a line such as this one ends it, without its "#":
  # - { type: lifted, date: "2027-01-15" }
# The names. Each means itself and every name below it. The second one is blocked from a day of its own on.
targets:
  - film-stream.example
  - { name: film-mirror.example, nature: mirror, raw: "https://www.film-mirror.example/", from: "2026-02-01" }
# A written second look. Only names that no site should have need it, as these do: your orders will hardly ever.
overblock:
  accept: [domain/special-use]
  reason: "This is an example. Names that end in .example are set apart for examples (RFC 2606)."
sources:
  - { title: "The paper, or what was written about it", kind: memory }
# public: everyone may see it. restricted: that it exists. sealed: nothing.
publication: restricted
notes: "Anything a colleague should know."
`,
  };
}

/** The country's clock; UTC where it has several, or where this system knows none. */
function clockOf(country: string): string {
  return onlyClockOf(country) ?? 'UTC';
}
