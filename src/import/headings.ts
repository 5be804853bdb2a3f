/** What a column holds, as far as its heading says. */
export type HeadingRole = 'names' | 'listed' | 'deleted' | 'date' | 'personal' | 'perhaps-personal' | undefined;

/** Small letters without accents, one space between words: `Výmaz zveřejněných údajů` is `vymaz zverejnenych udaju`. */
export function plainHeading(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/gi, 'l')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Stems, parted by commas, that begin a word; one that ends in `$` is the whole word. */
function stems(list: string): RegExp {
  const all = list.split(/\s*,\s*/).map((stem) => stem.trim().replace(/\$$/, '(?![\\p{L}\\p{N}])'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join('|')})`, 'u');
}

// Latin, Cyrillic (й loses its breve and ї its dots above) and a few others, as registers head their columns.
const names = stems(`
  domain, domen, domini, domein, doman, domæn, url$, urls$, uri$, fqdn, host$, hostname, hosts$, web$, website,
  web ?site, web ?page, web ?address, web ?adress, webseit, webhely, www$, site$, sites$, sito$, siti$, sitio,
  internet(ov[a-z]+)? ?(address|adress|adresse|seite|strank|site), strony? internetow, adres strony,
  internetov[a-z]* str, strank, pagina web, adresa web, indirizzo web, verkkotunnus, alan ad, target$, targets$,
  link$, links$, mirror, домен, саит, сайт, вебсаи, веб саи, указатель страниц, ссылк, посиланн, 域名, 网址, 網址, 도메인
`);

const personal = stems(`
  account, iban, bic$, swift, ucet, uct, platebn, konto, kontonummer, bankverb, rachun, conto$, cuenta, compte,
  szamla, счет, рахун, payment, card$, cards$, kreditk, pu$, e ?mail, mail$, courriel, correo, почт, phone,
  telef, tel$, mobil, fax, телеф, person, owner, holder, registrant, majitel, vlastnik, drzitel, inhaber,
  titular, proprieta, proprietaire, wlascicie, владел, власник, subscriber, customer, client$, user$, user ip,
  ip (address )?of, birth, born, narozen, geburt, geboren, nascita, naissance, urodz, рожд, народж, surname,
  last name, first name, full name, prijmeni, nachname, vorname, cognome, nazwisk, prenom, apellid, фамил,
  прізв, passport, rodne cislo, pesel, ssn$, inn$, инн$
`);

const perhapsPersonal = stems(`
  address, adres, adress, indirizz, direccion, anschrift, адрес, street, ulice, strasse, residence, bydlist,
  sidlo, name$, names$, nome$, nom$, nombre$, jmeno, imie, имя$, фио$, contact, kontakt, respondent, defendant,
  company
`);

const dates = stems(`
  date, datum, data$, dat$, dates, fecha, dzien, den$, day$, tag$, time$, when$, дата, час$, время, день
`);

const listed = stems(`
  listed, listing, include, inclus, added, entry, entered, insert, published, publication, blocked$, blocking,
  effective, zverejn, zapis, vlozen, zarazen, wpis, dodani, dodan, inseriment, pubblicaz, iscrizion, inscri,
  publie, ajout, eintrag, aufnahme, gesperrt, sperr, veroffentl, alta$, внес, включ, додан, внесен
`);

const deleted = stems(`
  delet, remov, unblock, delist, unlisted, until$, expir, lifted, cancel, revok, vymaz, vyrazen, wykresl,
  usuniec, rimoz, rimosso, radiat, retrait, suppress, losch, geloscht, entfernt, aufgehob, baja$, elimin,
  исключ, снят, удал, видален, виключ
`);

// Too short to be trusted among other words.
const listedWhole = /^(?:(?:valid|blocked|listed|date|datum|gesperrt|platnost) )?(?:from|since|start|od|ab|von)$/;
const deletedWhole = /^(?:(?:valid|blocked|listed|date|datum|gesperrt|platnost) )?(?:to|until|end|do|bis)$/;

/** Whose dates they are is said by where they stand: a heading that tells of an account is personal before all else. */
export function headingRole(heading: string): HeadingRole {
  const text = plainHeading(heading);
  if (text === '' || text.length > longestHeading) return undefined;
  if (personal.test(text)) return 'personal';
  const timely = dates.test(text);
  if (deletedWhole.test(text)) return 'deleted';
  if (listedWhole.test(text)) return 'listed';
  if (deleted.test(text) && (timely || !names.test(text))) return 'deleted';
  if (listed.test(text) && (timely || !names.test(text))) return 'listed';
  if (names.test(text)) return 'names';
  if (timely) return 'date';
  return perhapsPersonal.test(text) ? 'perhaps-personal' : undefined;
}

const longestHeading = 120;
