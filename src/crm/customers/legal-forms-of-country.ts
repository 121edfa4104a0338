/**
 * Legal forms of one country as they are written with a company's name, separated by "|" or a new line. They are compared
 * folded, with dots, strokes and blanks between single letters left out ("S. p. A." is "SpA"), with the usual short
 * words for the long ones ("Co" for "Company"), and with "and", "und", "et"… where "&" stands. What is written after one
 * another is put together from its parts ("GmbH & Co. KG", "Co., Ltd.").
 */
export interface LegalFormsOfCountry {
  /** after the name, in capitals or not */
  after?: string;
  /** before or after the name, in capitals or not */
  around?: string;
  /** before the name only, in capitals or not */
  before?: string;
  /**
   * After the name, but words, names or places as well: they count only in capitals, or with dots, a stroke or blanks
   * between their letters ("Equinor AS", "A/S"). What stands here with dots counts with dots only.
   */
  afterInCapitals?: string;
  /** the same, before or after the name */
  aroundInCapitals?: string;
  /** the same, before the name only */
  beforeInCapitals?: string;
}
