import { configSchemaText, orderSchemaText } from '../../generated/schema-texts.ts';
import { configFile, ordersFolder } from '../input-files.ts';
import { schemaFolder } from '../schema-path.ts';
import type { NewFile } from './new-file.ts';

const orderSchema = `${schemaFolder}/order.schema.json`;
const configSchema = `${schemaFolder}/config.schema.json`;

const settings = {
  'yaml.schemas': {
    [`./${orderSchema}`]: [`${ordersFolder}/**/*.yaml`, `${ordersFolder}/**/*.yml`],
    [`./${configSchema}`]: [configFile],
  },
  // Nothing is fetched: what an editor says must not depend on the day.
  'yaml.schemaStore.enable': false,
  'files.encoding': 'utf8',
  'files.eol': '\n',
  '[yaml]': { 'editor.insertSpaces': true, 'editor.tabSize': 2 },
  '[plaintext]': { 'files.trimTrailingWhitespace': false, 'files.insertFinalNewline': false },
};

const editorconfig = `# Editors that read this file write records as the program expects them.
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true

[*.{yaml,yml}]
indent_style = space
indent_size = 2

# Lists and papers stay as they came: a record proves with a digest that nobody changed them.
[${ordersFolder}/**.{txt,csv,tsv,json,xml}]
charset = unset
end_of_line = unset
insert_final_newline = unset
trim_trailing_whitespace = false
`;

/** What makes an editor complete, explain and check the keys of records, without a network. */
export const editorFiles: readonly NewFile[] = [
  { path: orderSchema, text: orderSchemaText },
  { path: configSchema, text: configSchemaText },
  { path: '.vscode/settings.json', text: json(settings) },
  {
    path: '.vscode/extensions.json',
    text: json({ recommendations: ['redhat.vscode-yaml', 'editorconfig.editorconfig'] }),
  },
  { path: '.editorconfig', text: editorconfig },
];

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
