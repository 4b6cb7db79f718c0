export {
  type Clock,
  type ClockReading,
  type KeptClock,
  keptOf,
  look,
  readTime,
  startClock,
  type TimeBounds,
  type TimeEstimate,
  type TimeSample,
  takeSample,
  takeSignedTime,
} from './clock.js';
export { type TimedRow, tightenBounds } from './tighten.js';
