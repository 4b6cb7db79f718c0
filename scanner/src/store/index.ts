export { browserPorts } from './browser-ports.js';
export { createPhone } from './create-phone.js';
export type { IndexedDbPort } from './database.js';
export { type Gateway, openGateway, type Shown } from './log/index.js';
export { unpackRows } from './log/packed-rows.js';
export { ShownPeople } from './people/shown-people.js';
export type { Phone } from './phone.js';
export type { Ports } from './ports.js';
