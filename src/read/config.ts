import { spanOf } from '../core/dates.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import { type DomainName, parseName } from '../core/name.ts';
import { type ApprovalRule, defaultSettings, type Settings } from '../core/settings.ts';
import { isTerritory } from '../core/territory.ts';
import { counted } from '../core/text.ts';
import type { Config } from '../generated/config.ts';
import { validateConfig } from '../generated/config-validator.ts';
import { configShape } from '../generated/shape.ts';
import { cutsIn } from './config-zones.ts';
import { readDocument } from './document.ts';
import { schemaFindings } from './schema.ts';
import { textTraps } from './text-traps.ts';
import { type YamlDocument, yamlFinding } from './yaml.ts';

/** Reads blocklist.config.yaml; the settings are the defaults where it has an error. */
export function readConfig(
  file: string,
  bytes: Uint8Array,
): { settings: Settings; diagnostics: readonly Diagnostic[] } {
  const { document, diagnostics } = readDocument(file, bytes);
  // A file of comments sets nothing.
  const isEmpty = diagnostics.every(({ code }) => code === 'schema/missing');
  if (!document) return { settings: defaultSettings, diagnostics: isEmpty ? [] : diagnostics };
  const shape = schemaFindings(document, { validate: validateConfig, shape: configShape });
  const found = [...diagnostics, ...shape, ...textTraps(document, configShape)];
  if (hasErrors(found)) return { settings: defaultSettings, diagnostics: found };
  const settings = lower(document, document.value as Config, found);
  return { settings, diagnostics: found };
}

function lower(document: YamlDocument, config: Config, found: Diagnostic[]): Settings {
  const name = (text: string, pointer: string): DomainName[] => {
    const result = parseName(text);
    if (result.ok) return [result.name];
    found.push(yamlFinding(document, result.fault.code, pointer, `This is not a domain name: ${result.fault.detail}.`));
    return [];
  };
  const { operator, zone = {} } = config;
  for (const [index, code] of (operator?.territory ?? []).entries()) {
    if (isTerritory(code)) continue;
    found.push(
      yamlFinding(document, 'order/country', `/operator/territory/${index}`, `${code} is not a country's code.`),
    );
  }
  const zoneName = (key: 'block' | 'allow' | 'primary' | 'contact') =>
    (zone[key] === undefined ? undefined : name(zone[key], `/zone/${key}`)[0]) ?? defaultSettings.zone[key];
  const own = {
    operator: operator && {
      names: operator.names,
      services: operator.services ?? ['dns-resolver'],
      domains: (operator.domains ?? []).flatMap((text, index) => name(text, `/operator/domains/${index}`)),
      territory: operator.territory,
    },
    zone: {
      block: zoneName('block'),
      allow: zoneName('allow'),
      primary: zoneName('primary'),
      contact: zoneName('contact'),
      ttl: zone.ttl ?? defaultSettings.zone.ttl,
    },
  };
  const { cuts, diagnostics } = cutsIn(document, config, own);
  found.push(...diagnostics);
  return {
    ...own,
    protectedNames: (config.protected ?? []).flatMap((text, index) => name(text, `/protected/${index}`)),
    controls: config.controls?.flatMap((text, index) => name(text, `/controls/${index}`)),
    signing: config.signing ?? {},
    approvals: approvalRule(document, config, found),
    publish: config.publish,
    safety: { ...defaultSettings.safety, ...config.safety },
    cuts,
    notice: config.notice ?? {},
  };
}

function approvalRule(document: YamlDocument, { approvals }: Config, found: Diagnostic[]): ApprovalRule | undefined {
  if (!approvals || approvals.required === 0) return undefined;
  const { required, from } = approvals;
  const people = approvals.people && [...new Set(approvals.people)];
  if (people && people.length < required) {
    const message = `${required} approvals are asked for and ${counted(people.length, 'person', 'people')} may give one: no order could ever be built.`;
    found.push(yamlFinding(document, 'schema/value', '/approvals/required', message));
  }
  if (from !== undefined && !spanOf(from, 'UTC')) {
    found.push(yamlFinding(document, 'order/date', '/approvals/from', `There is no such date as ${from}.`));
  }
  return { required, people, from };
}
