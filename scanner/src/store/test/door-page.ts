import { doorMeasures } from './measure-door.js';

declare global {
  var gatehouseDoor: typeof doorMeasures;
}

globalThis.gatehouseDoor = doorMeasures;
