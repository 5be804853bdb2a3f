// Words that tell one court or company from another in no country.
const common = new Set(
  (
    'a an the of for and di de del della dei du des la le les et der die das und van von het en y e ' +
    'court high supreme district tribunale tribunal ordinario judiciaire corte cour landgericht oberlandesgericht amtsgericht ' +
    'juzgado mercantil rechtbank sad soud ministry ministero ministerstvo ministere authority autorita commission ' +
    'inc ltd llc gmbh ag spa srl sa sas bv nv plc s p r l co company'
  ).split(' '),
);

/** The first telling words of a name in small Latin letters and digits, with hyphens; empty where it has none. */
export function slug(text: string, most: number): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const telling = words.filter((word) => !common.has(word));
  return (telling.length > 0 ? telling : words).slice(0, most).join('-').slice(0, 40).replace(/-$/, '');
}
