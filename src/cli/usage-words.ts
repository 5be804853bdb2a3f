/** The words of commander for a command line that it does not understand, and ours. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^option '[^']*(--[\w-]+)[^']*' argument '(.*)' is invalid\. (.*)$/s, '$1 $2: $3'],
  [/^command-argument value '(.*)' is invalid for argument '[^']*'\. (.*)$/s, '$1: $2'],
  [/^missing required argument '(.*)'$/, 'Something is missing after the command: <$1>.'],
  [/^option '[^']*(--[\w-]+) ?([^']*)' argument missing$/, 'Something is missing after $1: $2.'],
  [/^required option '[^']*(--[\w-]+) ?([^']*)' not specified$/, '$1 $2 is needed too.'],
  [/^unknown option '(.*?)'/, 'There is no option $1.'],
  [/^unknown command '(.*?)'/, 'There is no command $1.'],
  [/^too many arguments(?: for '(.*?)')?\..*$/, 'There is more on the command line than this command takes.'],
];

/** What is wrong with a command line, in plain words. */
export function usageWords(text: string): string {
  const said = text.replace(/^error: /, '');
  const whole = said.trimEnd();
  const rule = words.find(([pattern]) => pattern.test(whole));
  if (!rule) return said;
  const [pattern, plain] = rule;
  return `${whole.replace(pattern, plain)}\n`;
}
