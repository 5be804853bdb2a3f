import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { nearestWord } from '../core/nearest-word.ts';
import type { Shape } from '../generated/shape.ts';
import type { SchemaError, Validate } from '../generated/validate.ts';
import { keyPlace, spanAt, valuePlace, type YamlDocument } from './yaml.ts';
import { escapePointer } from './yaml-tree.ts';

/** Holds the document against its schema. Its numbers and truth values are turned from text in place. */
export function schemaFindings(
  document: YamlDocument,
  { validate, shape }: { readonly validate: Validate; readonly shape: Shape },
): Diagnostic[] {
  if (validate(document.value)) return [];
  return (validate.errors ?? []).flatMap((error) => {
    const found = explain(document, error, shape);
    return found ? [found] : [];
  });
}

/** `/events/3/date` with `*` in place of the number: the place in the schema. */
function patternOf(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/*');
}

function explain(document: YamlDocument, error: SchemaError, shape: Shape): Diagnostic | undefined {
  const { keyword, instancePath: pointer, params } = error;
  const entry = shape.get(patternOf(pointer));
  const name = keyName(document, pointer);
  const place = valuePlace(document, pointer);
  const advice = entry?.description === undefined ? {} : { help: entry.description };
  const value = (message: string) => diagnostic('schema/value', { message, place, ...advice });
  switch (keyword) {
    case 'if':
      return undefined;
    case 'required':
      return missing(document, pointer, String(params['missingProperty']), shape);
    case 'additionalProperties':
      return unknownKey(document, pointer, String(params['additionalProperty']), entry?.keys ?? []);
    case 'false schema':
      return refused(document, pointer, name);
    case 'enum':
      return choice(document, pointer, { name, allowed: params['allowedValues'] as string[] });
    case 'const':
      // What is no number was told already.
      return /^\d+$/.test(shown(document, pointer)) ? value(`${name} must be ${params['allowedValue']}.`) : undefined;
    case 'type':
      return value(`${name} must be ${kinds[String(params['type'])] ?? String(params['type'])}.`);
    case 'minLength':
    case 'minItems':
      return value(`${name} is ${shown(document, pointer) === '' ? 'empty' : 'too short'}.`);
    case 'maxLength':
    case 'maxItems':
      return params['limit'] === 0
        ? refused(document, pointer, name)
        : value(`${name} is too long: ${params['limit']} is the most.`);
    case 'pattern':
      return value(`${name} cannot be ${JSON.stringify(shown(document, pointer))}.`);
    default:
      return value(`${name} ${error.message ?? 'does not fit'}.`);
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  array: 'a list: one "- " line for each item',
  object: 'a group of "word: value" lines',
  'string,object': 'a name, or a group of "word: value" lines',
  'array,object': 'a list of names, or a file with its fingerprint (sha256)',
};

function missing(document: YamlDocument, pointer: string, key: string, shape: Shape): Diagnostic {
  const where = pointer === '' ? 'The record' : keyName(document, pointer);
  const description = shape.get(patternOf(`${pointer}/${escapePointer(key)}`))?.description;
  return diagnostic('schema/missing', {
    message: `${where} has no ${key}.`,
    place: keyPlace(document, pointer),
    help: description === undefined ? `Add ${key}.` : `Add ${key}: ${description}`,
  });
}

function unknownKey(document: YamlDocument, pointer: string, key: string, keys: readonly string[]): Diagnostic {
  const place = keyPlace(document, `${pointer}/${escapePointer(key)}`);
  const [, word, value] = /^(\w+):(\S.*)$/.exec(key) ?? [];
  if (word !== undefined)
    return diagnostic('schema/unknown-key', {
      message: 'A space is missing after the colon.',
      place,
      help: `Write: ${word}: ${value}`,
    });
  const near = nearestWord(key, keys);
  return diagnostic('schema/unknown-key', {
    message: `${JSON.stringify(key)} is not known here.`,
    place,
    help: near === undefined ? `Known here: ${keys.join(', ')}.` : `Did you mean ${near}?`,
  });
}

function refused(document: YamlDocument, pointer: string, name: string): Diagnostic {
  const keptOnly = /^\/(targets|annex|amendments)$/.test(pointer);
  return diagnostic('schema/value', {
    message: keptOnly
      ? `A paper of this kind orders no blocking, so it cannot have ${name}.`
      : `${name} cannot stand here.`,
    place: keyPlace(document, pointer),
    help: keptOnly ? `Take ${name} out, or correct instrument if the paper is an order.` : `Take ${name} out.`,
  });
}

function choice(
  document: YamlDocument,
  pointer: string,
  { name, allowed }: { readonly name: string; readonly allowed: readonly string[] },
): Diagnostic {
  const given = shown(document, pointer);
  const near = given === '' ? undefined : nearestWord(given, allowed);
  return diagnostic('schema/value', {
    message: given === '' ? `${name} is empty.` : `${name} cannot be ${JSON.stringify(given)}.`,
    place: valuePlace(document, pointer),
    help: near === undefined ? `Choose one of: ${allowed.join(', ')}.` : `Did you mean ${near}?`,
  });
}

function shown(document: YamlDocument, pointer: string): string {
  const span = spanAt(document, pointer);
  return span ? document.source.text.slice(...span.value).replace(/^(['"])(.*)\1$/s, '$2') : '';
}

function keyName(document: YamlDocument, pointer: string): string {
  const parts = pointer.split('/').slice(1);
  const last = parts.at(-1);
  if (last === undefined) return 'The record';
  if (!/^\d+$/.test(last)) return last;
  return `Item ${itemNumber(document, pointer)} of ${parts.at(-2) ?? 'the list'}`;
}

/** From 1, in the file: an item before it may stand for many. */
function itemNumber({ runs }: YamlDocument, pointer: string): number {
  const end = pointer.lastIndexOf('/') + 1;
  const index = Number(pointer.slice(end));
  let number = index + 1;
  for (const [at, { lines }] of runs) {
    const isBefore =
      at.lastIndexOf('/') + 1 === end && at.startsWith(pointer.slice(0, end)) && Number(at.slice(end)) < index;
    if (isBefore) number += lines - 1;
  }
  return number;
}
