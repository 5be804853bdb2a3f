/**
 * The tax number of a person in Italy, as many a court's paper has it (decreto ministeriale of 23 December 1976): letters of the
 * name, year, month and day of birth, place, and a letter that checks the rest. Letters may stand for digits where two persons
 * would have the same.
 */
export const italianTaxNumber: RegExp =
  /(?<![\p{L}\p{N}])[A-Z]{3}[ -]?[A-Z]{3}[ -]?[\dLMNP-V]{2}[ -]?[A-EHLMPRST][ -]?[\dLMNP-V]{2}[ -]?[A-Z][ -]?[\dLMNP-V]{3}[ -]?[A-Z](?![\p{L}\p{N}])/giu;

/** Values at odd places, by digit and letter: the table of the decree. At even places a letter counts from 0, a digit for itself. */
const odd = 'BAKPLCQDREVOSFTGUHMINJWZYX';

/** Letters take the place of digits from the right, one for each person with the same number; prose has no digits. */
const fewestDigits = 4;

/** Whether the last letter fits the fifteen characters before it, and enough of them are digits. */
export function isItalianTaxNumber(written: string): boolean {
  const characters = written.replace(/[ -]/g, '').toUpperCase();
  return (
    characters.replace(/\D/g, '').length >= fewestDigits && checkLetter(characters.slice(0, 15)) === characters[15]
  );
}

/** The letter for fifteen characters. */
export function checkLetter(characters: string): string {
  const sum = [...characters].reduce((all, character, at) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - a;
    // The first place is an odd one.
    return all + (at % 2 === 0 ? odd.indexOf(String.fromCharCode(a + value)) : value);
  }, 0);
  return String.fromCharCode(a + (sum % 26));
}

const a = 'A'.charCodeAt(0);
