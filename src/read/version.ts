import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { recordVersion } from '../core/order.ts';
import { programVersion } from '../generated/version.ts';
import { valuePlace, type YamlDocument } from './yaml.ts';

/** What is to be said of a record in a later version of the form than this program knows; undefined where it is in none. */
export function laterVersion(document: YamlDocument): Diagnostic | undefined {
  const { value } = document;
  const version = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  // Whatever else stands there is for the schema to judge.
  if (typeof version !== 'string' || !/^[1-9]\d{0,8}$/.test(version) || Number(version) <= recordVersion)
    return undefined;
  const message = `This record is written in version ${version} of the form, and blocklist ${programVersion} reads version ${recordVersion}. Nothing else in it was looked at.`;
  return diagnostic('schema/version', { message, place: valuePlace(document, '/schema') });
}
