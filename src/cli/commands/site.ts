import { asOfOption, siteUrlOption } from '../options.ts';
import { inputsHelp, type Registry } from './program.ts';

export function addSite({ program, io, done }: Registry): void {
  program
    .command('site')
    .description('write pages for the public: which names are blocked, by whose order, since when')
    .argument('[orders...]', inputsHelp)
    .option('--out <folder>', 'where the site goes; a web server shows its folder "current"', 'site')
    .option('--url <address>', 'where people will find it, for the feeds: https://blocks.example.net/', siteUrlOption)
    .option('--as-of <date>', 'the day or moment to write it for, if not now', asOfOption)
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .action(async (orders, options) => {
      const { site } = await import('../site.ts');
      done(await site(orders, options, io));
    });
}
