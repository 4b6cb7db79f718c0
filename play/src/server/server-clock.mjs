/**
 * Loaded into the server before anything else when a scenario is played on it: from the first message on its clock
 * stands where the scenario's does. Timers go on as they are.
 */
const RealDate = Date;
let now = null;

function current() {
  return now ?? RealDate.now();
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, asked) =>
    Reflect.construct(target, given.length === 0 ? [current()] : given, asked),
  apply: () => new RealDate(current()).toString(),
  get: (target, name) => (name === 'now' ? current : Reflect.get(target, name)),
});

process.on('message', (message) => {
  now = message.now;
  process.send({ now });
});
// Whoever plays may end; the server then stops as it always does.
process.channel?.unref();
