/** A YAML scalar in quotes that every reader of YAML 1.1 and 1.2 takes for the same text. */
export function quoted(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}
