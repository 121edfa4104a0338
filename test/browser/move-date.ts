/**
 * Moves the clock of whatever runs this, a process or a page, by so many milliseconds; from there on it runs as it does.
 * Self-contained, since Playwright sends the function to the page as text.
 */
export function moveDate(aheadMs: number): void {
  const Real = Date;
  const now = () => Real.now() + aheadMs;
  const Moved = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (real, given, target) => Reflect.construct(real, given.length === 0 ? [now()] : given, target) as Date,
    get: (real, name, self) => (name === "now" ? now : Reflect.get(real, name, self)),
  });
  Real.prototype.constructor = Moved;
  globalThis.Date = Moved;
}
