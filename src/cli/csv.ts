/** What a spreadsheet would take for a formula (OWASP: CSV injection); the full-width signs are the same to some. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u

/** One line of CSV (RFC 4180). A cell that begins like a formula gets an apostrophe in front, which makes it text. */
export const csvLine = (cells: readonly string[]): string =>
  cells
    .map(cell => (formula.test(cell) ? `'${cell}` : cell))
    .map(cell => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')
