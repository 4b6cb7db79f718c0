/** Work that failed and would fail again however often it is tried, such as a mail to an address that does not exist. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}
