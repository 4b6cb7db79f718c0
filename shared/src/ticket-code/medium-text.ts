/** A reader's own note of the symbology: `]Q1`, `]C0`, `]E0`. */
const aimPrefix = /^\][A-Za-z][0-9A-Za-z]/;
/** A reader's own note of the character set: `\000026` for UTF-8. */
const eciPrefix = /^\\[0-9]{6}/;

/** What was scanned, without what readers put around it; the case is kept. */
export function stripReaderPrefixes(text: string): string {
  return text.trim().replace(aimPrefix, '').replace(eciPrefix, '').trim();
}

/** The one spelling of a wristband, card or foreign barcode that import and scan agree on. */
export function normaliseMediumText(text: string): string {
  const bare = stripReaderPrefixes(text).normalize('NFC');
  return isUpcA(bare) ? `0${bare}` : bare;
}

/** Readers disagree on whether a UPC-A code is twelve digits, or an EAN-13 that begins with zero. */
function isUpcA(text: string): boolean {
  if (!/^[0-9]{12}$/.test(text)) return false;
  const sum = [...text].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}
