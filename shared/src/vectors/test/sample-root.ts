import { noSegments, type Root } from '../../manifest/index.js';
import { rotationId } from '../../ticket-code/index.js';
import { testBytes } from './test-keys.js';

const HOUR_MS = 3_600_000;
export const sampleTimeMs = 1_800_000_000_000;
export const sampleSalt = testBytes('event salt', 16);

export interface SampleKeys {
  readonly ticket: Uint8Array;
  readonly device: Uint8Array;
}

const sampleQuestion: Root['questions'][number] = {
  id: '01900000-0000-7000-8000-0000000000c1',
  lists: [],
  classes: [7],
  required: true,
  mode: 'asked',
  kind: 'yes_no',
  label: 'Over 18?',
  hint: 'Look at a document',
  options: [],
  min: null,
  max: null,
};

const otherDates: Root['dates'] = [
  { id: 4712, name: null, starts: [sampleTimeMs + 25 * HOUR_MS] },
  { id: 10, name: 'Weekend pass', starts: [sampleTimeMs + 25 * HOUR_MS, sampleTimeMs + 49 * HOUR_MS] },
];

/** The event itself and a pass. */
function acceptedBy(keys: SampleKeys): Root['events'] {
  return [
    {
      id: 4711,
      salt: sampleSalt,
      keys: [{ kid: 3, publicKey: keys.ticket, status: 'active' }],
      rotation: null,
    },
    {
      id: 9,
      salt: testBytes('pass salt', 16),
      keys: [{ kid: 0, publicKey: keys.ticket, status: 'list-only' }],
      rotation: testBytes('name of a secret', 4),
    },
  ];
}

/** A root with something in every part of it. */
export function sampleRoot(
  keys: SampleKeys,
  segments: Pick<Root['segments'], 'core' | 'media'> & Partial<Root['segments']>,
): Root {
  return {
    event: 4711,
    name: 'Zoë’s مهرجان',
    position: { start: 1_799_000_000, count: 3 },
    tickets: { start: 1_799_000_000, count: 40 },
    issuedAt: sampleTimeMs,
    notAfter: sampleTimeMs + 24 * HOUR_MS,
    wipeAfter: sampleTimeMs + 240 * HOUR_MS,
    successor: null,
    events: acceptedBy(keys),
    dates: otherDates,
    times: { start: sampleTimeMs + HOUR_MS, admission: sampleTimeMs, end: null, date: null },
    timeZone: 'Europe/Berlin',
    offsets: [
      [1_792_890_000_000, 60],
      [1_806_195_600_000, 120],
    ],
    classes: [
      {
        index: 7,
        label: 'Day',
        colour: '#00aa55',
        ticketType: '01900000-0000-7000-8000-000000000001',
        variation: null,
        zones: ['01900000-0000-7000-8000-0000000000a1'],
        validFrom: null,
        validUntil: sampleTimeMs + 12 * HOUR_MS,
        texts: ['Wristband: green'],
      },
    ],
    lists: [sampleList()],
    zones: [{ id: '01900000-0000-7000-8000-0000000000a1', name: 'Hall', capacity: 900 }],
    gates: [
      {
        id: '01900000-0000-7000-8000-0000000000b1',
        name: 'North',
        from: null,
        to: '01900000-0000-7000-8000-0000000000a1',
      },
    ],
    questions: [sampleQuestion],
    rotation: rotationId(testBytes('rotation secret', 32)),
    devices: [
      {
        id: '01900000-0000-7000-8000-0000000000d1',
        name: 'Phone 1',
        gate: '01900000-0000-7000-8000-0000000000b1',
        profile: 'steward',
        publicKey: keys.device,
        status: 'active',
      },
    ],
    segments: { ...noSegments, ...segments },
    detailAt: null,
    searchAt: null,
    search: null,
  };
}

function sampleList(): Root['lists'][number] {
  return {
    id: '01900000-0000-7000-8000-0000000000e1',
    name: 'Main entrance',
    classes: [7],
    gates: [],
    entry: 'single',
    maxEntries: null,
    persons: 'one',
    activeFrom: null,
    activeUntil: null,
    checkOutAt: '06:00',
    dayStartsAt: '06:00',
    includeUnpaid: false,
    addOnMatch: false,
    notOnList: 'confirm',
    byHand: 'confirm',
    byMedium: 'admit',
    rotation: 'off',
    rule: { any: [{ term: 'weekday', is: [6, 7] }] },
  };
}
