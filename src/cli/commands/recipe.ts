import { Option } from '@commander-js/extra-typings';
import { extraTextForms } from '../../core/extra-text.ts';
import { recipes } from '../../resolver/registry.ts';
import { endpointOption } from '../options.ts';
import {
  configTextOption,
  endpointsOption,
  keyOption,
  networksOption,
  portOption,
  refreshOption,
  viewOption,
} from '../recipe-options.ts';
import { choice, type Registry } from './program.ts';

export function addRecipe({ program, io, done }: Registry): void {
  program
    .command('recipe')
    .description('print a configuration with which a resolver enforces what a build wrote')
    .argument('[resolver]', 'one of the list below; without it, the list', choice(recipes.map(({ id }) => id)))
    .option('--version <version>', 'the version of the resolver, if not the first in the list')
    .option('--role <role>', 'standalone, primary or secondary', choice(['standalone', 'primary', 'secondary']))
    .option('--file <name>', 'print this one of its files alone')
    .option('--out <folder>', 'where the builds are, on the machine of the resolver', 'out')
    .addOption(
      new Option('--listen <address>', 'where it answers')
        .argParser(endpointOption)
        .default({ address: '127.0.0.1', port: 53 }, '127.0.0.1@53'),
    )
    .addOption(
      new Option('--clients <networks>', 'who may ask, by comma')
        .argParser(networksOption)
        .default(['127.0.0.0/8', '::1/128'], '127.0.0.0/8,::1/128'),
    )
    .option('--upstream <address>', 'who finds the answers, if not the resolver itself', endpointOption)
    .option('--validation <where>', 'who checks signatures: here, upstream', choice(['here', 'upstream']), 'here')
    .option(
      '--view <place>',
      'IT=192.0.2.0/24: these clients get the zone of IT in the configuration, or the build in OUT-it',
      viewOption,
    )
    .option('--text <text>', 'what clients are told beside a refusal', configTextOption)
    .option(
      '--extra-text <form>',
      'in which form: text, or the JSON of a draft: sde-27, fdbs-02',
      choice(extraTextForms),
      'text',
    )
    .option('--primary <address>', 'for a secondary: from where it fetches the zones', endpointOption)
    .option('--secondary <address>', 'for a primary: who fetches; may be repeated', endpointsOption)
    .option('--keyless <address>', 'the same, for one that knows no keys (Unbound)', endpointsOption)
    .option('--tsig <name>', 'the name of the key for transfers', keyOption)
    .option('--refresh <seconds>', 'how often a secondary looks by itself', refreshOption, 60)
    .addOption(
      new Option('--notices <address>', 'where Knot DNS beside Knot Resolver hears of changes')
        .argParser(endpointOption)
        .default({ address: '127.0.0.1', port: 5300 }, '127.0.0.1@5300'),
    )
    .option('--folder <folder>', "for the resolver's own files, if not where Debian keeps them")
    .option('--control <port>', 'where rndc reaches BIND', portOption, 953)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .addHelpText('after', `\nResolvers:\n${recipeTable()}`)
    .action(async (resolver, options) => {
      const { recipe } = await import('../recipe.ts');
      done(recipe(resolver, options, io));
    });
}

function recipeTable(): string {
  return recipes
    .map(({ id, title, versions, roles }) => {
      const each = versions.map(({ version }) => version).join(', ');
      return `  ${id.padEnd(14)} ${`${title} ${each}`.padEnd(26)} ${roles.join(', ')}`;
    })
    .join('\n');
}
