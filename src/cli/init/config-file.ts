import { configShape } from '../../generated/shape.ts';
import { quotedText } from '../../write/scalar.ts';
import { configFile } from '../input-files.ts';
import { schemaFolder } from '../schema-path.ts';
import type { Choices, NewFile } from './new-file.ts';

/** Columns of a line. */
const width = 100;

const head = `# yaml-language-server: $schema=${schemaFolder}/config.schema.json
#
# The configuration of blocklist. Whatever is left out has its usual value.
# A "#" with no space after it stands before a setting that is not in force: take the "#" away to use it.
`;

/** What each setting could say, by its place in the schema. */
const samples: Readonly<Record<string, string>> = {
  '/operator/names': '["Example Resolver, Inc.", "Example Resolver"]',
  '/operator/services': '[dns-resolver]',
  '/operator/domains': '[resolver.example]',
  '/operator/territory': '["IT"]',
  '/zone/block': 'rpz.blocklist',
  '/zone/allow': 'rpz.allow',
  '/zone/primary': 'localhost',
  '/zone/contact': 'hostmaster.localhost',
  '/zone/ttl': '300',
  '/zones': '[{ name: rpz.it, territory: "IT" }]',
  '/notice/organisation': '"Example Resolver"',
  '/notice/contacts': '["mailto:blocks@resolver.example"]',
  '/notice/language': 'en',
  '/notice/website': 'https://resolver.example/',
  '/protected': '[customer.example]',
  '/controls': '[example.com]',
  '/signing/key': '/etc/blocklist/blocklist.key',
  '/signing/publicKey': 'blocklist.pub',
  '/signing/validDays': '30',
  '/publish/primary': 'bind',
  '/publish/server': '127.0.0.1@53',
  '/publish/folder': '/var/lib/bind/blocklist',
  '/publish/reload': '[rndc, reload, "{zone}"]',
  '/publish/check': '[named-checkzone, -k, fail, "{zone}", "{file}"]',
  '/publish/wait': '60',
  '/approvals/required': '2',
  '/approvals/people': '[Anna, Bruno, Carla]',
  '/approvals/from': '"2026-12-01"',
  '/safety/fewerNames': '10',
  '/safety/moreNames': '50',
};

/** Every setting of the schema, explained; those that were not asked for as comments. */
export function configOf({ operators, countries }: Choices): NewFile {
  const values = new Map(Object.entries(samples));
  const [country] = countries;
  if (country !== undefined) {
    values.set('/operator/territory', list(countries));
    values.set('/zones', `[{ name: rpz.${country.toLowerCase()}, territory: ${quotedText(country)} }]`);
  }
  if (operators.length > 0) values.set('/operator/names', list(operators));
  // Without a name there is no operator whose territory it could be.
  const given =
    operators.length === 0 ? [] : ['/operator/names', ...(countries.length > 0 ? ['/operator/territory'] : [])];
  const keys = configShape.get('')?.keys ?? [];
  return { path: configFile, text: [head, ...keys.map((key) => settingText(`/${key}`, { values, given }))].join('\n') };
}

function list(texts: readonly string[]): string {
  return `[${texts.map(quotedText).join(', ')}]`;
}

interface Settings {
  /** By the setting's place in the schema. */
  readonly values: ReadonlyMap<string, string>;
  /** The settings in force. */
  readonly given: readonly string[];
}

function settingText(pointer: string, settings: Settings): string {
  const { description = '', keys } = configShape.get(pointer) ?? {};
  const indent = '  '.repeat(pointer.split('/').length - 2);
  const isGiven = settings.given.some((one) => one === pointer || one.startsWith(`${pointer}/`));
  const value = keys ? '' : ` ${settings.values.get(pointer) ?? ''}`;
  const key = pointer.slice(pointer.lastIndexOf('/') + 1);
  const inItems = (configShape.get(`${pointer}/*`)?.keys ?? []).flatMap((one) =>
    wrapped(`${one}: ${configShape.get(`${pointer}/*/${one}`)?.description ?? ''}`, width - indent.length - 6).map(
      (line, at) => `${at === 0 ? '- ' : '  '}${line}`,
    ),
  );
  const explained = [...wrapped(description, width - indent.length - 2), ...inItems];
  const comment = explained.map((line) => `${indent}# ${line}\n`);
  const below = (keys ?? []).map((one) => settingText(`${pointer}/${one}`, settings));
  return `${comment.join('')}${indent}${isGiven ? '' : '#'}${key}:${value}\n${below.join('')}`;
}

function wrapped(text: string, columns: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
